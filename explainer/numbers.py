"""How a number is printed where people are counted."""

from __future__ import annotations

from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal

FEWER = "fewer than 1"


def whole(rate: Decimal, half_up: bool) -> str:
    """A rate per 100 as whole people. Nobody of some hundred studied is not nobody, so that is "fewer than 1"."""
    if rate < 1:
        return FEWER
    return str(rate.quantize(Decimal(1), ROUND_HALF_UP if half_up else ROUND_HALF_DOWN))
