"""A client's own account: from the export of its posts to a scenario, with ranges and a test."""

from simulation.account.audit import Audit, ShareRange, parse_share
from simulation.account.backtest import (
    QUANTILES,
    BacktestRow,
    PostComparison,
    compare_posts,
    outlook,
    run_backtest,
)
from simulation.account.csv_import import BYTES, FEWEST, Posts, load, read
from simulation.account.fitting import (
    MOST_FOLLOWERS,
    AccountInfo,
    Engagement,
    Estimate,
    Fit,
    fit,
)
from simulation.account.rates import Range

__all__ = [
    "BYTES",
    "FEWEST",
    "MOST_FOLLOWERS",
    "QUANTILES",
    "AccountInfo",
    "Audit",
    "BacktestRow",
    "Engagement",
    "Estimate",
    "Fit",
    "PostComparison",
    "Posts",
    "Range",
    "ShareRange",
    "compare_posts",
    "fit",
    "load",
    "outlook",
    "parse_share",
    "read",
    "run_backtest",
]
