"""A deck for the tests: everything a slide can hold, and texts that want to be code."""

from datetime import date

from simulation.ensemble import simulate
from simulation.experiment.comparison.win_rate import WinRate
from simulation.parameters import Parameters, Run
from ui.charts import data, specs
from ui.charts.chart import Drawing
from ui.film.clips import Clip
from ui.present.brand import Brand
from ui.present.deck import Deck, Slide
from ui.present.native import Bars, Curve, Stack

NASTY = '<img src=x onerror="alert(1)"> & </script><script>alert(2)</script>'
WIN_RATE = WinRate(83, 4, 13, 100, 0, 85.0, 77.0, 91.0)
BRAND = Brand(f"Fern {NASTY}", "#5cb6dc")

BARS = Bars(
    ("Today", NASTY),
    (
        ("By chance", ((10.0, 5.0, 20.0), (-3.0, -4.0, -1.0))),
        ("In all", ((11.0, 1.0, 40.0), (-2.0, -9.0, 0.0))),
    ),
    "People",
    "#,##0",
)
CURVE = Curve(
    (1.0, 10.0, 100.0), (("Runs of 100", (5.0, 50.0, 95.0)),), "Fans", "Runs", "#,##0", log=True
)
STACK = Stack(
    ("A", "B"), (("wins", (60.0, 10.0)), ("ties", (10.0, 0.0)), ("losses", (30.0, 90.0))), "Runs"
)
CLIP = Clip(
    NASTY,
    {
        "id": "clip",
        "summary": f"Two people. {NASTY}",
        "touched": 2,
        "x": [0.0, 3.0, 5.0],
        "y": [0.0, 1.0, -2.0],
        "parent": [-1, 0, 1],
        "hop": [0, 1, 2],
        "kind": [-1, 0, 6],
        "brought": [2, 1, 0],
        "seen": [0, 60, 120],
        "shared": [-1, 90, -1],
        "bought": [-1, -1, 130],
        "kinds": {},
        "hops": ["1", "2"],
        "pace": [0, 50, 100, 150],
        "seconds": 6.0,
        "posts": [0],
        "counters": [{"label": "people reached", "times": [60, 120], "counts": [1, 2]}],
        "ends": [0.0, -2.0, 5.0, 1.0],
        "small": True,
    },
)


def deck() -> Deck:
    ensemble = simulate(Parameters(), Run(worlds=20, days=7.0))
    reach = data.time(ensemble)
    chart = Drawing("time", NASTY, specs.reach_over_time(False), reach, f"Reach. {NASTY}")
    table = (("Lever", "Changes at"), (NASTY, "0.083"))
    slides = (
        Slide("claim", "The claim", f"Two giants beat many. {NASTY}", ("It takes two.", NASTY)),
        Slide("bet", "Your bet", "In how many of 100 runs?"),
        Slide("reveal", "The result", "In 83 of 100.", (), WIN_RATE, ("Giants", NASTY)),
        Slide("table", "Changes", "At one in twelve.", table=table),
        Slide("ranges", "Over time", "It grows.", chart=chart),
        Slide("ranges", "Bars", "Two bars.", native=BARS, key="bars", notes="Point at them."),
        Slide("chart", "Curve", "It rises.", native=CURVE),
        Slide("ranges", "Stack", "It adds up.", native=STACK, key="stack"),
        Slide("film", "Film", "It spreads.", clips=(CLIP, CLIP)),
    )
    appendix = (
        Slide("evidence", "Evidence", "", table=(("Source", "Says"), ("Kwak", NASTY))),
        Slide("appendix", "All outcomes", "", table=(("Outcome", "Median"), ("Reach", "640"))),
    )
    summary = Slide("advice", "In short", "Do it.", ("It pays.",), key="summary")
    return Deck(
        f"Title {NASTY}",
        slides,
        appendix,
        BRAND,
        "It explores.",
        "small",
        summary,
        "The client",
        date(2026, 3, 1),
    )
