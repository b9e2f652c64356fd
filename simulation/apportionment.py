"""Whole numbers in proportion to weights, by the method of largest remainders."""

from collections.abc import Sequence


def largest_remainders(total: int, weights: Sequence[int]) -> list[int]:
    """Whole numbers that add up to `total`, in proportion to `weights` (Hamilton's method).

    Each exact share is rounded down; what is left goes to the largest remainders, the first of
    equals. The weights must not all be 0.
    """
    exact = [total * weight / sum(weights) for weight in weights]
    parts = [int(part) for part in exact]
    by_remainder = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for index in by_remainder[: total - sum(parts)]:
        parts[index] += 1
    return parts
