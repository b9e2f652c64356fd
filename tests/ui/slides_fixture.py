"""Beats to tell in the tests: everything a beat can hold, and texts that want to be code."""

from simulation.ensemble import simulate
from simulation.experiment.comparison.win_rate import WinRate
from simulation.parameters import Parameters, Run
from ui.charts import data as columns
from ui.charts import specs as charts
from ui.charts.chart import Drawing
from ui.present.slide import Slide
from ui.present.stage import Brand

NASTY = '<img src=x onerror="alert(1)"> & </script><script>alert(2)</script>'
ODDS = WinRate(83, 4, 13, 100, 0, 85.0, 77.0, 91.0)
BRAND = Brand(f"Fern {NASTY}", "#5cb6dc")


def slides() -> list[Slide]:
    ensemble = simulate(Parameters(), Run(worlds=20, days=7.0))
    drawing = Drawing(
        "time", NASTY, charts.reach_over_time(False), columns.time(ensemble), f"Reach. {NASTY}"
    )
    breaks = (("Lever", "Turns at"), (NASTY, "0.083"))
    return [
        Slide("claim", "The claim", f"Two giants beat many. {NASTY}", ("It takes two.", NASTY)),
        Slide("bet", "Your bet", "In how many of 100 worlds?"),
        Slide("reveal", "Found", "In 83 of 100.", (), ODDS, ("Giants", NASTY)),
        Slide("breaks", "Breaks", "At one in twelve.", rows=breaks),
        Slide("odds", "Over time", "It grows.", drawing=drawing),
    ]
