"""The one page that visitors see while the content has a mistake."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from urllib.parse import urlsplit

import streamlit as st
from streamlit.errors import StreamlitDuplicateElementKey

from explainer.loading.documents import REPAIR
from explainer.loading.loader import language_folder
from explainer.loading.reading import ContentError

# Where even that file cannot be read.
_LAST_RESORT = {
    "title": "This explainer is being repaired",
    "danger": "If you are in danger or might harm yourself, call your emergency number or a crisis line now. "
    "US and Canada: 988, in an emergency 911. UK: Samaritans 116 123, in an emergency 999.",
    "again": "Try again",
}
_OWN_MACHINE = {"localhost", "127.0.0.1", "::1"}


def words() -> Mapping[str, str]:
    """The texts of the page by name, in the language that is in use.

    They are read apart from the rest, which has a mistake when they are needed.
    """
    try:
        found = tomllib.loads((language_folder() / REPAIR).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        found = {}
    return _LAST_RESORT | {name: text for name, text in found.items() if isinstance(text, str)}


@lru_cache(maxsize=1)
def _tell(report: str) -> None:
    """Say it in the terminal, once and not for every visitor."""
    print(report, file=sys.stderr)


def repair_page(error: ContentError) -> None:
    """Say that the explainer is being repaired, and where help is.

    The mistakes go to the terminal, and onto the page only for a browser on the machine that runs the server: the
    Origin header holds the address that the browser itself sees, whatever stands between it and the server.
    """
    report = "\n".join(f"  {number}. {problem}" for number, problem in enumerate(error.problems, 1))
    _tell(f"The content has {len(error.problems)} mistake(s), so no page is shown:\n{report}")
    say = words()
    own = urlsplit(st.context.headers.get("Origin", "")).hostname in _OWN_MACHINE
    st.title(say["title"])
    for name in ("later", "danger") if own else ("later", "danger", "terminal"):
        if text := say.get(name):
            st.write(text)
    if own:
        if heading := say.get("owner"):
            st.subheader(heading)
        st.write(say.get("mend", ""))
        st.code(report, language=None, wrap_lines=True)
    # Our script presses it when the connection is back: the page, or a talk that goes on without it, comes by itself.
    with suppress(StreamlitDuplicateElementKey):  # what was drawn of the page has one
        st.container(key="rerun").button(say["again"])
