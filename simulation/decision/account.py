"""Unknowns that a fitted account leaves: the ranges of its rates, and of the audit of its list."""

from collections.abc import Mapping
from dataclasses import fields, replace

from simulation.account.calibration import Chances
from simulation.account.fitting import Fit
from simulation.decision.roles import role
from simulation.decision.unknowns import Given
from simulation.parameters import Value, values

_LEVERS = {
    "see": "followers.casual.see",
    "share": "followers.casual.share",
    "like": "followers.casual.like",
    "reply": "followers.casual.reply",
    "click": "followers.casual.click",
    "follow": "public.follow",
    "spread": "posts.appeal_spread",
}  # a chance of the fit, and the lever that its estimate is of


def of_fit(fit: Fit) -> tuple[Given, ...]:
    """The measured and given ranges of an account; what it assumes stays as published.

    A rate moves in all kinds of followers together, as it was fitted; the audit's figures move from
    their low ends to their high ones together.
    """
    found = [
        given
        for estimate in fit.estimates
        if estimate.how != "assumed" and role(estimate.path).kind == "unknown"
        for given in _rates(fit.chances, estimate.path, estimate.range.low, estimate.range.high)
    ]
    audit = fit.info.audit
    if not audit.is_exact:
        # Most fakes are fewest people, so the audit's high ends are the low one of `real`.
        low, high = (values(fit.parameters(audit.at(part))) for part in (1.0, 0.0))
        found += _given("followers.casual.real", low, high, "the audit of the list")
    return tuple(found)


def _rates(chances: Chances, path: str, low: float, high: float) -> list[Given]:
    names = [each.name for each in fields(Chances) if _LEVERS[each.name] == path]
    return [
        each
        for name in names
        for each in _given(
            path,
            replace(chances, **{name: low}).settings(),
            replace(chances, **{name: high}).settings(),
            "the account's own posts",
        )
    ]


def _given(
    path: str, low: Mapping[str, Value], high: Mapping[str, Value], source: str
) -> list[Given]:
    """The lever and all that differs with it between two sets of levers, if it differs at all."""
    ends = {each: (float(low[each]), float(high[each])) for each in low if low[each] != high[each]}
    if path not in ends:
        return []
    others = tuple((other, *span) for other, span in ends.items() if other != path)
    return [Given(path, *ends[path], source, others)]
