"""What is tried once a night, and not with each change: a case that repeats what another one shows."""

from typing import Any

import pytest


def nightly(*cases: Any) -> list[Any]:
    """Cases of ``parametrize`` for the nightly run; a case of several values is a tuple."""
    return [pytest.param(*(case if isinstance(case, tuple) else (case,)), marks=pytest.mark.nightly) for case in cases]
