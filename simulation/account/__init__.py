"""A client's own account: from the export of its posts to a scenario, with ranges and a check."""

from simulation.account.audit import Audit, Share, share
from simulation.account.backtest import QUANTILES, Beside, HeldOut, beside, held_out, outlook
from simulation.account.csv_import import BYTES, Posts, load, read
from simulation.account.fitting import (
    MOST_FOLLOWERS,
    Asked,
    Engagement,
    Estimate,
    Fit,
    fit,
)
from simulation.account.rates import Range

__all__ = [
    "BYTES", "MOST_FOLLOWERS", "QUANTILES", "Asked", "Audit", "Beside", "Engagement", "Estimate",
    "Fit", "HeldOut", "Posts", "Range", "Share", "beside", "fit", "held_out", "load", "outlook",
    "read", "share",
]  # fmt: skip
