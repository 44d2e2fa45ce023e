"""Paper and files: buttons that print one part of a page or all of it, or save a file, in the browser itself."""

from base64 import b64encode

import streamlit as st

from pages.shared import browser

LOOK = (browser.HERE / "button.css").read_text(encoding="utf-8")
_BUTTON = '<button type="button" hidden></button>'  # without its words it is no button yet


def print_button(label: str, key: str, follows: bool = False) -> None:
    """A button that prints the container ``key`` and nothing else of the page.

    ``follows``: what it prints is the visit sheet, which may have to be made again first.
    """
    script = browser.module(browser.HERE / "print_part.js")
    st.components.v2.component("print_part", html=_BUTTON, js=script, css=LOOK)(
        key=f"print-{key}", data={"key": key, "label": label, "follows": follows}
    )


def save_button(label: str, file: bytes, name: str, kind: str) -> None:
    """A button that saves ``file`` in the browser itself: unlike a download of Streamlit's, it has no address at which
    the server keeps it for a while."""
    data = {"label": label, "bytes": b64encode(file).decode(), "name": name, "kind": kind}
    script = browser.module(browser.HERE / "save.js")
    st.components.v2.component("save", html=_BUTTON, js=script, css=LOOK)(key=f"save-{name}", data=data)


def print_when_open(turn: int) -> None:
    """Print the page as soon as every section on it is open; once for each ``turn``."""
    script = browser.module(browser.HERE / "print_all.js")
    st.components.v2.component("print_all", js=script)(key="print-all", height=1, data={"turn": turn})
