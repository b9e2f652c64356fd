"""The header of a post export: the meaning of columns, by the names that real exports use.

Checked against exports in public repositories. Twitter analytics, to 2024: Tweet id, Tweet
permalink, Tweet text, time, impressions, engagements, engagement rate, retweets, replies, likes
(favorites before 2016), user profile clicks, url clicks, ..., follows, ..., and every figure again
as "promoted ...". X analytics since: Post id, Date, Post text, Post Link, Impressions, Likes,
Engagements, Bookmarks, Shares, New follows, Replies, Reposts, Profile visits, Detail Expands, URL
Clicks, Hashtag Clicks, Permalink Clicks. There "Reposts" are what the older export calls retweets;
"Shares" are links sent in private, which followers do not see.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from simulation.errors import UserError, shown

# Each count of a post, and the names of its column; the first one found is used.
COUNTS = {
    "impressions": ("impressions", "views", "impression count", "view count"),
    "likes": ("likes", "favorites", "favourites", "like count"),
    "shares": ("reposts", "retweets", "shares", "repost count", "retweet count", "share count"),
    "replies": ("replies", "comments", "reply count"),
    "clicks": ("url clicks", "link clicks", "clicks"),
    "follows": ("new follows", "follows", "new followers"),
    "engagements": ("engagements",),
}
OTHERS = {
    "time": ("time", "created at", "posted at", "published at", "timestamp", "date"),
    "id": ("post id", "tweet id"),
    "text": ("post text", "tweet text", "text"),
    "account": ("account", "username", "screen name", "handle"),
}
PER_DAY = ("create post", "unfollows")  # columns of the overview, which has a row for each day

FORMS = {
    "x": "X analytics (posts, reposts)",
    "twitter": "Twitter analytics (tweets, retweets)",
    "plain": "a table of posts",
}


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a file. places: role -> number of the column, counted from 0.

    names: as written in the file. day: the column of the date, where the time has its own. form: a
    key of FORMS. notes: how columns with similar names were read.
    """

    names: tuple[str, ...]
    places: dict[str, int]
    day: int | None
    form: str
    notes: tuple[str, ...]

    def name(self, role: str) -> str:
        """The name of the column of a role, as shown in a message."""
        return shown(self.names[self.places[role]])


def header(cells: Sequence[str], origin: str) -> Header:
    """Read the header of a file. Raises UserError."""
    names = [_folded(cell) for cell in cells]
    places: dict[str, int] = {}
    notes: list[str] = []
    for role, known in {**COUNTS, **OTHERS}.items():
        found = [name for name in known if name in names]
        if not found:
            continue
        _refuse_duplicates(names, found, origin)
        if len(found) > 1 and role not in ("shares", "time"):
            raise UserError(
                f"columns {shown(found[0])} and {shown(found[1])} both hold "
                f"{role}; keep one of them",
                origin=origin,
            )
        places[role] = names.index(found[0])
        if len(found) > 1 and role == "shares":
            notes.append(
                f"Shares are read from column {shown(found[0])}; column {shown(found[1])} is not "
                "counted, as followers do not see those."
            )
    if any(name in names for name in PER_DAY):
        raise UserError(
            "this is the overview with a row for each day; export the content, a row for each post",
            origin=origin,
        )
    if not set(places) & set(COUNTS):
        there = ", ".join(shown(cell.strip()) for cell in cells[:8]) or "nothing"
        raise UserError(
            "no column has a known count; the first line must name at least one of "
            f"{', '.join(known[0] for known in COUNTS.values())}; it has {there}",
            origin=origin,
        )
    apart = "time" in places and names[places["time"]] == "time" and "date" in names
    if any(name.startswith("promoted ") for name in names):
        notes.append("Paid counts (columns 'promoted ...') are not counted.")
    return Header(
        names=tuple(cells),
        places=places,
        day=names.index("date") if apart else None,
        form="x" if "post id" in names else "twitter" if "tweet id" in names else "plain",
        notes=tuple(notes),
    )


def _folded(name: str) -> str:
    """A name in lower case, with single spaces."""
    return re.sub(r"[\s_]+", " ", name.casefold()).strip()


def _refuse_duplicates(names: list[str], found: list[str], origin: str) -> None:
    for name in found:
        if names.count(name) > 1:
            first = names.index(name)
            second = names.index(name, first + 1)
            raise UserError(
                f"columns {first + 1} and {second + 1} are both named "
                f"{shown(name)}; keep one of them",
                origin=origin,
            )
