"""Fit the levers to the export of an account's posts, test the fit, and write a scenario."""

import argparse
import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from simulation.account import (
    FEWEST,
    QUANTILES,
    AccountInfo,
    Audit,
    BacktestRow,
    Engagement,
    Fit,
    PostComparison,
    Posts,
    Range,
    compare_posts,
    fit,
    load,
    outlook,
    parse_share,
    run_backtest,
)
from simulation.account.backtest import EARLIER
from simulation.account.csv_header import FORMS
from simulation.commands._shared.json_values import as_json, summary_values
from simulation.commands._shared.options import add_run_settings, run_of
from simulation.commands._shared.phrases import footer, simulated_runs
from simulation.commands._shared.progress import ProgressLine
from simulation.commands._shared.table import SUMMARY, columns, counted, number, summary_cells
from simulation.compiling import MODEL
from simulation.errors import UserError, illegal_value
from simulation.outcomes import OUTCOMES, Summary
from simulation.parameters import Run, levers, parse
from simulation.scenarios import dumps

AUDIT = {
    "fake": "fake followers (default: 20%%, as the model assumes)",
    "inactive": "inactive followers (default: 0)",
    "mass": "followers who follow thousands and notice little (default: 0)",
}
OUTLOOK = ("reach", "impressions", "shares", "likes", "replies", "clicks", "net_followers")


@dataclass(frozen=True, slots=True)
class _Result:
    """The posts, the fit, its tests, and the outcomes of the days ahead."""

    posts: Posts
    fit: Fit
    run: Run
    compared: tuple[PostComparison, ...]
    backtest: tuple[BacktestRow, ...]
    outlook: dict[str, Summary]


