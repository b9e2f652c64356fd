"""What happened, in a few plain sentences computed from the outcomes."""

import numpy as np

from simulation.ensemble import Ensemble
from simulation.experiment.comparison.precision import median_precision
from simulation.outcomes import OUTCOMES, Summary, summary, values
from ui.text import quantity, range90, two_figures


def what_happened(ensemble: Ensemble) -> str:
    """Reach, word of mouth, orders and money: medians, and ranges that hold 90 % of the worlds."""
    return " ".join([_reach(ensemble), _others(ensemble), _orders(ensemble), _money(ensemble)])


def how_sure(ensemble: Ensemble, name: str = "reach") -> str:
    """How far the median of an outcome may be off because there are only so many worlds."""
    outcome, worlds = OUTCOMES[name], ensemble.run.worlds
    found = median_precision(values(ensemble, name))
    if found is None:
        return (
            f"With {_worlds(worlds)} nothing can be said about how sure the median "
            f"{outcome.label.lower()} is: ask for at least 6, better 200."
        )
    low, high = (quantity(end, outcome.unit) for end in (found.low, found.high))
    median = f"With {_worlds(worlds)} the median {outcome.label.lower()}"
    if low == high:
        return f"{median} is {low} (95% sure)."
    apart = quantity(found.width_with(4 * found.worlds), outcome.unit)
    return (
        f"{median} lies between {low} and {high} (95% sure). Four times as many worlds would bring "
        f"these ends to about {apart} apart; they would not narrow what can happen."
    )


def _of(ensemble: Ensemble, name: str) -> Summary:
    return summary(values(ensemble, name))


def _worlds(number: int) -> str:
    return "one world" if number == 1 else f"{number:,} worlds"


def _posts(ensemble: Ensemble) -> str:
    shown, asked = ensemble.posts.shape[1], ensemble.parameters.posts.count
    said = "one post" if shown == 1 else f"{shown:,} posts"
    return said if shown == asked else f"{said} (of {asked:,}; the others come after the end)"


def _reach(ensemble: Ensemble) -> str:
    found, days = _of(ensemble, "reach"), ensemble.run.days
    listed = _listed(ensemble)
    said = (
        f"Over {days:,g} {'day' if days == 1 else 'days'}, {_posts(ensemble)} to "
        f"{two_figures(listed)} {'follower' if listed == 1 else 'followers'} reached "
    )
    if not found.high90:
        said += f"nobody in nearly all of {_worlds(found.worlds)}."
    elif found.worlds == 1:
        said += f"{_people(found.median)} in the one world that was run."
    elif not found.median:
        said += (
            f"nobody in most of {_worlds(found.worlds)}, up to {_people(found.high90)} in others."
        )
    else:
        said += (
            f"{_people(found.median)} (the median of {_worlds(found.worlds)}; "
            f"90% of them: {range90(found, 'people')})."
        )
    if found.mean and found.mean > (found.high90 or 0):
        said += f" A few lucky worlds pull the mean up to {_people(found.mean)}."
    return said


def _listed(ensemble: Ensemble) -> float:
    """Those on our list at the start, and those bought meanwhile."""
    return float(ensemble.tallies["came"][0].sum())


def _people(number: float | None) -> str:
    said = quantity(number, "people")
    return f"{said} {'person' if said == '1' else 'people'}"


def _others(ensemble: Ensemble) -> str:
    reach, found = _of(ensemble, "reach"), _of(ensemble, "word_of_mouth")
    share = _of(ensemble, "word_of_mouth_share")
    if not reach.high90:
        return ""
    if not found.high90:
        return "Hardly anybody was reached through others."
    if not found.median:
        return (
            "In most worlds nobody was reached through others; where word of mouth caught on, "
            f"it brought up to {_people(found.high90)}."
        )
    return (
        f"Word of mouth brought {quantity(share.median, 'share')} of them "
        f"({range90(share, 'share')})."
    )


def _orders(ensemble: Ensemble) -> str:
    orders = values(ensemble, "orders")
    found = summary(orders)
    some = float(np.mean(orders > 0))
    if some == 0:
        return f"Nobody bought anything in {_every(len(orders))}."
    if not found.median:
        return (
            f"Most worlds saw no order at all; {quantity(some, 'share')} of them saw one or more."
        )
    number = quantity(found.median, "orders")
    said = "was one order" if number == "1" else f"were {number} orders"
    return f"There {said} ({range90(found, 'orders')})."


def _every(worlds: int) -> str:
    return "the one world" if worlds == 1 else f"any of the {worlds:,} worlds"


def _money(ensemble: Ensemble) -> str:
    profit = values(ensemble, "profit")
    median, gains = summary(profit).median or 0.0, float(np.mean(profit > 0))
    said = f"After costs it {'earned' if median >= 0 else 'lost'} {quantity(abs(median), '$')}"
    if gains == 0:
        return f"{said}, without a profit in {_every(len(profit))}."
    if gains == 1:
        return f"{said}, with a profit in every world."
    return f"{said}, with a profit in {quantity(gains, 'share')} of the worlds."
