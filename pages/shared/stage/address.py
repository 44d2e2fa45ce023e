"""Where phones reach the app: the address in the QR codes."""

from __future__ import annotations

import os

import streamlit as st

from explainer.addresses import is_whole

_PAGES = ("/present", "/vote")  # where a QR code is drawn, or may be
_CLOUD = "/~/+"  # Community Cloud shows an app in a frame at this path of the app's own address


def address() -> str:
    """PUBLIC_URL where it is a whole address, else what stands in the presenter's own browser; without a slash at its
    end. Nothing, so that links stay relative, where neither is known.

    The browser alone knows its address: a proxy may take a path away, or write another Origin.
    """
    public = _public()
    return public.rstrip("/") if is_whole(public) else of_browser(st.context.url or "")


def wrong_public_url() -> bool:
    """Whether PUBLIC_URL says something that is no whole address, and so is not heard."""
    public = _public()
    return bool(public) and not is_whole(public)


def of_browser(url: str) -> str:
    """The app's address, from that of one of its pages."""
    if not is_whole(url):
        return ""
    url = url.rstrip("/")
    for page in _PAGES:
        url = url.removesuffix(page)
    return url.rstrip("/").removesuffix(_CLOUD)


def _public() -> str:
    return os.environ.get("PUBLIC_URL", "").strip()
