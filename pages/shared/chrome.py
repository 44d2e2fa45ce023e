"""What stands around every page: look, disclaimer, help in a crisis, and the closing line."""

import json
import re
from functools import cache
from pathlib import Path
from secrets import token_hex

import streamlit as st
from markupsafe import Markup, escape

from explainer import fragments, markup
from explainer.draw import heading_font
from explainer.draw.dot_plot import STYLE as FIGURES_STYLE
from explainer.draw.option_grid import STYLE as OPTIONS_STYLE
from explainer.helplines import own_line
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
TEXT_CHOSEN = script("text.js")
_TOP = (TEXT_CHOSEN, script("aloud.js"), script("help.js"), script("peek.js"), script("translation.js"))
_BOTTOM = script("reconnect.js")
SCRIPTS = (*_TOP, _BOTTOM)  # all that the pages run by themselves: deploy/ allows them by their hashes


def _tap(line: Helpline, say: Texts, name: bool = True) -> Markup:
    """A link that calls or writes to the line, or opens its page where it has no number; the number comes first."""
    if not line.number:
        return Markup('<a href="{}" target="_blank">{}</a>').format(line.link, line.name)
    number = Markup("<strong>{}</strong>").format(line.number)
    shown = number if line.tel else escape(say["text_number"]).format(number=number)
    return Markup('<a href="{}">{}{}</a>').format(line.link, shown, f" {line.name}" if name else "")


def _lines(content: Library, kind: str) -> dict[str, list[Helpline]]:
    """The lines of one kind by country, in the file's order."""
    by_country: dict[str, list[Helpline]] = {}
    for line in content.helplines:
        if line.kind == kind:
            by_country.setdefault(line.country, []).append(line)
    return by_country


def crisis_lines(content: Library, own: str = "") -> Markup:
    """Every crisis and emergency line as HTML: one entry a country, each number one tap away, ``own`` country first."""
    crisis, emergency = _lines(content, "crisis"), _lines(content, "emergency")
    say, entries = content.interface["help"], Markup("")
    for country in sorted(crisis | emergency, key=lambda one: one != own):
        entries += Markup("<dt>{}</dt>").format(country)
        for line in crisis.get(country, []):
            also = fragments.or_text(line, content), fragments.hours(line, content)
            entries += Markup("<dd>{}{}{}</dd>").format(_tap(line, say), *also)
        for line in emergency.get(country, []):
            entries += Markup("<dd>{}</dd>").format(_tap(line, say))
    return Markup('<dl class="lines">{}</dl>').format(entries)


def strip(content: Library, own: Helpline | None = None) -> Markup:
    """One line: the disclaimer, the reader's own crisis line, and the first line of each country behind a word."""
    say, (ask, elsewhere) = content.interface["help"], strip_words(content, own)
    tap = Markup("<li>{} {}</li>")
    others = Markup("").join(
        tap.format(country, _tap(line, say, name=False)) for country, line in content.first_lines("crisis").items()
    )
    return Markup(
        '<aside class="strip" aria-label="{}"><strong>{}</strong> {} <details>{}<ul>{}</ul><p>{}</p></details></aside>'
    ).format(content.interface["chrome"]["strip"], content.site.disclaimer, ask, elsewhere, others, say["more"])


def strip_words(content: Library, own: Helpline | None = None) -> tuple[Markup, Markup]:
    """What the strip says of crisis lines, and what opens all of them."""
    say = content.interface["help"]
    ask = escape(say["strip_own"]).format(call=_tap(own, say, name=False), country=own.country) if own else say["strip"]
    elsewhere = say["other_countries" if own else "every_country"]
    return Markup("<span>{}</span>").format(ask), Markup("<summary>{}</summary>").format(elsewhere)


def help_words(content: Library, own: str = "") -> Markup:
    """What help says, and every line, ``own`` country first."""
    return Markup(
        "<p><strong>{about}</strong> {call_now} {no_reason} {danger}</p>"
        "<p><strong>{someone_else}</strong> {you_can_call}</p>{lines}"
    ).format(about=content.site.crisis, lines=crisis_lines(content, own), **content.interface["help"])


_PANEL = Markup(
    '<button type="button" aria-expanded="false" aria-controls="{name}" aria-label="{label}">{button}</button>'
    '<div id="{name}" role="dialog" aria-label="{label}" tabindex="-1" hidden>{words}'
    '<button type="button" class="close">{close}</button></div>'
)
# How text may look, by the words that text.js writes and style.css reads; the first of each is as it is without them.
TEXT = {"size": ("", "larger", "largest"), "spacing": ("", "wide"), "contrast": ("", "high")}


def _help(content: Library, own: str) -> Markup:
    """Each button and what it opens, one after the other: the Tab key goes from the one into the other."""
    help_, text = content.interface["help"], content.interface["text"]
    panels = (
        _PANEL.format(name="help", words=help_words(content, own), label=help_["button"], **help_),
        _PANEL.format(name="text", words=_text(text), close=help_["close"], **text),
    )
    return Markup('<div class="help-now">{}{}</div>{}').format(*panels, _player(content))


