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

import vl_convert

from simulation.experiment.comparison.win_rate import WinRate
from ui.charts.chart import standalone
from ui.charts.data import hundred
from ui.charts.dots import KINDS, dots
from ui.present.brand import data_url, legible
from ui.present.deck import Deck, Slide, dots_note

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
    """The whole file: every slide but the bet, which is for a room, and the appendix."""
    slides = [slide for slide in (*deck.slides, *deck.appendix) if slide.kind != "bet"]
    charts = [standalone(slide.chart, WIDTH) for slide in slides if slide.chart]
    numbers = iter(range(len(charts)))
    body = "\n".join(_section(slide, numbers) for slide in slides)
    style = (HERE / "handout.css").read_text("utf-8")
    logo = f'<img src="{data_url(deck.brand.logo)}" alt="">' if deck.brand.logo else ""
    specs = json.dumps(charts, allow_nan=False).replace("</", "<\\/")
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<title>{html.escape(deck.title)}</title>
<style>:root {{ --brand: {legible(deck.brand.colour)} }}
{style}</style>
</head>
<body>
<header>{logo}<span>{html.escape(deck.brand.name)}</span></header>
<main>
<h1>{html.escape(deck.title)}</h1>
{body}
</main>
<footer>{html.escape(deck.footer)}</footer>
<script>{bundle()}</script>
<script>
const charts = {specs};
const options = {{ actions: false, renderer: "svg" }};
charts.forEach((spec, place) => window.embed("#chart-" + place, spec, options));
</script>
</body>
</html>
""".encode()


def _section(slide: Slide, numbers: Iterator[int]) -> str:
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
