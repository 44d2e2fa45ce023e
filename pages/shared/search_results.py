"""What a search found, as one list: where it is, and the words that were looked for. What was typed goes nowhere."""

from html import escape

import streamlit as st

from explainer.fragments import inline, numbers
from explainer.library import Library
from explainer.search import NAMES, Found, search
from pages.shared.raw_html import draw


def found_list(query: str, content: Library) -> None:
    """The answer to a query, or nothing where none was typed. It is drawn whole, so that nothing old stays in it."""
    found = search(content, query) if query.strip() else Found()
    with st.container(key="said"):  # a status from the start, so that a screen reader says what changes in it
        draw(f'<p class="count">{_said(found, query)}</p>')
    with st.container(key="found"):
        if found.crisis:
            draw(_crisis(content))
        if found.hits:
            draw(_listed(found))
        # What is pressed in the list goes through these, so that no tick is lost: chrome.js.
        with st.container(key="ways"):
            for page in ("safety", "sources"):
                st.page_link(f"pages/{page}.py", label=page)


def _said(found: Found, query: str) -> str:
    """How many places were found and for what, in words that hide nothing."""
    if not query.strip():
        return ""
    mended = [f"“{escape(better)}” for “{escape(typed)}”" for typed, better in found.mended.items()]
    parts = ["If you are in danger, help comes first below."] if found.crisis else []
    parts += [f"We looked for {' and '.join(mended)}."] if mended else []
    count = len(found.hits) + found.more
    missing = found.missing or (() if found.hits or found.crisis else (query.strip(),))
    if missing:
        parts.append(f"Nothing found for {' or '.join(f'“{escape(one)}”' for one in missing)}.")
        parts.append(
            "That something is not here does not mean that it is safe. If it is a medicine or an illness, ask a "
            "pharmacist or the clinic before your first dose."
        )
    if found.hits:
        rest = " for the rest" if missing else ""
        places = "1 place" if count == 1 else f"{count} places"
        parts.append(f"{places} found{rest}{f'; here are the first {len(found.hits)}' if found.more else ''}.")
    elif not found.crisis:
        parts.append("Try one word, or another word for it. All sections are listed below.")
    return " ".join(parts)


def _crisis(content: Library) -> str:
    return (
        '<aside class="found-crisis"><p><strong>If you are thinking of suicide, you are not alone with it.</strong> '
        "You can talk to someone now. You do not have to explain yourself.</p>"
        f"<p>Call a crisis line: {inline(numbers(content, 'crisis'))}</p>"
        f"<p>If you are in danger, call the emergency number: {inline(numbers(content, 'emergency'))}</p></aside>"
    )


def _listed(found: Found) -> str:
    lines = (
        f'<li><a href="{escape(hit.entry.href)}" data-shows="{escape(hit.entry.shown)}">{hit.title}</a> '
        f'<span class="kind">{NAMES[hit.entry.kind]}</span>{f"<p>{hit.excerpt}</p>" if hit.excerpt else ""}</li>'
        for hit in found.hits
    )
    return f'<ol class="found">{"".join(lines)}</ol>'
