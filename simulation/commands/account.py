"""Fit the levers to the export of an account's posts, check them, and write a scenario."""

import argparse
import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from simulation.account import (
    QUANTILES,
    Asked,
    Audit,
    Beside,
    Engagement,
    Fit,
    HeldOut,
    Posts,
    Range,
    Share,
    beside,
    fit,
    held_out,
    load,
    outlook,
    share,
)
from simulation.account.csv_header import FORMS
from simulation.commands._shared.json_values import summary_values
from simulation.commands._shared.options import add_run_settings, run_of
from simulation.commands._shared.phrases import footer
from simulation.commands._shared.progress import ProgressLine
from simulation.commands._shared.table import SUMMARY, columns, number, summary_cells
from simulation.compiling import MODEL
from simulation.errors import UserError, illegal_value
from simulation.outcomes import OUTCOMES, Summary
from simulation.parameters import Run, levers, parse
from simulation.scenarios import dumps

AUDIT = {
    "fake": "followers who are fake (default: as the model assumes)",
    "inactive": "followers who no longer look (default: 0)",
    "mass": "followers who follow thousands and hardly see anything (default: 0)",
}
FORETOLD = ("reach", "impressions", "shares", "likes", "replies", "clicks", "net_followers")


@dataclass(frozen=True, slots=True)
class _Told:
    """What was read, what fits, how well, and what may come."""

    posts: Posts
    found: Fit
    run: Run
    compared: tuple[Beside, ...]
    later: tuple[HeldOut, ...]
    ahead: dict[str, Summary]


