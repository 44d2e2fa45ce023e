"""Addresses of the web that somebody typed, or that a browser sent."""

from __future__ import annotations

from urllib.parse import urlsplit

LONGEST = 2000


def is_whole(text: str) -> bool:
    """Whether a text is an address with its scheme and its host, to which a page's path can be added."""
    if len(text) > LONGEST or not text.isprintable() or any(sign in text for sign in ' ?#\\"<>'):
        return False
    try:
        parts = urlsplit(text)
        _ = parts.port  # it is looked at only when somebody asks for it
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
