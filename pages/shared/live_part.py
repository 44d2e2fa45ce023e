"""Streamlit's fragment, safe against a tap that comes while the page is still being drawn."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import streamlit as st

P = ParamSpec("P")


def live_part(part: Callable[P, None], run_every: float | None = None) -> Callable[P, None]:
    """``part`` as a fragment in a box of its own: it runs anew alone, every ``run_every`` seconds if that is given.

    When a fragment is asked for while its page is still on the way, Streamlit leaves out what the page says of it, and
    what comes after the fragment moves up into its place and is overwritten: docs/upstream/streamlit-lost-element.md.
    In a box of its own nothing comes after it.
    """
    alone = st.fragment(part, run_every=run_every)

    @wraps(part)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> None:
        with st.container():
            alone(*args, **kwargs)

    return drawn