def _text(say: Texts) -> Markup:
    """What of the text a reader may choose."""
    choice = Markup('<label><input type="radio" name="text-{}" value="{}"{}>{}</label>')
    groups = (
        Markup("<fieldset><legend>{}</legend>{}</fieldset>").format(
            say[kind],
            markup.join(
                choice.format(kind, code, "" if code else Markup(" checked"), say[code or "usual"]) for code in codes
            ),
        )
        for kind, codes in TEXT.items()
    )
    aloud = Markup('<button type="button" class="aloud" hidden>{}</button>').format(say["aloud"])
    return Markup("{}<p>{}</p>{}").format(markup.join(groups), say["kept"], aloud)


SPEEDS = {"slower": 0.8, "usual": 1, "faster": 1.3}  # times the pace of the device's own voice


def _player(content: Library) -> Markup:
    """What reads the page aloud: aloud.js shows it, and fills in the sections of the page."""
    say = content.interface["aloud"]
    speeds = markup.join(
        Markup('<option value="{}"{}>{}</option>').format(pace, Markup(" selected") if pace == 1 else "", say[name])
        for name, pace in SPEEDS.items()
    )
    return Markup(
        '<div id="aloud" role="region" aria-label="{aloud}" data-minus="{minus}" data-to="{to}"'
        ' data-sources="{sources}" hidden>'
        '<button type="button" class="play" data-play="{play}" data-pause="{pause}">{play}</button>'
        '<label>{section} <select class="section"></select></label>'
        '<label>{speed} <select class="speed">{speeds}</select></label>'
        '<button type="button" class="close">{close}</button></div>'
    ).format(speeds=speeds, sources=content.pages["topics"]["sources"], **say)


@cache
def style() -> str:
    """The style sheet of every page."""
    sizes, weights, font = (st.get_option(f"theme.headingFont{of}") for of in ("Sizes", "Weights", ""))
    title = f".headline {{ font: {weights[0]} {sizes[0]} {font}; }}"  # Streamlit sets only its own titles in it
    sheets = (
        heading_font.face()
        + title
        + "".join(sheet.read_text("utf-8") for sheet in (_STYLE, FIGURES_STYLE, OPTIONS_STYLE))
    )
    return _COMMENT.sub("", sheets)


@cache
def _top(content: Library, own: Helpline | None) -> str:
    """Everything in one element: one that is still loading takes up space, and the page jumps as it comes."""
    scripts = "".join(f"<script>{one}</script>" for one in (*_TOP, *first_paint.scripts()))
    menu = f":root {{ --menu: {json.dumps(content.interface['chrome']['menu'], ensure_ascii=False)}; }}"
    return f"{_help(content, own.country if own else '')}{strip(content, own)}<style>{menu}{style()}</style>{scripts}"


def top(content: Library) -> None:
    """Above every page: the style, the short disclaimer with crisis lines, and help that stays in view."""
    first_paint.ask_ahead()
    with st.container(key="ahead-top", height=36, border=False):  # what it takes on a wide screen
        own = own_line(content, st.context.timezone, st.context.locale)
        draw(_top(content, own), scripts=True)
        first_paint.rerun_button(content.interface["chrome"]["run_again"])


def headline(text: str) -> None:
    """The title of a page, which stands there as soon as the style does; all the rest comes after it."""
    with st.container(key="ahead-title", height=1, border=False):
        # It has no script, but what may have one is drawn together with the style, which has.
        draw(Markup('<h1 class="headline">{}</h1>').format(text), scripts=True)
    first_paint.until_styled()


def bottom(content: Library, about: str, cited: References) -> None:
    """Below every page: its sources on paper, when it was checked, and what has to happen in the browser itself.

    ``about`` is what the page is for, as search engines and previews show it.
    """
    say = content.interface["chrome"]
    if cited.keys:
        listed = fragments.references(cited.keys, content)
        draw(Markup('<section class="paper-only"><h2>{}</h2>{}</section>').format(say["sources"], listed))
    if cited.keys or cited.terms:
        peeks = Markup('<div class="peeks" hidden data-open="{}" data-close="{}" data-name="{}">{}</div>')
        at_hand = fragments.at_hand(cited.keys, cited.terms, content)
        draw(peeks.format(say["peek_open"], say["peek_close"], say["peek"], at_hand))
    # A server that was started anew has forgotten the visit, and gives it another name.
    visit = st.session_state.setdefault("visit", token_hex(8))
    footer = Markup(
        '<footer class="closing" data-visit="{visit}" data-about="{about}" data-lost="{lost}" data-missing="{missing}"'
        ' data-again="{again}"><p>{dated} {independent} {private}</p></footer>'
    ).format(visit=visit, about=about, dated=content.dated, **say)
    draw(f"{footer}<script>{_BOTTOM}</script>", scripts=True)
