"""What stands around every page: look, disclaimer, help in a crisis, and the closing line."""

import re
from functools import cache
from html import escape
from pathlib import Path
from secrets import token_hex

import streamlit as st

from explainer import fragments
from explainer.draw import heading_font
from explainer.draw.dot_plot import STYLE as FIGURES_STYLE
from explainer.draw.option_grid import STYLE as OPTIONS_STYLE
from explainer.library import Library
from explainer.model import Helpline
from explainer.references import References
from explainer.texts import Texts
from pages.shared import first_paint
from pages.shared.browser import script
from pages.shared.raw_html import draw

ICON = str(Path(__file__).with_name("icon.svg"))
_STYLE = Path(__file__).with_name("style.css")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)  # for those who write it: nobody's phone has to load them
_TOP = (script("help.js"), script("translation.js"), first_paint.SCRIPT)
_BOTTOM = script("reconnect.js")
SCRIPTS = (*_TOP, _BOTTOM)  # all that the pages run by themselves: deploy/ allows them by their hashes


def _tap(line: Helpline, say: Texts, name: bool = True) -> str:
    """A link that calls or writes to the line, or opens its page where it has no number; the number comes first."""
    if not line.number:
        return f'<a href="{escape(line.link)}" target="_blank">{escape(line.name)}</a>'
    number = f"<strong>{escape(line.number)}</strong>"
    shown = number if line.tel else escape(say["text_number"]).format(number=number)
    return f'<a href="{escape(line.link)}">{shown}{f" {escape(line.name)}" if name else ""}</a>'


def _lines(content: Library, kind: str) -> dict[str, list[Helpline]]:
    """The lines of one kind by country, in the file's order."""
    by_country: dict[str, list[Helpline]] = {}
    for line in content.helplines:
        if line.kind == kind:
            by_country.setdefault(line.country, []).append(line)
    return by_country


def crisis_lines(content: Library) -> str:
    """Every crisis and emergency line as HTML: one entry a country, each number one tap away."""
    emergency, say = _lines(content, "emergency"), content.interface["help"]
    entries = []
    for country, lines in _lines(content, "crisis").items():
        taps = [
            f"{_tap(line, say)}{fragments.or_text(line, content)}{fragments.hours(line, content)}" for line in lines
        ]
        taps += [_tap(line, say) for line in emergency.pop(country, [])]
        entries.append(f"<dt>{country}</dt>" + "".join(f"<dd>{tap}</dd>" for tap in taps))
    for country, lines in emergency.items():
        entries.append(f"<dt>{country}</dt>" + "".join(f"<dd>{_tap(line, say)}</dd>" for line in lines))
    return f'<dl class="lines">{"".join(entries)}</dl>'


@cache
def _strip(content: Library) -> str:
    first, say = content.first_lines("crisis").items(), content.interface["help"]
    taps = " ".join(f"<span>{country} {_tap(line, say, name=False)}</span>" for country, line in first)
    return (
        f'<aside class="strip" aria-label="{escape(content.interface["chrome"]["strip"])}">'
        f"<strong>{content.site.disclaimer}</strong> <span>{content.site.crisis}</span> {taps}</aside>"
    )


@cache
def _help(content: Library) -> str:
    """The button and what it opens, one after the other: the Tab key goes from the one into the other."""
    say = {name: escape(text) for name, text in content.interface["help"].items()}
    return (
        '<div class="help-now">'
        f'<button type="button" aria-expanded="false" aria-controls="help">{say["button"]}</button>'
        f'<div id="help" role="dialog" aria-label="{say["button"]}" tabindex="-1" hidden>'
        f"<p><strong>{content.site.crisis}</strong> {say['call_now']} {say['no_reason']} {say['danger']}</p>"
        f"<p><strong>{say['someone_else']}</strong> {say['you_can_call']}</p>{crisis_lines(content)}"
        f'<button type="button" class="close">{say["close"]}</button></div></div>'
    )


@cache
def _top(content: Library) -> str:
    """All of it as one piece: while a piece is on its way it holds a place of its own, and the page jumps."""
    sizes, weights, font = (st.get_option(f"theme.headingFont{of}") for of in ("Sizes", "Weights", ""))
    title = f".headline {{ font: {weights[0]} {sizes[0]} {font}; }}"  # Streamlit sets only its own titles in it
    sheets = (
        heading_font.face()
        + title
        + "".join(sheet.read_text("utf-8") for sheet in (_STYLE, FIGURES_STYLE, OPTIONS_STYLE))
    )
    style = _COMMENT.sub("", sheets)
    scripts = "".join(f"<script>{one}</script>" for one in _TOP)
    return f"{_help(content)}{_strip(content)}<style>{style}</style>{scripts}"


def top(content: Library) -> None:
    """Above every page: the style, the short disclaimer with crisis lines, and help that stays in view."""
    st.html("<style>/* */</style>")  # takes no room, and is there before the long one: what draws both is on its way
    with st.container(key="ahead-top", height=36, border=False):  # what it takes on a wide screen
        draw(_top(content), scripts=True)
        first_paint.rerun_button(content.interface["chrome"]["run_again"])


def headline(text: str) -> None:
    """The title of a page, which stands there as soon as the style does; all the rest comes after it."""
    with st.container(key="ahead-title", height=1, border=False):
        # It has no script, but what may have one is drawn together with the style, which has.
        draw(f'<h1 class="headline">{escape(text)}</h1>', scripts=True)
    first_paint.until_styled()


def bottom(content: Library, about: str, cited: References) -> None:
    """Below every page: its sources on paper, when it was checked, and what has to happen in the browser itself.

    ``about`` is what the page is for, as search engines and previews show it.
    """
    say = {name: escape(text) for name, text in content.interface["chrome"].items()}
    if cited.keys:
        listed = fragments.references(cited.keys, content)
        st.html(f'<section class="paper-only"><h2>{say["sources"]}</h2>{listed}</section>')
    # A server that was started anew has forgotten the visit, and gives it another name.
    visit = st.session_state.setdefault("visit", token_hex(8))
    st.html(
        f'<footer class="closing" data-visit="{visit}" data-about="{escape(about)}" data-lost="{say["lost"]}">'
        f"<p>{content.dated} {say['independent']} {say['private']}</p></footer><script>{_BOTTOM}</script>",
        unsafe_allow_javascript=True,
    )
