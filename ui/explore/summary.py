"""The result of a run in a few plain sentences, computed from the outcomes."""

import numpy as np

from simulation.ensemble import Ensemble
from simulation.experiment.comparison.precision import median_precision
from simulation.outcomes import OUTCOMES, Summary, summary, values
from simulation.report.phrases import amount, days, of_runs
from ui.text import quantity, range90, two_figures


def result(ensemble: Ensemble) -> str:
    """Reach, word of mouth, orders and money: medians, and the ranges of 9 of 10 runs."""
    parts = (_reach(ensemble), _word_of_mouth(ensemble), _orders(ensemble), _money(ensemble))
    return " ".join(part for part in parts if part)


def precision(ensemble: Ensemble, name: str = "reach") -> str:
    """The precision to which this number of runs gives the median of an outcome."""
    outcome, typical = OUTCOMES[name], f"the typical {OUTCOMES[name].label.lower()}"
    known = median_precision(values(ensemble, name))
    if known is None:
        return f"It takes at least 6 runs, better 200, to say how precise {typical} is."
    low, high = (quantity(end, outcome.unit) for end in (known.low, known.high))
    if low == high:
        return f"With {_runs(ensemble)}, {typical} is {low} (95% confident)."
    return (
        f"With {_runs(ensemble)}, {typical} is between {low} and {high} (95% confident). More runs "
        "sharpen this figure; they do not narrow what can happen."
    )


def _of(ensemble: Ensemble, name: str) -> Summary:
    return summary(values(ensemble, name))


def _runs(ensemble: Ensemble) -> str:
    number = ensemble.run.worlds
    return "one simulated run" if number == 1 else f"{number:,} simulated runs"


def _posts(ensemble: Ensemble) -> str:
    shown, planned = ensemble.posts.shape[1], ensemble.parameters.posts.count
    said = "one post" if shown == 1 else f"{shown:,} posts"
    return said if shown == planned else f"{said} (of {planned:,}; the others come after the end)"


def _reach(ensemble: Ensemble) -> str:
    reach, followers = _of(ensemble, "reach"), _followers(ensemble)
    audience = f"{two_figures(followers)} {'follower' if followers == 1 else 'followers'}"
    sent = f"Over {days(ensemble.run.days)}, {_posts(ensemble)} to {audience}"
    typical = amount("reach", reach.median)
    if reach.worlds == 1:
        return f"{sent} reached {typical} in the one simulated run."
    if not reach.high90:
        return f"{sent} will reach nobody in nearly all of {_runs(ensemble)}."
    if not reach.median:
        said = f"{sent} will typically reach nobody; {_at_best(reach)}."
    else:
        said = (
            f"{sent} will typically reach about {typical}; in 9 of 10 simulated runs between "
            f"{quantity(reach.low90, 'people')} and {quantity(reach.high90, 'people')}."
        )
    if reach.mean and reach.mean > (reach.high90 or 0):
        said += f" A few exceptional runs raise the mean to {amount('reach', reach.mean)}."
    return said


def _followers(ensemble: Ensemble) -> float:
    """Our followers at the start, and those bought later."""
    return float(ensemble.tallies["came"][0].sum())


def _at_best(people: Summary) -> str:
    return f"one run in 20 reaches {amount('reach', people.high90)} or more"


def _word_of_mouth(ensemble: Ensemble) -> str:
    reach, others = _of(ensemble, "reach"), _of(ensemble, "word_of_mouth")
    share = _of(ensemble, "word_of_mouth_share")
    if not reach.high90:
        return ""
    if not others.high90:
        return "Word of mouth adds almost nobody."
    if not others.median:
        return f"Word of mouth typically adds nobody; by it, {_at_best(others)}."
    part = quantity(share.median, "share")
    if reach.worlds == 1:
        return f"Word of mouth brought {part} of them."
    return f"Word of mouth brings {part} of them ({range90(share, 'share')})."


def _orders(ensemble: Ensemble) -> str:
    orders = values(ensemble, "orders")
    found, some = summary(orders), int(np.sum(orders > 0))
    if some == 0:
        return f"Nobody buys anything in {_any(len(orders))}."
    if not found.median:
        return f"Most runs bring no order; {of_runs(some, len(orders))} bring one or more."
    number, ends = quantity(found.median, "orders"), range90(found, "orders")
    said = "one order" if number == "1" else f"{number} orders"
    return f"It typically brings {said}{'' if ends == number else f' ({ends})'}."


def _any(number: int) -> str:
    return "the one simulated run" if number == 1 else f"any of the {number:,} runs"


def _money(ensemble: Ensemble) -> str:
    profit = values(ensemble, "profit")
    median, gains = summary(profit).median or 0.0, int(np.sum(profit > 0))
    kind = "profit" if median >= 0 else "loss"
    said = f"After all costs that is typically a {kind} of {quantity(abs(median), '$')}"
    if len(profit) == 1:
        return f"{said}."
    makes = "makes" if gains == 0 else "make"
    return f"{said}; {of_runs(gains, len(profit))} {makes} a profit."
