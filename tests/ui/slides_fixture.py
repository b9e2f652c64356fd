"""A deck for the tests: everything a slide can hold, and texts that want to be code."""

from simulation.ensemble import simulate
from simulation.experiment.comparison.win_rate import WinRate
from simulation.parameters import Parameters, Run
from ui.charts import data, specs
from ui.charts.chart import Drawing
from ui.present.brand import Brand
from ui.present.deck import Deck, Slide

NASTY = '<img src=x onerror="alert(1)"> & </script><script>alert(2)</script>'
WIN_RATE = WinRate(83, 4, 13, 100, 0, 85.0, 77.0, 91.0)
BRAND = Brand(f"Fern {NASTY}", "#5cb6dc")


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
    )
    appendix = (
        Slide("evidence", "Evidence", "", table=(("Source", "Says"), ("Kwak", NASTY))),
        Slide("appendix", "All outcomes", "", table=(("Outcome", "Median"), ("Reach", "640"))),
    )
    return Deck(f"Title {NASTY}", slides, appendix, BRAND, "seed 1, model 0.1", "small")
