"""Runs of every option, at today's setting and at plausible ones: what all doubt is read from.

Two kinds of doubt are kept apart. Random draws: many runs at today's setting. What we do not know:
a few runs at each of many settings that are as plausible, drawn jointly. Every option has the same
settings and the same random draws; each setting has draws of its own.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulation.decision.option import Option, check
from simulation.decision.unknowns import Given, LeftOut, Unknown, awake, setting, unknowns
from simulation.errors import illegal_value, unknown_name
from simulation.experiment import Columns, Measurer, Setup
from simulation.experiment.runner.cost import expected_cost
from simulation.outcomes import OUTCOMES
from simulation.parameters import Run, changed, levers

LOOKS = (16, 64)  # settings, unless told otherwise: rough at once, then sharper
BLOCK = 16  # settings that are spread over all ranges together
MOST = 4_096
WORK = 3e6  # looks and messages of 64 settings of all options together, see `expected_cost`,
FEWEST, MANY = 2, 8  # replicates at a setting; two tell random draws from what is not known
_SEED = 1  # of the first block: the same settings at every asking

Draws = dict[str, NDArray[np.float64]]


@dataclass(frozen=True, eq=False)
class Sample:
    """Every outcome of every option, at today's setting and at plausible ones.

    unknowns: what is varied; left_out: (path, why) of what is not. parts: where each setting
    stands in each range, 0 to 1 as `Span.at` takes it, float64[settings, unknowns]. today: for each
    option, outcome to float64[replicates]. drawn: the same at the settings, float64[settings,
    replicates]; where nothing is unknown, today's runs as the only setting.
    """

    options: tuple[Option, ...]
    run: Run
    unknowns: tuple[Unknown, ...]
    left_out: LeftOut
    parts: NDArray[np.float64]
    today: tuple[Columns, ...]
    drawn: tuple[Draws, ...]

    @property
    def settings(self) -> int:
        """The number of plausible settings that were run; 0 where nothing is unknown."""
        return len(self.parts)

    @property
    def replicates(self) -> int:
        """The number of runs that each of them had."""
        return int(next(iter(self.drawn[0].values())).shape[1])

    def place(self, title: str) -> int:
        """The number of the option of that title. Raises UserError."""
        titles = [option.title for option in self.options]
        if title not in titles:
            raise unknown_name("option", title, titles)
        return titles.index(title)

    @property
    def base(self) -> int | None:
        """The number of the option that leaves everything as it is, if there is one."""
        return next((place for place, each in enumerate(self.options) if each.base), None)


def sample(
    options: Sequence[Option],
    runner: Measurer,
    run: Run,
    *,
    given: Iterable[Given] = (),
    settings: int = 64,
    replicates: int | None = None,
) -> Sample:
    """Run every option at today's setting, `run.worlds` times, and at plausible ones.

    settings: a multiple of 16. replicates: at each setting, by default as many as take a moment.
    Raises UserError, and what `Runner.measure` raises.
    """
    *_, last = sharpened(
        options, runner, run, given=given, looks=(settings,), replicates=replicates
    )
    return last


def sharpened(
    options: Sequence[Option],
    runner: Measurer,
    run: Run,
    *,
    given: Iterable[Given] = (),
    looks: Sequence[int] = LOOKS,
    replicates: int | None = None,
) -> Iterator[Sample]:
    """`sample` at growing numbers of settings; each look keeps the runs of the one before.

    A first look at 0 settings has random draws alone.
    """
    chosen = check(options)
    _check_looks(looks)
    varied, left_out = unknowns(chosen, given)
    today = tuple(runner.measure([Setup(option.parameters, run) for option in chosen]))
    if not varied or looks[0] == 0:
        drawn = tuple({name: column[None, :] for name, column in each.items()} for each in today)
        yield Sample(chosen, run, varied, left_out, np.empty((0, len(varied))), today, drawn)
        looks = looks[1:] if varied else ()
        if not looks:
            return
    few = run.model_copy(update={"worlds": replicates or _replicates(chosen, run)})
    points, runs = plausible(varied, looks[-1]), list[tuple[Columns, ...]]()
    for look in looks:
        found = runner.measure(setups_at(chosen, varied, points, few, range(len(runs), look)))
        runs += [
            tuple(found[start : start + len(chosen)]) for start in range(0, len(found), len(chosen))
        ]
        drawn = tuple(
            {name: np.stack([at[place][name] for at in runs]) for name in OUTCOMES}
            for place in range(len(chosen))
        )
        yield Sample(chosen, run, varied, left_out, points[:look], today, drawn)


def plausible(varied: Sequence[Unknown], settings: int) -> NDArray[np.float64]:
    """The place of each setting in each range, see `Span.at`: float64[settings, unknowns].

    Latin hypercubes of `BLOCK` settings each (McKay, Beckman, Conover, Technometrics 21, 1979), so
    the first settings of many are those of few. A lever has a dimension of its own: what it is
    drawn as does not depend on what else is unknown.
    """
    from scipy.stats import qmc  # half a second: not before it is needed

    dimension = {path: number for number, path in enumerate(levers())}
    columns = [dimension[each.path] for each in varied]
    cubes = [
        qmc.LatinHypercube(len(dimension), rng=_SEED + block).random(BLOCK)[:, columns]
        for block in range(settings // BLOCK)
    ]
    return np.concatenate(cubes)


def setups_at(
    options: Sequence[Option],
    varied: Sequence[Unknown],
    points: NDArray[np.float64],
    run: Run,
    numbers: Iterable[int],
) -> list[Setup]:
    """Every option at each of these settings: an option has only what can act under it changed.

    So an option that two decisions share is run once for both. points: of all settings, see
    `plausible`.
    """
    acting = [np.array(awake(option, varied)) for option in options]
    made = []
    for number in numbers:
        there = run.model_copy(update={"seed": setting_seed(run.seed, number)})
        for option, acts in zip(options, acting, strict=True):
            chosen = [unknown for unknown, act in zip(varied, acts, strict=True) if act]
            changes = setting(chosen, points[number][acts].tolist())
            made.append(Setup(changed(option.parameters, changes), there))
    return made


def setting_seed(seed: int, number: int) -> int:
    """The seed of a plausible setting: a hash of the run's and of its number, below 2**63."""
    digest = hashlib.blake2b(f"plausible setting {number} of {seed}".encode(), digest_size=8)
    return int.from_bytes(digest.digest(), "big") >> 1


def _replicates(options: Sequence[Option], run: Run) -> int:
    work = sum(expected_cost(option.parameters, run.days) for option in options)
    return min(MANY, max(FEWEST, int(WORK / 64 / work)))


def _check_looks(looks: Sequence[int]) -> None:
    for look in looks[1:] if looks and looks[0] == 0 else looks:
        if not BLOCK <= look <= MOST or look % BLOCK:
            raise illegal_value("settings", look, f"a multiple of {BLOCK}, at most {MOST:,}")
    if not looks or list(looks) != sorted(set(looks)):
        raise illegal_value("settings", looks, "looks that each have more than the one before")
