"""The work on an uploaded export: fit, test, look ahead; each part is there when it is done."""

from dataclasses import dataclass, replace

import streamlit as st

from simulation.account import (
    AccountInfo,
    BacktestRow,
    Fit,
    PostComparison,
    Posts,
    compare_posts,
    fit,
    outlook,
    run_backtest,
)
from simulation.ensemble import Stopped
from simulation.errors import UserError
from simulation.experiment import Progress, Runner
from simulation.outcomes import Summary
from ui.background import experiments

UPLOAD = "account-upload"
LOOKED_AT = ("reach", "impressions", "shares", "likes", "replies", "clicks", "net_followers")


@dataclass(frozen=True, eq=False)
class Upload:
    """A file as it was read; `posts` is dropped once the fit has begun."""

    number: int
    info: AccountInfo
    notes: tuple[str, ...]
    many: int
    posts: Posts | None


@dataclass(frozen=True, eq=False)
class Found:
    """The results for an account so far; None for what is still to come."""

    fit: Fit
    compared: tuple[PostComparison, ...] | None = None
    backtest: tuple[BacktestRow, ...] | None = None
    outlook: dict[str, Summary] | None = None


def found_so_far() -> Found | None:
    """The findings so far about the uploaded account, below its progress."""
    upload: Upload | None = st.session_state.get(UPLOAD)
    if upload is None:
        return None
    posts = upload.posts
    found = experiments.result_of(
        "account", upload.number, lambda runner, show: _work(upload, posts, runner, show)
    )
    st.session_state[UPLOAD] = replace(upload, posts=None)
    return found


def _work(
    upload: Upload, posts: Posts | None, runner: Runner, show: experiments.Show[Found]
) -> Found:
    """Fit, then test, then look ahead; each part is shown when it is done."""
    if posts is None:
        raise UserError("the file was not kept; upload it again")

    def on_progress(done: int, total: int) -> None:
        if runner.stop.is_set():
            raise Stopped
        if runner.on_progress:
            runner.on_progress(Progress(done, total, 0, None, None))

    found = Found(fit(posts, upload.info, on_progress))
    show(found)
    found = replace(found, compared=compare_posts(posts, found.fit, on_progress))
    show(found)
    found = replace(found, backtest=run_backtest(posts, upload.info, on_progress))
    show(found)
    figures = outlook(found.fit, found.fit.scenario.run, LOOKED_AT, on_progress)
    return replace(found, outlook=figures)
