"""Intervals that no paper printed: computed from counts, and marked as computed wherever they are shown."""

from math import sqrt
from statistics import NormalDist

Z = NormalDist().inv_cdf(0.975)  # a 95 per cent interval, two-sided


def wilson(events: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a proportion, both ends from 0 to 1. Raises ValueError unless 0 <= events <= n, n > 0.

    Wilson's score method without continuity correction: Wilson 1927, J Am Stat Assoc 22:209-212; method 3 of
    Newcombe 1998, Stat Med 17:857-872.
    """
    if not 0 <= events <= n or n == 0:
        raise ValueError(f"{events} of {n} is no proportion")
    p = events / n
    middle = 2 * n * p + Z**2
    spread = Z * sqrt(Z**2 + 4 * n * p * (1 - p))
    whole = 2 * (n + Z**2)
    return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)


def newcombe(events: int, n: int, control_events: int, control_n: int) -> tuple[float, float]:
    """The 95 % interval of a difference of two independent proportions, both ends from -1 to 1.

    Newcombe's hybrid score method: method 10 of Newcombe 1998, Stat Med 17:873-890. Raises ValueError as ``wilson``.
    """
    low, high = wilson(events, n)
    control_low, control_high = wilson(control_events, control_n)
    p, control = events / n, control_events / control_n
    difference = p - control
    return (
        difference - sqrt((p - low) ** 2 + (control_high - control) ** 2),
        difference + sqrt((high - p) ** 2 + (control - control_low) ** 2),
    )
