"""Options that the commands of experiments share: sides, what judges them, where they are run."""

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
    threads_of,
    whole_number,
)
from simulation.commands._shared.table import Progress
from simulation.ensemble import Stopped
from simulation.errors import UserError, illegal_value
from simulation.experiment import ResultStore, Runner, Setup, default_path, open_runner
from simulation.experiment.comparison.precision import FIRST
from simulation.experiment.comparison.win_rate import legal_factor
from simulation.outcomes import outcome
from simulation.parameters import Run, changed, run_levers
from simulation.scenarios import Judge, Scenario, load
from simulation.scenarios.form import SETTINGS, SIDES

# The clock is not for choosing: both give the same worlds, and one is made for many of them.
RUN = tuple(name for name in run_levers() if name != "clock")
LIMIT = 3_200  # worlds, with --until


def add_experiment(parser: argparse.ArgumentParser) -> None:
    """Changes of levers, settings of the run, where the work is done and where results are kept."""
    add_settings(parser)
    add_run_settings(parser, RUN, suggested=SETTINGS)
    add_threads(parser)
    parser.add_argument(
        "--cluster", metavar="ADDRESS", default="",
        help="run on the Dask cluster whose scheduler listens there, as tcp://host:8786",
    )  # fmt: skip
    add_store(parser).add_argument(
        "--no-store", action="store_true", help="neither look up nor keep results"
    )
    parser.add_argument("--json", action="store_true", help="print everything as one JSON object")


def add_store(parser: argparse.ArgumentParser) -> "argparse._MutuallyExclusiveGroup":
    """Where results are kept; returns the group of options that exclude one another."""
    group = parser.add_mutually_exclusive_group()
    group.add_argument(
        "--store", metavar="FILE",
        help="where finished worlds are looked up and kept (default: in the user's cache, or the "
        "file that GRAPEVINE_STORE names)",
    )  # fmt: skip
    return group


def add_judge(parser: argparse.ArgumentParser, *, factor: bool = True) -> None:
    """By which outcome, and by how many times."""
    parser.add_argument(
        "--outcome", metavar="O", help="what is judged, as in the JSON of 'run' (default: what the "
        "story is judged by, else reach)",
    )  # fmt: skip
    parser.set_defaults(factor=None)
    if factor:
        parser.add_argument(
            "--factor", metavar="F",
            help="the first side has to have this many times the second's (default: what the story "
            "claims, else 1: simply more, or less where that is better)",
        )  # fmt: skip


def add_until(parser: argparse.ArgumentParser, what: str) -> None:
    """Run until sure, or to a limit."""
    parser.add_argument(
        "--until", metavar="WIDTH",
        help=f"run more worlds, with looks after 100, 200, 400 and so on, until {what}",
    )  # fmt: skip
    parser.add_argument(
        "--limit", metavar="N", help=f"worlds at most, with --until (default: {LIMIT:,})"
    )


def until_of(asked: argparse.Namespace) -> tuple[float, int] | None:
    """Width and limit that the options of `add_until` ask for, if they do. Raises UserError."""
    if asked.until is None:
        if asked.limit is not None:
            raise UserError("--limit goes with --until; for a fixed number write --worlds")
        return None
    if asked.worlds is not None:
        raise UserError("--worlds and --until exclude one another; --limit bounds --until")
    most = int(run_levers()["worlds"].high or 0)
    limit = LIMIT if asked.limit is None else whole_number(asked.limit, "--limit", FIRST, most)
    return real_number(asked.until, "--until"), limit


def judge_of(asked: argparse.Namespace, story: Scenario | None) -> Judge:
    """What the options of `add_judge` ask for; what they leave open the story says, if it is one.

    The factor of a story is one for its own outcome only. Raises UserError.
    """
    told = story.judge if story and story.judge else Judge("reach")
    name = told.outcome if asked.outcome is None else outcome(asked.outcome).name
    factor = told.factor if name == told.outcome else 1.0
    if asked.factor is not None:
        factor = legal_factor(real_number(asked.factor, "--factor"))
    return Judge(name, factor=factor)


def name_and_side(text: str) -> tuple[str, str]:
    """What NAME or NAME:SIDE says; the side is empty where none is named."""
    name, _, key = text.rpartition(":")
    return (name, key) if name and len(key) == 1 else (text, "")


def side_of(text: str, asked: argparse.Namespace, given: list[str], flag: str) -> Choice:
    """The side that NAME or NAME:SIDE means, a file as well as a scenario; without a letter, A.

    Its levers are changed as --set says, then by `given`, what was said with `flag` for this side
    alone. Raises UserError.
    """
    name, key = name_and_side(text)
    scenario = load(name)
    side = scenario.side(key or SIDES[0])
    settings = settings_of(asked.set) | settings_of(given, flag)
    parameters = changed(side.parameters, settings, flag if given else "--set")
    return Choice(scenario, side, parameters, run_of(asked, scenario.run))


def scenario_of(asked: argparse.Namespace) -> tuple[Scenario, Run]:
    """The scenario with all of its sides, each with its levers as --set says, and how it is run.

    Raises UserError.
    """
    found, settings = load(asked.scenario), settings_of(asked.set)
    sides = tuple(
        replace(side, parameters=changed(side.parameters, settings, "--set"))
        for side in found.sides
    )
    return replace(found, sides=sides), run_of(asked, found.run)


def setup_of(chosen: Choice) -> Setup:
    """What is to be measured."""
    return Setup(chosen.parameters, chosen.run)


@contextmanager
def runner_of(asked: argparse.Namespace) -> Iterator[Runner]:
    """The lab that the options of `add_experiment` ask for. Raises UserError.

    Ctrl-C ends its work between two worlds, so that what is done is kept, and comes out as
    KeyboardInterrupt; pressed again, it ends everything at once.
    """
    progress = Progress()

    def tell(now: experiment.Progress) -> None:
        rate = f", {now.rate:,.0f} a second" if now.rate else ""
        left = f", {_duration(now.left)} left" if now.left else ""
        progress(now.done, now.total, rate + left)

    threads, stop = threads_of(asked), threading.Event()
    with ExitStack() as stack:
        store = None if asked.no_store else stack.enter_context(store_of(asked))
        runner = open_runner(
            threads=threads, cluster=asked.cluster, store=store, on_progress=tell, stop=stop
        )
        stack.enter_context(_interruptible(stop))
        yield stack.enter_context(runner)


def store_of(asked: argparse.Namespace) -> ResultStore:
    """The store that --store names, or the usual one. Raises UserError."""
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