def options(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("file", metavar="FILE", help="the export: a row a post, as CSV")
    parser.add_argument(
        "--followers", metavar="N", required=True, help="how many followers the account has"
    )
    parser.add_argument("--account", metavar="NAME", default="", help="whose posts, if of several")
    for name, about in AUDIT.items():
        what = f"share of {about}: 0.2, 20%% or low:high"
        parser.add_argument(f"--{name}", metavar="SHARE", help=what)
    parser.add_argument(
        "--views", metavar="SHARE",
        help="views of a post for each follower, for an export without impressions",
    )  # fmt: skip
    parser.add_argument(
        "--hours", metavar="H", default="0", help="hours a day spent answering now (default: 0)"
    )
    add_run_settings(parser, ("worlds", "seed"))
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print everything as one JSON object")
    form.add_argument("--out", metavar="FILE.toml", help="write the scenario, ready to be run")


def command(asked: argparse.Namespace) -> Iterator[str]:
    """What was read, the levers, the checks, what may come; or a scenario. Raises UserError."""
    about = _asked(asked)
    run_of(asked, Run())  # refused before anything is fitted
    out = _out(asked.out) if asked.out is not None else None
    posts = load(Path(asked.file), asked.account)
    found = fit(posts, about, ProgressLine())
    if out is not None:
        _write(out, dumps(found.scenario))
        yield f"wrote {out}"
        return
    run = run_of(asked, found.scenario.run)
    told = _Told(
        posts, found, run,
        compared=beside(posts, found, ProgressLine()),
        later=held_out(posts, about, ProgressLine()),
        ahead=outlook(found, run, FORETOLD, ProgressLine()),
    )  # fmt: skip
    if asked.json:
        yield json.dumps(_plain(told), allow_nan=False)
    else:
        yield from _report(told)


def _asked(asked: argparse.Namespace) -> Asked:
    given = {name: getattr(asked, name) for name in AUDIT}
    shares = {name: share(f"--{name}", text) for name, text in given.items() if text is not None}
    seen: Share | None = share("--views", asked.views) if asked.views is not None else None
    if seen and seen.low <= 0.0:
        raise illegal_value("--views", asked.views, "more than 0")
    hours = parse("dialogue.hours", asked.hours, "--hours")
    return Asked(
        followers=_followers(asked.followers),
        audit=Audit(**shares),
        hours=float(hours),
        views=Range((seen.low + seen.high) / 2, seen.low, seen.high) if seen else None,
    )


def _followers(text: str) -> int:
    plain = text.replace(",", "").replace("_", "")
    if not (plain.isascii() and plain.isdigit() and len(plain) < 20):
        raise illegal_value("--followers", text, "a whole number")
    return int(plain)


def _out(name: str) -> Path:
    """Where the scenario goes, refused before anything is run. Raises UserError."""
    path = Path(name)
    if not name or path.suffix != ".toml" or "\0" in name:
        raise illegal_value("--out", name, "the name of a file that ends in .toml")
    if path.is_dir() or not path.parent.is_dir() or not os.access(path.parent, os.W_OK):
        raise UserError(
            "cannot be written to", path="--out", value=name, origin=f"--out {str(path)!r}"
        )
    return path


def _write(path: Path, text: str) -> None:
    """The whole file or none."""
    number, aside = tempfile.mkstemp(prefix=".unfinished-", dir=path.parent)
    try:
        with open(number, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.replace(aside, path)
    except OSError as error:
        Path(aside).unlink(missing_ok=True)
        raise UserError(
            f"cannot be written to: {error.strerror}", path="--out", origin=f"--out {str(path)!r}"
        ) from None


def _report(told: _Told) -> Iterator[str]:
    posts, found, run = told.posts, told.found, told.run
    yield f"{posts.name}: {len(posts):,} posts, read as {FORMS[posts.form]}"
    yield from (f"    {note}" for note in posts.notes)
    yield ""
    rows = [["lever", "value", "90% range", "", "where it comes from"]]
    rows += [
        [each.path, number(each.range.value), _ends(each.range), each.how, each.says]
        for each in found.estimates
    ]
    yield from columns(rows, right=(1,))
    yield ""
    yield from _engagement(found.engagement)
    yield ""
    rows = [["a post gets", *(f"{100 * each:g}%" for each in QUANTILES)]]
    for each in told.compared:
        rows.append([f"{each.role}, actual", *map(number, each.actual)])
        rows.append([f"{each.role}, simulated", *map(number, each.simulated)])
    yield from columns(rows, right=range(1, 1 + len(QUANTILES)))
    yield ""
    if not told.later:
        yield "Held-out check: not made; it needs dates and some more posts."
    for row in told.later:
        yield (
            f"Held-out check: {row.inside:,} of the {row.posts:,} later posts have {row.role} "
            "within the 90% range fitted to the earlier ones "
            f"({number(row.low)} to {number(row.high)})."
        )
    yield ""
    days = found.scenario.run.days
    over = "" if found.asked.audit.certain else ", over the ranges of the audit"
    yield f"The next {days:g} days explored in {run.worlds:,} worlds{over}:"
    rows = [["", *SUMMARY, ""]]
    rows += [[OUTCOMES[name].label, *summary_cells(each), OUTCOMES[name].unit]
             for name, each in told.ahead.items()]  # fmt: skip
    yield from columns(rows, right=(1, 4))
    yield ""
    yield footer(run.seed)


def _engagement(found: Engagement) -> Iterator[str]:
    if not found.of:
        return
    yield f"Engagement ({', '.join(found.of)}):"
    yield f"    for each view of a post    {_percent(found.per_impression)}"
    yield f"    of a post, per follower    {_percent(found.per_follower)}"
    yield f"    views of a post, per follower: {_percent(found.views)}"
    yield "    The second is the first times the third: never compare one with the other."


def _percent(found: Range) -> str:
    value, low, high = (f"{100 * each:.2g}%" for each in (found.value, found.low, found.high))
    return f"{value} ({low} to {high})"


def _ends(found: Range) -> str:
    return f"{number(found.low)} to {number(found.high)}"


def _plain(told: _Told) -> Any:
    posts, found = told.posts, told.found
    return {
        "file": posts.name,
        "form": posts.form,
        "posts": len(posts),
        "notes": posts.notes,
        "followers": found.asked.followers,
        "audit": asdict(found.asked.audit),
        "levers": {
            each.path: {"label": levers()[each.path].label, **asdict(each.range), "how": each.how,
                        "says": each.says}
            for each in found.estimates
        },
        "engagement": asdict(found.engagement),
        "beside": {
            each.role: {"quantiles": QUANTILES, "actual": each.actual, "simulated": each.simulated}
            for each in told.compared
        },
        "held_out": {each.role: asdict(each) for each in told.later},
        "outlook": {name: summary_values(each) for name, each in told.ahead.items()},
        "scenario": dumps(found.scenario),
        "seed": told.run.seed,
        "worlds": told.run.worlds,
        "model": MODEL,
    }  # fmt: skip
