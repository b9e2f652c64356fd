"""docs/EXPERIMENTS.md, written from the record of the last run:

    python -m tests.trials.page

A test fails when it is out of date.
"""

from collections.abc import Iterator

from simulation.trials import last_record
from simulation.trials.record import Entry, Results
from simulation.trials.words import KNOWN_AS, figure, interval, summary, tolerance
from tests.architecture import ROOT

PAGE = ROOT / "docs" / "EXPERIMENTS.md"

INTRODUCTION = """\
# Published experiments

Real cascades have shapes, and `python -m simulation validate` compares these. A client asks another
question: what happens if we *change* something? Others have tried that out. Here their experiments
are repeated in the model: the same change is made with the levers, everything else stays at its
default, both sides have the same random draws, and the effect is compared with the published one.

```
python -m simulation experiments                 # all of them, a minute or two on two cores
python -m simulation experiments gong-2017       # one
python -m simulation experiments --worlds 10000  # more runs, narrower intervals
python -m simulation experiments mine.toml       # one of your own
```

"""

HOW = """\
## How to read it

- **in**: the whole 95 % interval of the model lies where the published effect puts it (*agrees*).
  **out**: all of it lies elsewhere. **too close to call**: it holds an end; more runs settle it.
- The interval says what random draws leave open. It says nothing about how far a network of posts
  stands for hotels, villages or radio listeners; *what stands for it* does, in each file.
- An experiment that comes out otherwise is not tuned away. Either a mechanism is missing, which is
  named, or a default is wrong; defaults are fitted all at once, to shapes and experiments together.
- *Held back* experiments may never be used for fitting. They are there to judge a fit.

A further experiment is a file in `simulation/trials/data/`, without code:
[CONTRIBUTING.md](../CONTRIBUTING.md) says how.
"""


def text() -> str:
    """The page, from the record."""
    done = last_record()
    return "\n".join([INTRODUCTION + summary(done), "", *_table(done), "", HOW, *_rest(done), ""])


def _table(done: Results) -> Iterator[str]:
    yield "| study | what is compared | published | agrees | model | 95 % interval | verdict |"
    yield "|---|---|---|---|---|---|---|"
    for entry in done.trials:
        for row in entry.checks:
            cells = (
                _study(entry),
                row.measures,
                row.published,
                tolerance(row),
                figure(row.model),
                interval(row),
                f"**{row.verdict}**",
            )
            yield f"| {' | '.join(cells)} |"


def _rest(done: Results) -> Iterator[str]:
    yield "## What the model lacks"
    yield ""
    yield "Where it comes out otherwise:"
    yield ""
    for entry in done.having("out"):
        yield f"- {_study(entry)}: {entry.missing}"
    yield ""
    yield "Where it cannot say anything:"
    yield ""
    for entry in done.having("cannot say"):
        yield f"- {_study(entry)}: {entry.missing} *Found:* {entry.found}"
    yield ""
    yield "## The studies"
    yield ""
    yield "| study | what was changed | what was found | known | held back |"
    yield "|---|---|---|---|---|"
    for entry in done.trials:
        cells = (
            f"{entry.authors}, {entry.where} {entry.year}, <{entry.link}>",
            entry.changed,
            entry.found,
            KNOWN_AS[entry.known],
            "yes" if entry.held_back else "no",
        )
        yield f"| {' | '.join(cells)} |"
    yield ""
    yield f"Run with model {done.model}: `{done.command}`"


def _study(entry: Entry) -> str:
    return f"[{entry.authors} {entry.year}]({entry.link})"


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
