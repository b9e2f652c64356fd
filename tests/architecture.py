"""The rooms of the code and the imports between them; draws docs/architecture.svg:

    python -m tests.architecture

A room is a file of a package, or a folder in it. In the picture every room stands right below the
lowest of those that import it, and an arrow that follows from others is left out.
"""

import ast
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "architecture.svg"

Graph = dict[str, set[str]]  # a room -> those that it imports

BOX, GAP, ROW, LETTER = 24, 12, 50, 7.2  # height, space between, distance of rows, width of one
PANEL = 490  # width
ARROW = ">"  # in the name of a gap
STYLE = (
    "text{font:12px ui-monospace,Menlo,Consolas,monospace;fill:#1f2933;text-anchor:middle}"
    ".name{font-weight:bold;font-size:13px;text-anchor:start}"
    ".panel{fill:#f5f7fa;stroke:#cbd2d9}.room{fill:#fff;stroke:#3e4c59}"
    ".tie{fill:none;stroke:#7b8794;stroke-width:1.2}.whole{stroke:#0b69a3;stroke-width:2.5}"
)


def imported_names(source: str) -> list[str]:
    """Every import anywhere in the source, as a dotted name: `a.b` also for `from a import b`."""
    names = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            package = "." * node.level + (node.module or "")
            names += [f"{package}.{alias.name}" for alias in node.names]
    return names


def room_of(path: str, package: str) -> str:
    """The room of a package that a file belongs to; "__init__" for the package itself."""
    return path.removeprefix(f"{package}/").split("/")[0].removesuffix(".py")


def files(folder: str) -> dict[str, str]:
    """Path from the root and text of each Python file in a folder, which must have some."""
    found = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted((ROOT / folder).rglob("*.py"))
    }
    assert found, f"no Python file in {folder}/: nothing to check"
    return found


def graph(package: str) -> Graph:
    """The rooms of a package, and the others of its rooms that each imports."""
    start, found = package.replace("/", ".") + ".", Graph()
    for path, source in files(package).items():
        room = room_of(path, package)
        if room != "__init__":
            names = (name for name in imported_names(source) if name.startswith(start))
            targets = {name.removeprefix(start).split(".")[0] for name in names}
            found.setdefault(room, set()).update(targets - {room, "__version__"})
    return found


def below(rooms: Graph, room: str) -> set[str]:
    """All rooms that a room reaches by imports."""
    found: set[str] = set()
    ahead = list(rooms[room])
    while ahead:
        if (target := ahead.pop()) not in found:
            found.add(target)
            ahead += rooms[target]
    return found


def reduced(rooms: Graph) -> Graph:
    """The same without the imports that follow from others."""
    under = {room: below(rooms, room) for room in rooms}
    return {
        room: {each for each in targets if not any(each in under[other] for other in targets)}
        for room, targets in rooms.items()
    }


def rows(rooms: Graph) -> list[list[str]]:
    """The rooms in rows from the top down, each right below the lowest that imports it."""
    users = {room: [each for each in rooms if room in rooms[each]] for room in rooms}
    height: dict[str, int] = {}
    for room in sorted(rooms, key=lambda room: len(below(rooms, room))):
        height[room] = max((height[each] + 1 for each in rooms[room]), default=0)
    for room in sorted(rooms, key=lambda room: -height[room]):
        if users[room]:
            height[room] = min(height[each] for each in users[room]) - 1
    top = max(height.values())
    return [sorted(room for room in rooms if height[room] == top - n) for n in range(top + 1)]