def options(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("file", metavar="FILE", help="the export as CSV, a row for each post")
    parser.add_argument(
        "--followers", metavar="N", required=True, help="the number of followers of the account"
    )
    parser.add_argument(
        "--account",
        metavar="NAME",
        default="",
        help="the account, if the file has posts of several",
    )
    for name, about in AUDIT.items():
        what = f"share of {about}; as 0.2, 20%% or a range 0.1:0.3"
        parser.add_argument(f"--{name}", metavar="SHARE", help=what)
    parser.add_argument(
        "--views",
        metavar="SHARE",
        help="views of a post per follower, for an export without impressions",
    )
    parser.add_argument(
        "--hours", metavar="H", default="0", help="hours a day spent answering now (default: 0)"
    )
    add_run_settings(parser, ("worlds", "seed"))
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print everything as one JSON object")
    form.add_argument("--out", metavar="FILE.toml", help="write the scenario, ready to be run")


def command(asked: argparse.Namespace) -> Iterator[str]:
    """The levers, the tests of the fit and an outlook; or a scenario file. Raises UserError."""
    info = _info(asked)
    run_of(asked, Run())  # complains before anything is fitted
    out = _out(asked.out) if asked.out is not None else None
    posts = load(Path(asked.file), asked.account)
    found = fit(posts, info, ProgressLine())
    if out is not None:
        _write(out, dumps(found.scenario))
        yield f"wrote {out}"
        return
    run = run_of(asked, found.scenario.run)
    result = _Result(
        posts,
        found,
        run,
        compared=compare_posts(posts, found, ProgressLine()),
        backtest=run_backtest(posts, info, ProgressLine()),
        outlook=outlook(found, run, OUTLOOK, ProgressLine()),
    )
    if asked.json:
        yield as_json(_plain(result))
    else:
        yield from _report(result)


def _info(asked: argparse.Namespace) -> AccountInfo:
    given = {name: getattr(asked, name) for name in AUDIT}
    shares = {
        name: parse_share(f"--{name}", text) for name, text in given.items() if text is not None
    }
    views = parse_share("--views", asked.views) if asked.views is not None else None
    if views and views.low <= 0.0:
        raise illegal_value("--views", asked.views, "more than 0")
    hours = parse("dialogue.hours", asked.hours, "--hours")
    return AccountInfo(
        followers=_followers(asked.followers),
        audit=Audit(**shares),
        hours=float(hours),
        views=Range(views.at(0.5), views.low, views.high) if views else None,
    )


def _followers(text: str) -> int:
    plain = text.replace(",", "").replace("_", "")
    if not (plain.isascii() and plain.isdigit() and len(plain) < 20):
        raise illegal_value("--followers", text, "a whole number")
    return int(plain)


def _out(name: str) -> Path:
    """The path of the scenario file, checked before anything is run. Raises UserError."""
    path = Path(name)
    if not name or path.suffix != ".toml" or "\0" in name:
        raise illegal_value("--out", name, "the name of a file that ends in .toml")
    if path.is_dir() or not path.parent.is_dir() or not os.access(path.parent, os.W_OK):
        raise UserError(
            "cannot be written to", path="--out", value=name, origin=f"--out {str(path)!r}"
        )
    return path


def _write(path: Path, text: str) -> None:
    """Write the whole file or nothing. Raises UserError."""
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


def _report(result: _Result) -> Iterator[str]:
    posts, found, run = result.posts, result.fit, result.run
    yield f"{posts.name}: {len(posts):,} posts, read as {FORMS[posts.form]}"
    yield from (f"    {note}" for note in posts.notes)
    yield ""
    rows = [["lever", "value", "90% range", "", "source"]]
    rows += [
        [each.path, number(each.range.value), _ends(each.range), each.how, each.says]
        for each in found.estimates
    ]
    yield from columns(rows, right=(1,))
    yield ""
    yield from _engagement(found.engagement)
    yield ""
    rows = [["counts per post", *(f"{100 * each:g}%" for each in QUANTILES)]]
    for each in result.compared:
        rows.append([f"{each.role}, actual", *map(number, each.actual)])
        rows.append([f"{each.role}, simulated", *map(number, each.simulated)])
    yield from columns(rows, right=range(1, 1 + len(QUANTILES)))
    yield ""
    yield from _backtest(result.backtest)
    yield ""
    days = found.scenario.run.days
    over = "" if found.info.audit.is_exact else ", over the ranges of the audit"
    yield f"The next {days:g} days explored in {simulated_runs(run.worlds)}{over}:"
    rows = [["", *SUMMARY, ""]]
    for name, summary in result.outlook.items():
        outcome = OUTCOMES[name]
        rows.append([outcome.label, *summary_cells(summary, outcome.unit), counted(outcome)])
    yield from columns(rows, right=(1, 4))
    yield ""
    yield footer(run.seed)


def _backtest(rows: Sequence[BacktestRow]) -> Iterator[str]:
    if not rows:
        yield (
            "The fit could not be tested on later posts: the file needs dates, and at least "
            f"{FEWEST} posts before and after the cut at {EARLIER:.0%}."
        )
    for row in rows:
        yield (
            f"Test on later posts: {row.inside:,} of the {row.posts:,} later posts have {row.role} "
            f"inside the 90% range fitted to the earlier ones ({number(row.low)} to "
            f"{number(row.high)})."
        )


def _engagement(found: Engagement) -> Iterator[str]:
    if not found.of:
        return
    yield f"Engagement ({', '.join(found.of)}):"
    rows = [
        ["per view of a post", _percent(found.per_impression)],
        ["per post and follower", _percent(found.per_follower)],
        ["views per post and follower", _percent(found.views)],
    ]
    yield from (f"    {line}" for line in columns(rows))
    yield "    The second rate is the first times the third: do not compare one with the other."


def _percent(found: Range) -> str:
    value, low, high = (f"{100 * each:.2g}%" for each in (found.value, found.low, found.high))
    return f"{value} ({low} to {high})"


def _ends(found: Range) -> str:
    return f"{number(found.low)} to {number(found.high)}"


def _plain(result: _Result) -> dict[str, Any]:
    posts, found = result.posts, result.fit
    return {
        "file": posts.name,
        "form": posts.form,
        "posts": len(posts),
        "notes": posts.notes,
        "followers": found.info.followers,
        "audit": asdict(found.info.audit),
        "levers": {
            each.path: {
                "label": levers()[each.path].label,
                **asdict(each.range),
                "how": each.how,
                "says": each.says,
            }
            for each in found.estimates
        },
        "engagement": asdict(found.engagement),
        "compared": {
            each.role: {"quantiles": QUANTILES, "actual": each.actual, "simulated": each.simulated}
            for each in result.compared
        },
        "backtest": {each.role: asdict(each) for each in result.backtest},
        "outlook": {name: summary_values(each) for name, each in result.outlook.items()},
        "scenario": dumps(found.scenario),
        "seed": result.run.seed,
        "worlds": result.run.worlds,
        "model": MODEL,
    }
