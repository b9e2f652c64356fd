"""Options for the same money: each solved to spend one budget, so only what it buys differs."""

from collections.abc import Sequence

from simulation.decision.channels import CHANNELS, Channel, capped, channels, price, spend, usable
from simulation.decision.option import Option
from simulation.errors import UserError, illegal_value
from simulation.parameters import Parameters


def ways_to_spend(
    today: Parameters, days: float, budget: float, keys: Sequence[str] = ()
) -> tuple[Option, ...]:
    """Today, and for each channel an option that puts the whole budget there, on top of today.

    An hour costs its wage. keys: the channels, by default all that the scenario can use and that
    cost something. Raises UserError.
    """
    _legal(budget)
    chosen = channels(keys or usable(today), today)
    made = [Option("Today", today, base=True)]
    for channel in chosen:
        each = price(channel, today, days)
        if each > 0:
            more = budget / each
            total = channel.spent(today, days) + more
            parameters = _spent(today, days, {channel.key: total})
            made.append(Option(channel.title(today, more, days), parameters))
        elif keys:
            raise UserError(f"{channel.key} costs nothing: money.wage is 0")
    return tuple(made)


def scaled(options: Sequence[Option], days: float, budget: float) -> tuple[Option, ...]:
    """The same options, each made to spend the budget on what it spends more on than the base.

    What an option spends on several channels keeps its proportions. Raises UserError for options
    without a base, and for one that spends no more than the base on any channel.
    """
    _legal(budget)
    base = next((option for option in options if option.base), None)
    if base is None:
        raise UserError("budget: mark one option as the base, which the budget is on top of")
    return tuple(each if each.base else _scaled(each, base, days, budget) for each in options)


def _scaled(option: Option, base: Option, days: float, budget: float) -> Option:
    more = {
        channel.key: extra
        for channel in CHANNELS.values()
        if (extra := _more(channel, option, base, days)) > 0
    }
    whole = sum(price(CHANNELS[key], option.parameters, days) * each for key, each in more.items())
    if whole <= 0:
        raise UserError(
            f"{option.title}: it spends no more than {base.title} on any of "
            f"{', '.join(CHANNELS)}, so it cannot be made to cost {budget:g} more"
        )
    amounts = {
        key: CHANNELS[key].spent(option.parameters, days) + each * (budget / whole - 1)
        for key, each in more.items()
    }
    return Option(option.title, _spent(option.parameters, days, amounts))


def _spent(parameters: Parameters, days: float, amounts: dict[str, float]) -> Parameters:
    """A scenario that spends these amounts. Raises UserError where a channel cannot take one."""
    for key, most in capped(parameters, days, amounts).items():
        if amounts[key] > most * (1 + 1e-9):
            what = "the simulated population is too small: raise network.population"
            raise UserError(
                f"{key}: {amounts[key]:,.5g} is more than the {most:,.5g} that it can take"
                + (f"; {what}" if key == "ads" else "")
            )
    return spend(parameters, days, amounts)


def _more(channel: Channel, option: Option, base: Option, days: float) -> float:
    if channel.needs(option.parameters):
        return 0.0
    there = 0.0 if channel.needs(base.parameters) else channel.spent(base.parameters, days)
    return channel.spent(option.parameters, days) - there


def _legal(budget: float) -> None:
    if not 0 < budget < float("inf"):
        raise illegal_value("budget", budget, "a number above 0")
