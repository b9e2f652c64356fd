"""Accounts with known levers, and the export that the platform would write of their posts."""

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from simulation.account import Posts, read
from simulation.account.audit import Audit, AuditFigures
from simulation.account.calibration import DAYS, Chances, levers_of
from simulation.ensemble import simulate
from simulation.parameters import Parameters, Run, changed

DATA = Path(__file__).parent / "data" / "post_engagement_2_accounts.csv"
TRUE = Chances(see=0.06, share=0.03, like=0.1, reply=0.01, click=0.02, follow=0.002, spread=1.0)
FOLLOWERS = 1_000
BEGAN = datetime(2025, 1, 6, 12, tzinfo=UTC)
FORM = "Post id,Date,Post text,Impressions,Likes,New follows,Replies,Reposts,URL Clicks"
ROLES = ("impressions", "likes", "follows", "replies", "shares", "clicks")


def export(
    chances: Chances = TRUE,
    number: int = 120,
    seed: int = 1,
    shares: AuditFigures | None = None,
    form: str = FORM,
    roles: tuple[str, ...] = ROLES,
) -> str:
    """The posts of an account as X analytics writes them, one every day and a half."""
    levers = levers_of(chances, shares or Audit().at(0.5), FOLLOWERS)
    alone = changed(Parameters(), {**levers, "posts.count": 1})
    found = simulate(alone, Run(worlds=number, days=DAYS, seed=1_000 + seed)).tallies
    lines = [form]
    for n in range(number):
        when = BEGAN + timedelta(hours=36 * n)
        figures = ",".join(f"{found[role][n]}" for role in roles)
        lines.append(f'{10**18 + 10**6 * n},"{when:%a, %b %d, %Y}",a post,{figures}')
    return "\n".join(lines) + "\n"


def posts_of(text: str) -> Posts:
    """The export, read."""
    return read(io.BytesIO(text.encode()), "mine.csv")


def without(posts: Posts, *roles: str) -> Posts:
    """The same export lacking some columns."""
    counts = {role: column for role, column in posts.counts.items() if role not in roles}
    return Posts(posts.name, posts.form, posts.time, counts, posts.notes)


def mean(posts: Posts, role: str) -> float:
    """What a post gets on average."""
    return float(np.mean(posts.counts[role]))
