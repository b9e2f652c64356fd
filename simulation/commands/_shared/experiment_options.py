"""Options that the commands of experiments share: sides, the judge, where the work is done."""

import argparse
import signal
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType

from simulation import experiment
from simulation.commands._shared.options import (
    Choice,
    add_run_settings,
    add_settings,
    add_threads,
    real_number,
    run_of,
    settings_of,
    side_of,
    threads_of,
    whole_number,
)
from simulation.commands._shared.progress import ProgressLine
from simulation.ensemble import Stopped
from simulation.errors import UserError, illegal_value
from simulation.experiment import ResultStore, Runner, Setup, default_path, open_runner
from simulation.experiment.comparison.precision import FIRST
from simulation.experiment.comparison.win_rate import legal_factor
from simulation.outcomes import outcome
from simulation.parameters import Run, changed, run_levers
from simulation.scenarios import Judge, Scenario, load, name_and_side
from simulation.scenarios.form import SETTINGS

# The clock is no option here: both clocks give the same result, and one of them is far faster.
RUN = tuple(name for name in run_levers() if name != "clock")
LIMIT = 3_200  # runs, with --until


def add_experiment(parser: argparse.ArgumentParser) -> None:
    """Declare changes of levers, settings of the run, and where work is done and results kept."""
    add_settings(parser)
    add_run_settings(parser, RUN, suggested=SETTINGS)
    add_threads(parser)
    parser.add_argument(
        "--cluster",
        metavar="ADDRESS",
        default="",
        help="run on the Dask cluster whose scheduler listens at this address, as tcp://host:8786",
    )
    add_store(parser).add_argument(
        "--no-store", action="store_true", help="neither reuse nor keep results"
    )
    parser.add_argument("--json", action="store_true", help="print everything as one JSON object")


def add_store(parser: argparse.ArgumentParser) -> "argparse._MutuallyExclusiveGroup":
    """Declare where results are kept. Returns the group of options that exclude one another."""
    group = parser.add_mutually_exclusive_group()
    group.add_argument(
        "--store",
        metavar="FILE",
        help="the file in which finished runs are kept and reused (default: a file in the user's "
        "cache, or the one that GRAPEVINE_STORE names)",
    )
    return group


def add_judge(parser: argparse.ArgumentParser, *, factor: bool = True) -> None:
    """Declare the outcome that decides, and by what factor."""
    add_outcome(parser)
    parser.set_defaults(factor=None)
    if factor:
        parser.add_argument(
            "--factor",
            metavar="F",
            help="side A must have at least this many times the outcome of side B (default: what "
            "the story claims, else 1: more of it, or less where less is better)",
        )


def add_outcome(parser: argparse.ArgumentParser) -> None:
    """Declare the outcome to look at."""
    parser.add_argument(
        "--outcome",
        metavar="O",
        help="an outcome by its name in the JSON of 'run' (default: the one that decides the "
        "story, else reach)",
    )


def add_until(parser: argparse.ArgumentParser, what: str) -> None:
    """Declare that runs are added until an interval is narrow enough, or up to a limit."""
    parser.add_argument(
        "--until",
        metavar="WIDTH",
        help=f"add runs, with a look after 100, 200, 400 and so on, until {what}",
    )
    parser.add_argument(
        "--limit", metavar="N", help=f"most runs, with --until (default: {LIMIT:,})"
    )


def until_of(asked: argparse.Namespace) -> tuple[float, int] | None:
    """Width and limit by the options of `add_until`, None without them. Raises UserError."""
    if asked.until is None:
        if asked.limit is not None:
            raise UserError("--limit needs --until; for a fixed number of runs write --worlds")
        return None
    if asked.worlds is not None:
        raise UserError("--worlds and --until exclude one another; with --until write --limit")
    most = int(run_levers()["worlds"].high or 0)
    limit = LIMIT if asked.limit is None else whole_number(asked.limit, "--limit", FIRST, most)
    return real_number(asked.until, "--until"), limit


def judge_of(asked: argparse.Namespace, story: Scenario | None) -> Judge:
    """The judge by the options of `add_judge`; what they leave open is taken from the story.

    A story's factor is for its own outcome only. Raises UserError.
    """
    claimed = story.judge if story and story.judge else Judge("reach")
    name = claimed.outcome if asked.outcome is None else outcome(asked.outcome).name
    factor = claimed.factor if name == claimed.outcome else 1.0
    if asked.factor is not None:
        factor = legal_factor(real_number(asked.factor, "--factor"))
    return Judge(name, factor=factor)


def choice_of(text: str, asked: argparse.Namespace, given: list[str], flag: str) -> Choice:
    """The side that NAME or NAME:SIDE names, to be run as the options say.

    Its levers are changed as --set says, then by `given`, what `flag` said for this side alone.
    Raises UserError.
    """
    scenario, side = side_of(text)
    settings = settings_of(asked.set) | settings_of(given, flag)
    parameters = changed(side.parameters, settings, flag if given else "--set")
    return Choice(scenario, side, parameters, run_of(asked, scenario.run))


def scenario_of(asked: argparse.Namespace) -> tuple[Scenario, Run]:
    """The scenario with all of its sides, or with the one side that NAME:SIDE names, and the run.

    Levers are changed on every side as --set says. Raises UserError.
    """
    name, key = name_and_side(asked.scenario)
    found, settings = load(name), settings_of(asked.set)
    kept = (found.side(key),) if key else found.sides
    sides = tuple(
        replace(side, parameters=changed(side.parameters, settings, "--set")) for side in kept
    )
    claim = "" if key else found.claim  # which compares two sides
    return replace(found, sides=sides, claim=claim), run_of(asked, found.run)


def setup_of(chosen: Choice) -> Setup:
    """The setup to measure."""
    return Setup(chosen.parameters, chosen.run)


@contextmanager
def runner_of(asked: argparse.Namespace) -> Iterator[Runner]:
    """The runner by the options of `add_experiment`. Raises UserError.

    Ctrl-C ends its work between two replicates, so that finished ones are kept, and then raises
    KeyboardInterrupt; pressed again, it ends everything at once.
    """
    line = ProgressLine()

    def show(now: experiment.Progress) -> None:
        rate = f", {now.rate:,.0f} a second" if now.rate else ""
        left = f", {_duration(now.left)} left" if now.left else ""
        line(now.done, now.total, rate + left)

    threads, stop = threads_of(asked), threading.Event()
    with ExitStack() as stack:
        store = None if asked.no_store else stack.enter_context(store_of(asked))
        runner = open_runner(
            threads=threads, cluster=asked.cluster, store=store, on_progress=show, stop=stop
        )
        stack.enter_context(_interruptible(stop))
        yield stack.enter_context(runner)


def store_of(asked: argparse.Namespace) -> ResultStore:
    """The store that --store names, or the default one. Raises UserError."""
    if asked.store == "":
        raise illegal_value("--store", "", "the name of a file")
    return ResultStore(Path(asked.store) if asked.store else default_path())


@contextmanager
def _interruptible(stop: threading.Event) -> Iterator[None]:
    def ask(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield
    except Stopped:
        raise KeyboardInterrupt from None
    finally:
        signal.signal(signal.SIGINT, before)


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:,.0f} s"
    return f"{seconds / 60:,.0f} min" if seconds < 5_400 else f"{seconds / 3_600:,.1f} h"
