"""The handout: one HTML file that opens anywhere, with live charts and every figure.

Nothing in it comes from elsewhere: charts are drawn by Vega, whose code is in the file; a policy in
its head forbids every request. Texts are escaped; figures are those of when it was made, and the
footer names what made them.
"""

import html
import json
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import vl_convert

from simulation.experiment.comparison.win_rate import WinRate
from ui.charts.chart import look, standalone
from ui.charts.data import hundred
from ui.charts.dots import KINDS, dots
from ui.film import player
from ui.present.brand import data_url, legible
from ui.present.deck import Deck, Slide, dots_note, written

HERE = Path(__file__).parent
WIDTH = 640  # pixels of a chart
POLICY = (
    "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'unsafe-inline'; img-src data:"
)


@cache
def bundle() -> str:
    """Vega, Vega-Lite and the function `embed` that draws a chart, as one script.

    None of its strings holds the end of a script.
    """
    code = str(vl_convert.javascript_bundle("window.embed = vegaEmbed;"))
    return code.replace("</script", "<\\/script")


def handout(deck: Deck) -> bytes:
    """The whole file: the decision on the first page, every slide for a reader, the appendix."""
    slides = list(_for_a_reader(deck))
    charts = [standalone(slide.chart, WIDTH) for slide in slides if slide.chart]
    films = [
        [{"title": clip.title, "film": clip.film} for clip in slide.clips]
        for slide in slides
        if slide.clips
    ]
    numbers, reels = iter(range(len(charts))), iter(range(len(films)))
    body = "\n".join(_section(slide, numbers, reels) for slide in slides)
    style = (HERE / "handout.css").read_text("utf-8")
    palette = ",".join(look()["range"]["category"])
    variables = f"--brand: {legible(deck.brand.colour)}; --st-chart-categorical-colors: {palette}"
    logo = f'<img src="{data_url(deck.brand.logo)}" alt="">' if deck.brand.logo else ""
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<title>{html.escape(deck.title)}</title>
<style>:root {{ {variables} }}
{player.CSS if films else ""}
{style}</style>
</head>
<body>
<header>{logo}<span>{html.escape(deck.brand.name)}</span></header>
<main>
{_first_page(deck)}
{body}
</main>
<footer>{html.escape(deck.footer)}</footer>
{player.template("film-template") if films else ""}
<script>{bundle()}</script>
<script>
const charts = {_data(charts)};
const options = {{ actions: false, renderer: "svg" }};
charts.forEach((spec, place) => window.embed("#chart-" + place, spec, options));
</script>
{_playing(films) if films else ""}
</body>
</html>
""".encode()


def _for_a_reader(deck: Deck) -> Iterator[Slide]:
    """The slides and the appendix, without what is for a room; what stands in both comes once."""
    kept = [slide for slide in deck.slides if slide.kind not in ("title", "agenda", "bet")]
    longer = {slide.name: slide for slide in deck.appendix}
    shown = {slide.name for slide in kept}
    yield from (longer.get(slide.name, slide) for slide in kept)
    yield from (slide for slide in deck.appendix if slide.name not in shown)


def _first_page(deck: Deck) -> str:
    """The title, for whom and when, and the decision in short."""
    about = " · ".join(filter(None, (deck.client, written(deck.day))))
    below = f'<p class="about">{html.escape(about)}</p>' if about else ""
    title = f"<h1>{html.escape(deck.title)}</h1>{below}"
    if deck.summary is None:
        return title
    return f'<div class="first">{title}{_section(deck.summary, iter(()), iter(()))}</div>'


def _playing(films: list[list[dict[str, Any]]]) -> str:
    """The script that plays the films; on paper each stands at its end."""
    return f"""<script>
{player.SCRIPT}
const playing = {_data(films)}.flatMap((clips, place) => playTogether(
  document.querySelector("#film-" + place), document.querySelector(".film-template"), clips));
addEventListener("beforeprint", () => playing.forEach((film) => film.jump(1)));
</script>"""


def _data(value: object) -> str:
    """JSON that may stand within a script."""
    return json.dumps(value, allow_nan=False).replace("</", "<\\/")


def _section(slide: Slide, numbers: Iterator[int], reels: Iterator[int]) -> str:
    parts = [f"<h2>{html.escape(slide.heading)}</h2>"]
    if slide.statement:
        parts.append(f'<p class="statement">{html.escape(slide.statement)}</p>')
    if slide.dots:
        parts.append(_dots(slide.dots, slide.sides))
    if slide.lines:
        items = "".join(f"<li>{html.escape(line)}</li>" for line in slide.lines)
        parts.append(f"<ul>{items}</ul>")
    if slide.chart:
        said = html.escape(slide.chart.said, quote=True)
        about = f'id="chart-{next(numbers)}" role="img" aria-label="{said}"'
        parts.append(f'<div class="chart" {about}></div>')
    if slide.clips:
        parts.append(f'<div class="clips" id="film-{next(reels)}"></div>')
    if slide.table:
        parts.append(_table(slide.table))
    return f'<section class="kind-{slide.kind}">{"".join(parts)}</section>'


def _dots(win_rate: WinRate, sides: tuple[str, str]) -> str:
    counts = dict(zip(KINDS, hundred(win_rate), strict=True))
    drawn = "".join(
        f'<circle class="{dot.kind}" cx="{20 * dot.column + 10}" cy="{20 * dot.row + 10}" r="8"/>'
        for dot in dots(tuple(counts.values()))
    )
    names = {"win": sides[0], "tie": "Tie", "loss": sides[1]}
    key = "".join(
        f'<li class="{kind}">{html.escape(names[kind])}: {count}</li>'
        for kind, count in counts.items()
    )
    about = 'viewBox="0 0 200 200" role="img" aria-label="Of 100 runs"'
    note = f"<p>{html.escape(dots_note(win_rate))}</p>"
    return f'<div class="dots"><svg {about}>{drawn}</svg><div><ul>{key}</ul>{note}</div></div>'


def _table(rows: Sequence[Sequence[str]]) -> str:
    head, *body = rows
    lines = [_row("th", head), *(_row("td", row) for row in body)]
    return f'<div class="wide"><table>{"".join(lines)}</table></div>'


def _row(tag: str, cells: Sequence[str]) -> str:
    return "<tr>" + "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in cells) + "</tr>"
