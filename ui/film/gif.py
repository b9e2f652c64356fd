"""Clips as an animated picture (GIF), side by side: for mails, posts, and slides of PowerPoint."""

import io
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Any

import numpy as np
from PIL import Image, ImageColor, ImageDraw, ImageFont

from ui.charts.chart import look
from ui.film.clips import Clip

WIDE, HIGH = 960, 540  # pixels
FRAMES, EACH, LAST = 72, 110, 3_000  # how many, and for how many milliseconds
FINE = 2  # times finer than it is shown, while it is drawn
HEAD, FOOT, EDGE = 44, 62, 24  # pixels above, below and beside a picture
LARGEST = 22  # pixels that a unit of the layout may take
SHADES = (0.0, 0.2, 0.4, 0.6)  # of each colour, on the way to the paper
INK, PAPER, QUIET, FAINT, STEM = "#14181c", "#ffffff", "#4b5560", "#e6eaee", "#8b959f"
DAY = 86_400  # seconds

Pen = ImageDraw.ImageDraw


@lru_cache(maxsize=8)
def gif(clips: tuple[Clip, ...]) -> bytes:
    """An animated GIF of 960 by 540 pixels: every clip from its beginning, then its end for 3 s.

    The end comes first too, for whoever shows the first picture alone.
    """
    frames = list(_frames([_Side(clip, place, len(clips)) for place, clip in enumerate(clips)]))
    palette = _palette()
    drawn = [each.quantize(palette=palette, dither=Image.Dither.NONE) for each in frames]
    file = io.BytesIO()
    drawn[-1].save(
        file,
        "GIF",
        save_all=True,
        append_images=drawn,
        duration=[EACH] * FRAMES + [LAST],
        loop=0,
    )
    return file.getvalue()


def _palette() -> Image.Image:
    """The colours there are, each in shades on the way to the paper."""
    shades = [*ImageColor.getrgb(PAPER), *ImageColor.getrgb(FAINT)]
    for colour in (*look()["range"]["category"], INK, QUIET, STEM):
        for shade in SHADES:
            shades += [round(part + (255 - part) * shade) for part in ImageColor.getrgb(colour)]
    found = Image.new("P", (1, 1))
    found.putpalette(shades)
    return found


def _frames(sides: Sequence["_Side"]) -> Iterator[Image.Image]:
    size = (FINE * WIDE, FINE * HIGH)
    below, above = Image.new("RGB", size, PAPER), Image.new("RGBA", size)
    lines, dots = ImageDraw.Draw(below), ImageDraw.Draw(above)
    for side in sides:
        side.write_title(lines)
    for part in np.linspace(0.0, 1.0, FRAMES):
        for side in sides:
            side.draw_until(lines, dots, float(part))
        frame = below.copy()
        frame.paste(above, mask=above)
        for side in sides:
            side.write_counts(ImageDraw.Draw(frame), float(part))
        yield frame.resize((WIDE, HIGH), Image.Resampling.LANCZOS)


class _Side:
    """One clip in its part of the picture, drawn further and further."""

    def __init__(self, clip: Clip, place: int, many: int) -> None:
        self.title, self.film = clip.title, clip.film
        self.left, self.wide = place * WIDE / many, WIDE / many
        self.moments = sorted(_moments(self.film))
        self.done = 0
        left, top, right, bottom = self.film["ends"]
        wide, high = self.wide - 2 * EDGE, HIGH - HEAD - FOOT
        self.unit = min(wide / (right - left + 5), high / (bottom - top + 5), LARGEST)
        centre = (self.left + self.wide / 2, HEAD + high / 2)
        self.x = [centre[0] + (x - (left + right) / 2) * self.unit for x in self.film["x"]]
        self.y = [centre[1] + (y - (top + bottom) / 2) * self.unit for y in self.film["y"]]
        self.bringers = set(self.film["parent"][1:])

    def write_title(self, pen: Pen) -> None:
        at = (FINE * (self.left + EDGE), FINE * 12)
        pen.text(at, _short(self.title, self.wide), fill=INK, font=_font(20))

    def draw_until(self, lines: Pen, dots: Pen, part: float) -> None:
        """Everything that has happened by a part of the whole, from 0 to 1."""
        while self.done < len(self.moments) and self.moments[self.done][0] <= part:
            _, row, what = self.moments[self.done]
            self._draw(lines, dots, row, what)
            self.done += 1
        self._us(dots)

    def write_counts(self, pen: Pen, part: float) -> None:
        pace = self.film["pace"]
        time = float(np.interp(part, np.linspace(0, 1, len(pace)), pace))
        texts = [_clock(time)]
        for counter in self.film["counters"][:2]:
            before = int(np.searchsorted(counter["times"], time, side="right"))
            count = counter["counts"][before - 1] if before else 0
            texts.append(f"{count:,} {counter['label']}")
        for line, (text, size) in enumerate(((" · ".join(texts[1:]), 17), (texts[0], 14))):
            at = (FINE * (self.left + EDGE), FINE * (HIGH - FOOT + 8 + 26 * line))
            pen.text(at, text, fill=QUIET if line else INK, font=_font(size))

    def _draw(self, lines: Pen, pen: Pen, row: int, what: str) -> None:
        size = self._size(row)
        if what == "seen":
            parent, faint = self.film["parent"][row], row not in self.bringers
            ends = (*self._at(parent), *self._at(row))
            lines.line(ends, fill=FAINT if faint else STEM, width=FINE * (1 if faint else 2))
            pen.ellipse(self._box(row, size), fill=self._colour(row))
        elif what == "shared":
            pen.ellipse(self._box(row, size + 1.2), outline=INK, width=FINE)
        else:
            x, y = self._at(row)
            far = FINE * max(5.0, 1.3 * size)
            corners = [(x, y - far), (x + far, y), (x, y + far), (x - far, y)]
            pen.polygon(corners, fill=PAPER, outline=INK, width=FINE)

    def _us(self, pen: Pen) -> None:
        size = max(11.0, 0.9 * self.unit)
        pen.ellipse(self._box(0, size), fill=INK)
        pen.text(self._at(0), "us", fill=PAPER, font=_font(int(size * 0.95)), anchor="mm")

    def _at(self, row: int) -> tuple[float, float]:
        return FINE * self.x[row], FINE * self.y[row]

    def _box(self, row: int, size: float) -> tuple[float, float, float, float]:
        x, y = self._at(row)
        return x - FINE * size, y - FINE * size, x + FINE * size, y + FINE * size

    def _size(self, row: int) -> float:
        return float(max(1.3, self.unit * (0.68 if row in self.bringers else 0.52)))

    def _colour(self, row: int) -> str:
        palette = look()["range"]["category"]
        return str(palette[min(self.film["hop"][row], len(palette)) - 1])


def _moments(film: dict[str, Any]) -> Iterator[tuple[float, int, str]]:
    """The moments, in parts of the whole, at which each row first saw, shared and bought."""
    pace = film["pace"]
    for what in ("seen", "shared", "bought"):
        for row, time in enumerate(film[what]):
            if row and time >= 0:
                yield float(np.interp(time, pace, np.linspace(0, 1, len(pace)))), row, what


def _clock(time: float) -> str:
    hours = int(time % DAY)
    return f"day {int(time // DAY) + 1}, {hours // 3600:02}:{hours % 3600 // 60:02}"


def _short(title: str, wide: float) -> str:
    """The title, cut to the room there is."""
    most = int(wide / 10.5)
    return title if len(title) <= most else f"{title[: most - 1].rstrip()}…"


@cache
def _font(size: int) -> Any:
    return ImageFont.load_default(FINE * size)
