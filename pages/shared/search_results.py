"""What a search found, as one list: where it is, and the words that were looked for. What was typed goes nowhere."""

import streamlit as st
from markupsafe import Markup

from explainer.fragments import phone_links
from explainer.library import Library
from explainer.markup import inline, join
from explainer.search import Found, search
from explainer.texts import Texts
from pages.shared.raw_html import draw
from pages.shared.ways import ways


def found_list(query: str, content: Library) -> None:
    """The answer to a query, or nothing where none was typed. It is drawn whole, so that nothing old stays in it."""
    found = search(content, query) if query.strip() else Found()
    with st.container(key="said"):  # a status from the start, so that a screen reader says what changes in it
        draw(Markup('<p class="count">{}</p>').format(_status(found, query, content.interface["search"])))
    with st.container(key="found"):
        if found.crisis or found.emergency:
            draw(_help_first(found, content))
        if found.hits:
            draw(_listed(found, content.interface["search"]))
        ways(("choose", "safety", "sources"), content, "found")  # here as soon as the list is


def _status(found: Found, query: str, say: Texts) -> str:
    """How many places were found and for what, in words that hide nothing."""
    if not query.strip():
        return ""
    in_need = found.crisis or found.emergency
    parts = [say["help_first"]] if in_need else []
    if found.mended:
        mended = [say("mended_word", better=better, typed=typed) for typed, better in found.mended.items()]
        parts.append(say("mended", words=say["and"].join(mended)))
    missing = found.missing or (() if found.hits or in_need else (query.strip(),))
    if missing:
        parts.append(say("nothing", words=say["or"].join(say("quoted", word=word) for word in missing)))
    if found.nearest:
        parts.append(say["nearest"])
    elif found.hits:
        name = f"found{'_rest' if missing else ''}{'_first' if found.more else ''}"
        parts.append(say(name, count=len(found.hits) + found.more, shown=len(found.hits)))
    elif not in_need:
        parts.append(say["try_again"])
    return " ".join(parts)


def _help_first(found: Found, content: Library) -> Markup:
    """The numbers to call, in the order in which what was typed needs them."""
    say = content.interface["search"]
    crisis, emergency = (inline(phone_links(content, kind)) for kind in ("crisis", "emergency"))
    line = Markup("<p>{} {}</p>")
    parts = [line.format(Markup("<strong>{}</strong>").format(say["emergency"]), emergency)] if found.emergency else []
    if found.crisis:
        parts.append(line.format(Markup("<strong>{}</strong>").format(say["crisis"]), say["crisis_talk"]))
        parts.append(line.format(say["crisis_call"], crisis))
        if not found.emergency:
            parts.append(line.format(say["crisis_emergency"], emergency))
    return Markup('<aside class="found-crisis">{}</aside>').format(join(parts))


def _listed(found: Found, say: Texts) -> Markup:
    line = Markup('<li><a href="{}" data-shows="{}">{}</a> <span class="kind">{}</span>{}</li>')
    return Markup('<ol class="found">{}</ol>').format(
        join(
            line.format(
                hit.entry.href,
                hit.entry.shown,
                hit.title,
                say[f"kind_{hit.entry.kind}"],
                Markup("<p>{}</p>").format(hit.excerpt) if hit.excerpt else "",
            )
            for hit in found.hits
        )
    )
