"""What a component's script sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st


def sent(key: str, name: str) -> Any:
    """What a component last sent; a browser may send anything at all."""
    state = st.session_state.get(key)
    return state.get(name) if isinstance(state, Mapping) else None