class Panel:
    """A package in the picture: its rooms in rows, at a place.

    What a row holds is a room, or a gap through which an arrow passes on its way further down.
    """

    def __init__(self, package: str, left: int, top: int) -> None:
        self.package, self.left, self.top = package, left, top
        lines = rows(graph(package))
        self.rooms = [room for line in lines for room in line]
        self.height = 36 + ROW * len(lines)
        self.arrows = list(_arrows(reduced(graph(package)), lines))
        self.place: dict[str, tuple[float, float]] = {}  # the middle of the upper edge
        for number, line in enumerate(lines):
            self._place_row(line, self.top + 36 + ROW * number)

    def _place_row(self, line: list[str], y: float) -> None:
        """Everything in one row, each near what is above it."""
        line = sorted(line, key=lambda each: (self._wish(each), each))
        widths = [_width(each) for each in line]
        x = self.left + (PANEL - sum(widths) - GAP * (len(line) - 1)) / 2
        for each, width in zip(line, widths, strict=True):
            self.place[each] = (x + width / 2, y)
            x += width + GAP

    def _wish(self, each: str) -> float:
        above = [self.place[one][0] for one, other in self.arrows if other == each]
        return sum(above) / len(above) if above else self.left + PANEL / 2

    def lines(self) -> Iterator[str]:
        """The panel as SVG."""
        yield (
            f'<rect class="panel" x="{self.left}" y="{self.top}" width="{PANEL}" '
            f'height="{self.height}" rx="6"/>'
            f'<text class="name" x="{self.left + 12}" y="{self.top + 21}">{self.package}/</text>'
        )
        for one, other in self.arrows:
            (x, y), (end, down) = self.place[one], self.place[other]
            head = "" if ARROW in other else ' marker-end="url(#head)"'
            begin = f"M{x:.1f} {y:.1f}V" if ARROW in one else f"M{x:.1f} "
            bend = f"{(y + BOX + down) / 2:.1f}"
            yield (
                f'<path class="tie"{head} d="{begin}{y + BOX:.1f}C{x:.1f} {bend} {end:.1f} {bend} '
                f'{end:.1f} {down:.1f}"/>'
            )
        for room in self.rooms:
            (x, y), width = self.place[room], _width(room)
            yield (
                f'<rect class="room" x="{x - width / 2:.1f}" y="{y:.1f}" width="{width:.1f}" '
                f'height="{BOX}" rx="4"/><text x="{x:.1f}" y="{y + 16:.1f}">{room}</text>'
            )


def _arrows(rooms: Graph, lines: list[list[str]]) -> Iterator[tuple[str, str]]:
    """The arrows, each from one row to the next; makes a gap in every row that one crosses."""
    row = {room: number for number, line in enumerate(lines) for room in line}
    for room in row:
        for target in sorted(rooms[room]):
            way = [room]
            for number in range(row[room] + 1, row[target]):
                way.append(f"{room}{ARROW}{target}{ARROW}{number}")
                lines[number].append(way[-1])
            yield from pairwise([*way, target])


def _width(each: str) -> float:
    return 0.0 if ARROW in each else LETTER * len(each) + 16


def picture() -> str:
    """The picture: ui/ on the left above simulation/experiment/, simulation/ on the right."""
    face = Panel("ui", 10, 10)
    inner = Panel("simulation/experiment", 10, face.top + face.height + 20)
    model = Panel("simulation", PANEL + 60, 10)
    middle = face.top + face.height / 2
    found = [line for panel in (face, inner, model) for line in panel.lines()]
    found.append(
        f'<path class="tie whole" marker-end="url(#head)" d="M{PANEL + 12} {middle:.1f}H'
        f'{model.left - 3}"/>'
    )
    width = model.left + PANEL + 10
    height = max(panel.top + panel.height for panel in (inner, model)) + 10
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">\n'
        "<title>The rooms of ui, simulation and simulation/experiment; an arrow points from a room "
        "to one that it imports.</title>\n"
        f"<style>{STYLE}</style>\n"
        '<marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="6" markerHeight="6" '
        'orient="auto"><path d="M0 0L8 4L0 8z" fill="#7b8794"/></marker>\n'
        f'<rect width="{width}" height="{height}" fill="#fff"/>\n'
    )
    return head + "\n".join(found) + "\n</svg>\n"


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
