"""What a search found, as one list: where it is, and the words that were looked for. What was typed goes nowhere."""

from html import escape

import streamlit as st

from explainer.fragments import inline, phone_links
from explainer.library import Library
from explainer.search import Found, search
from explainer.texts import Texts
from pages.shared.raw_html import draw
from pages.shared.ways import ways


def found_list(query: str, content: Library) -> None:
    """The answer to a query, or nothing where none was typed. It is drawn whole, so that nothing old stays in it."""
    found = search(content, query) if query.strip() else Found()
    with st.container(key="said"):  # a status from the start, so that a screen reader says what changes in it
        draw(f'<p class="count">{escape(_said(found, query, content.interface["search"]))}</p>')
    with st.container(key="found"):
        if found.crisis:
            draw(_crisis(content))
        if found.hits:
            draw(_listed(found, content.interface["search"]))
        ways(("choose", "safety", "sources"), content)


def _said(found: Found, query: str, say: Texts) -> str:
    """How many places were found and for what, in words that hide nothing."""
    if not query.strip():
        return ""
    parts = [say["help_first"]] if found.crisis else []
    if found.mended:
        mended = [say("mended_word", better=better, typed=typed) for typed, better in found.mended.items()]
        parts.append(say("mended", words=say["and"].join(mended)))
    missing = found.missing or (() if found.hits or found.crisis else (query.strip(),))
    if missing:
        parts.append(say("nothing", words=say["or"].join(say("quoted", word=word) for word in missing)))
    if found.hits:
        name = f"found{'_rest' if missing else ''}{'_first' if found.more else ''}"
        parts.append(say(name, count=len(found.hits) + found.more, shown=len(found.hits)))
    elif not found.crisis:
        parts.append(say["try_again"])
    return " ".join(parts)


def _crisis(content: Library) -> str:
    say = content.interface["search"]
    crisis, emergency = (inline(phone_links(content, kind)) for kind in ("crisis", "emergency"))
    return (
        f'<aside class="found-crisis"><p><strong>{escape(say["crisis"])}</strong> {escape(say["crisis_talk"])}</p>'
        f"<p>{escape(say['crisis_call'])} {crisis}</p>"
        f"<p>{escape(say['crisis_emergency'])} {emergency}</p></aside>"
    )


def _listed(found: Found, say: Texts) -> str:
    lines = (
        f'<li><a href="{escape(hit.entry.href)}" data-shows="{escape(hit.entry.shown)}">{hit.title}</a> '
        f'<span class="kind">{escape(say["kind_" + hit.entry.kind])}</span>'
        f"{f'<p>{hit.excerpt}</p>' if hit.excerpt else ''}</li>"
        for hit in found.hits
    )
    return f'<ol class="found">{"".join(lines)}</ol>'
