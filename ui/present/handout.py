"""The leave-behind: one HTML file that opens anywhere, with live charts and everything said.

Nothing in it comes from elsewhere: charts are drawn by Vega, whose code is in the file; a policy in
its head forbids every request. Texts are escaped; numbers stand in it as they were when it was
made, and it says which version made it.
"""

import html
import json
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import vl_convert

from ui.charts.chart import standalone
from ui.charts.data import hundred
from ui.present.slide import Slide
from ui.present.stage import Brand, image, legible

HERE = Path(__file__).parent
WIDTH = 640  # pixels of a chart
POLICY = (
    "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'unsafe-inline'; img-src data:"
)


@cache
def bundle() -> str:
    """Vega, Vega-Lite and the function `embed` that draws a chart, as one script.

    The end of a script stands in none of its strings.
    """
    code = str(vl_convert.javascript_bundle("window.embed = vegaEmbed;"))
    return code.replace("</script", "<\\/script")


def leave_behind(title: str, slides: Sequence[Slide], brand: Brand, foot: str) -> bytes:
    """The whole file. foot: what made it, with seed and version."""
    charts = [standalone(beat.drawing, WIDTH) for beat in slides if beat.drawing]
    numbers = iter(range(len(charts)))
    body = "\n".join(_section(beat, numbers) for beat in slides)
    style = (HERE / "handout.css").read_text("utf-8")
    logo = f'<img src="{image(brand.logo)}" alt="">' if brand.logo else ""
    specs = json.dumps(charts, allow_nan=False).replace("</", "<\\/")
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<title>{html.escape(title)}</title>
<style>:root {{ --brand: {legible(brand.colour)} }}
{style}</style>
</head>
<body>
<header>{logo}<span>{html.escape(brand.name)}</span></header>
<main>
<h1>{html.escape(title)}</h1>
{body}
</main>
<footer>{html.escape(foot)}</footer>
<script>{bundle()}</script>
<script>
const charts = {specs};
const options = {{ actions: false, renderer: "svg" }};
charts.forEach((spec, place) => window.embed("#chart-" + place, spec, options));
</script>
</body>
</html>
""".encode()


def _section(beat: Slide, numbers: Iterator[int]) -> str:
    parts = [f"<h2>{html.escape(beat.heading)}</h2>"]
    if beat.says:
        parts.append(f'<p class="says">{html.escape(beat.says)}</p>')
    if beat.win_rate and beat.win_rate.worlds:
        parts.append(_dots(hundred(beat.win_rate), beat.sides))
    if beat.lines:
        items = "".join(f"<li>{html.escape(line)}</li>" for line in beat.lines)
        parts.append(f"<ul>{items}</ul>")
    if beat.drawing:
        said = html.escape(beat.drawing.said, quote=True)
        about = f'id="chart-{next(numbers)}" role="img" aria-label="{said}"'
        parts.append(f'<div class="chart" {about}></div>')
    if beat.rows:
        parts.append(_table(beat.rows))
    return f'<section class="beat-{beat.kind}">{"".join(parts)}</section>'


def _dots(counts: tuple[int, int, int], sides: tuple[str, str]) -> str:
    kinds = ["a"] * counts[0] + ["even"] * counts[1] + ["b"] * counts[2]
    drawn = "".join(
        f'<circle class="{kind}" cx="{place % 10 * 20 + 10}" cy="{place // 10 * 20 + 10}" r="8"/>'
        for place, kind in enumerate(kinds)
    )
    names = (sides[0], "even", sides[1])
    key = "".join(
        f'<li class="{kind}">{html.escape(name)}: {count}</li>'
        for kind, name, count in zip(("a", "even", "b"), names, counts, strict=True)
    )
    about = 'viewBox="0 0 200 200" role="img" aria-label="Of 100 worlds"'
    return f'<div class="odds"><svg {about}>{drawn}</svg><ul>{key}</ul></div>'


def _table(rows: Sequence[Sequence[str]]) -> str:
    head, *body = rows
    lines = [_row("th", head), *(_row("td", row) for row in body)]
    return f'<div class="wide"><table>{"".join(lines)}</table></div>'


def _row(tag: str, cells: Sequence[str]) -> str:
    return "<tr>" + "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in cells) + "</tr>"
