"""Phrases that the texts of several commands share."""

from simulation.commands._shared.options import Choice
from simulation.compiling import MODEL
from simulation.parameters import Run
from simulation.report.phrases import days
from simulation.scenarios import Scenario


def simulated(run: Run) -> str:
    """The size of a run: "200 simulated runs of 28 days"."""
    return f"{simulated_runs(run.worlds)} of {days(run.days)}"


def simulated_runs(number: int) -> str:
    """A number of runs where they are first mentioned: "1 simulated run", "200 simulated runs"."""
    return "1 simulated run" if number == 1 else f"{number:,} simulated runs"


def footer(seed: int) -> str:
    """The last line of a text: what it takes to repeat the result."""
    return f"seed {seed}, model {MODEL}"


def side_name(choice: Choice) -> str:
    """A side as the command line names it: "4b:A", or "default" where there is one side."""
    scenario = choice.scenario
    return f"{scenario.id}:{choice.side.key}" if len(scenario.sides) > 1 else scenario.id


def heading(scenario: Scenario) -> str:
    """A scenario in a line: its title, and its name in brackets."""
    return f"{scenario.title} ({scenario.id})"
