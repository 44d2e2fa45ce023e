"""The first answer of each address: the page itself as HTML, to read at once until take_over.js brings the live page.

It is drawn from the same outlines and by the same style sheet as the live page; first_answer.css adds what Streamlit's
own style does there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl

import streamlit as st
from markupsafe import Markup

from explainer import markup, prose, results
from explainer.draw import figures, option_grid
from explainer.draw.timeline import LANES
from explainer.library import Library
from explainer.outline import PAGES, outline
from explainer.outline import blocks as b
from explainer.outline.evidence import trials
from explainer.outline.onset import at_moment
from explainer.outline.safety import checklist
from explainer.outline.sources import every_source, glossary
from explainer.outline.topics import topic
from explainer.outputs.html import HtmlRenderer, Stand
from explainer.references import References
from explainer.without import KEYS, REASONS, SIZES, Without
from pages.shared import chrome
from pages.shared.browser import remarkless

FIRST = next(iter(PAGES))  # the page at the root
_HERE = Path(__file__).parent
STATIC = Path(st.__file__).parent / "static"
TAKE_OVER, OWN_LINE = (remarkless(_HERE / name) for name in ("take_over.js", "own_line.js"))
SCRIPTS = (TAKE_OVER, OWN_LINE)


# --- what an address asks for ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """A page, and what of its address's query the page knows: the same for every address that shows the same."""

    page: str
    state: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> str:
        return dict(self.state).get(name, "")


def asked(page: str, query: str, content: Library) -> Asked:
    """What an address asks for; names and values that the page does not know are left out, as the live page does."""
    known = {**_EVERYWHERE, **(_KNOWN[page](content) if page in _KNOWN else {})}
    given = dict(parse_qsl(query, max_num_fields=100))
    named = ((name, values.get(given.get(name, ""))) for name, values in known.items())
    return Asked(page, tuple(sorted((name, code) for name, code in named if code is not None)))


Known = Mapping[str, Mapping[str, str]]  # by name, what a link can hold and the code of it


def _codes(*values: str) -> dict[str, str]:
    """Codes that stand in a link as they are."""
    return dict(zip(values, values, strict=True))


_EVERYWHERE: Known = {"embed": _codes("true"), "embed_options": _codes("dark_theme", "light_theme")}


@cache
def _filters(content: Library) -> Known:
    """A choice of a filter stands in a link as the control shows it: Streamlit keeps it so."""
    every = results.lines(content, *results.RATES)
    say = content.interface["without"]
    codes = {name: {getattr(line, name) for line in every} for name in results.FILTERS}
    return {
        **{name: {results.option(name, code, content): code for code in found} for name, found in codes.items()},
        "order": {words: code for code, words in content.labels["order"].items()},
        **{KEYS[reason]: _codes("true") for reason in REASONS},
        "fewest": {say("size", number=content.numbers.count(size)): str(size) for size in SIZES},
    }


_KNOWN: Mapping[str, Callable[[Library], Known]] = {
    "topics": lambda content: {"open": _codes(*(one.id for one in content.topics))},
    "onset": lambda content: {"scale": _codes("true"), "moment": _codes(*{one.stop for one in content.moments})},
    "evidence": _filters,
    "choose": lambda content: dict.fromkeys(
        option_grid.PLACES, _codes(*(one.id for one in content.options), option_grid.NONE)
    ),
}


# --- what stands in the place of a live part ---------------------------------------------------------------------


def _coming(name: str, content: Library) -> b.Markup:
    """A word in the place of controls, as high as they are."""
    html = Markup('<p class="coming coming-{}">{}</p>')
    return b.Markup(html.format(name, content.interface["first_answer"]["coming"]))


def _timeline(here: Asked, content: Library) -> b.Blocks:
    true = here.get("scale") == "true"
    figure, name = figures.onset(content, "true" if true else "log"), "timeline-true" if true else "timeline"
    stops = list(dict.fromkeys(one.stop for one in content.moments))
    moments = at_moment(here.get("moment") or stops[1], LANES, content)
    parts = (
        b.Group((b.Picture(figure, name),), "chart-timeline"),
        b.Group((_coming("timeline", content), b.Prose(moments)), "controls"),
        b.Group((b.FigureNotes(figure, "timeline"),), "reading"),
    )
    return (b.Group(parts, "moving"),)


def _trials(here: Asked, content: Library) -> b.Blocks:
    chosen = {name: value for name, value in here.state if name in results.FILTERS}
    order = next((one for one in results.ORDERS if one == here.get("order")), results.ORDERS[0])
    cards = results.cards(results.fitting(content, chosen, results.RATES), order)
    without = Without(tuple(one for one in REASONS if here.get(KEYS[one])), int(here.get("fewest") or 0))
    return (_coming("filters", content), *trials(cards, content, without))


def _options(here: Asked, content: Library) -> b.Blocks:
    chosen = (here.get(place) or option for place, option in option_grid.usual(content).items())
    style = option_grid.chosen([option for option in chosen if option != option_grid.NONE])
    return _coming("options", content), b.Markup(style)


def _groups(content: Library) -> b.Blocks:
    """The checklist with its first group open, as it comes."""
    notes, *groups = checklist(content)
    opened = (b.Details(one.label, one.blocks, at == 0) for at, one in enumerate(groups) if isinstance(one, b.Details))
    return notes, *opened


def _topics(here: Asked, content: Library) -> b.Blocks:
    every = (topic(one, content, opened=one.id == here.get("open")) for one in content.topics)
    return _coming("search", content), *every


def _slots(here: Asked, content: Library) -> Mapping[str, Stand]:
    say = content.interface["first_answer"]
    return {
        "topics": lambda _: _topics(here, content),
        "timeline": lambda _: _timeline(here, content),
        "guess": lambda slot: (_coming("guess", content), *slot.still),
        "trials": lambda _: _trials(here, content),
        "checklist": lambda _: _groups(content),
        "side by side": lambda _: _options(here, content),
        "weigh": lambda _: (_coming("weigh", content),),
        "sheet": lambda slot: (_coming("sheet", content), *slot.still),
        "glossary": lambda _: glossary(content),
        "sources": lambda _: every_source(content),
        "talk": lambda _: (b.Heading(content.pages["present"]["nav"], 1), b.Prose(say["talk"])),
    }


# --- the page ----------------------------------------------------------------------------------------------------

_BODY = Markup(
    '<div id="first"{theme}><a class="skip" href="#first-main">{skip}</a><header>{nav}'
    '<details class="help-first"><summary>{help}</summary><div>{help_words}</div></details></header>'
    '<main id="first-main" class="stMainBlockContainer">{strip}{own}<script>{own_line}</script>'
    '<noscript><p class="still">{still} <a href="copy">{copy}</a></p></noscript>{text}'
    '<div class="closing"><p>{dated} {independent} {private}</p></div></main>'
    '<p id="late" role="status" hidden>{late}</p></div>'
)


def body(here: Asked, content: Library) -> Markup:
    """The page that an address asks for, with all that stands around it."""
    renderer = HtmlRenderer(content, References(content), _address, whole=False, slots=_slots(here, content))
    say, around, options = content.interface["first_answer"], content.interface["chrome"], here.get("embed_options")
    theme = Markup(' data-theme="{}"').format(options.removesuffix("_theme")) if options else ""
    return _BODY.format(
        theme=theme,
        skip=content.interface["site"]["skip"],
        nav="" if here.get("embed") else _navigation(here.page, content),
        help=content.interface["help"]["button"],
        help_words=chrome.help_words(content),
        strip=chrome.strip(content),
        still=say["still"],
        copy=around["without_scripts"],
        text=renderer.render(outline(here.page, content)),
        dated=content.dated,
        independent=around["independent"],
        private=around["private"],
        late=say["late"],
        own=_own_lines(content),
        own_line=Markup(OWN_LINE),
    )


def _own_lines(content: Library) -> Markup:
    """For each country's crisis line, what the strip says to its readers: own_line.js knows which one is whose."""
    own = Markup('<template class="own" data-near="{}" data-country="{}">{}</template>')
    return markup.join(
        own.format(" ".join(line.near), line.country, markup.join(chrome.strip_words(content, line)))
        for line in content.helplines
        if line.near
    )


def _address(page: str, place: str = "") -> str:
    """A page beside this one, so that it holds beneath any path."""
    return ("./" if page == FIRST else page) + (f"#{place}" if place else "")


def _navigation(here: str, content: Library) -> Markup:
    link = Markup('<li><a href="{}"{}>{}</a></li>')
    current = Markup(' aria-current="page"')
    links = (link.format(_address(one), current if one == here else "", content.pages[one]["nav"]) for one in PAGES)
    label = content.interface["first_answer"]["menu"]
    return Markup('<nav aria-label="{}"><ul>{}</ul></nav>').format(label, markup.join(links))


_HEAD = Markup(
    '<title>{title}</title><meta name="description" content="{about}"><meta property="og:title" content="{title}">'
    '<meta property="og:description" content="{about}"><meta property="og:type" content="article">{public}'
    '<script type="application/ld+json">{data}</script>'
)
_PUBLIC = Markup(
    '<link rel="canonical" href="{url}"><meta property="og:url" content="{url}">'
    '<meta property="og:image" content="{preview}"><meta name="twitter:card" content="summary_large_image">'
)


def head(page: str, content: Library, public: str) -> Markup:
    """Title, description, preview and structured data; ``public`` is the address of the whole, "" where not known."""
    site, say = content.site, content.pages[page]
    title = site.title if page == FIRST else f"{say['nav']} – {site.title}"
    about = prose.plain(site.lead) if page == FIRST else say["about"]
    url = f"{public}/{'' if page == FIRST else page}"
    data = {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "name": title,
        "description": about,
        "inLanguage": content.language,
        "dateModified": site.checked.isoformat(),
        **({"url": url} if public else {}),
        **({"publisher": {"@type": "Organization", "name": site.publisher}} if site.publisher else {}),
    }
    return _HEAD.format(
        title=title,
        about=about,
        public=_PUBLIC.format(url=url, preview=f"{public}/preview.png") if public else "",
        data=Markup(json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")),
    )


@cache
def _style() -> Markup:
    """The app's own style sheet, and before it what Streamlit's would say: colours, letters, gaps."""

    def colours(mode: str) -> str:
        names = {"page": "backgroundColor", "soft": "secondaryBackgroundColor", "ink": "textColor"}
        names |= {"link": "linkColor", "rule": "borderColor", "accent": "primaryColor"}
        told = (f"--{name}: {st.get_option(f'theme.{mode}.{option}')};" for name, option in names.items())
        return f"color-scheme: {mode}; {' '.join(told)}"

    font = next((STATIC / "static" / "media").glob("SourceSansVF-Upright*.woff2")).name
    letters = (
        '@font-face { font-family: "Source Sans"; font-weight: 200 900; font-display: optional; '
        f"src: url(./static/media/{font}) format('woff2'); }}"
    )
    dark = f"@media (prefers-color-scheme: dark) {{ :root {{ {colours('dark')} }} }}"
    forced = "".join(f":root:has(#first[data-theme={mode}]) {{ {colours(mode)} }}" for mode in ("light", "dark"))
    own = (_HERE / "first_answer.css").read_text(encoding="utf-8")
    light = f":root {{ {colours('light')} }}"
    return Markup(f"<style id=first-style>{letters}{light}{dark}{forced}{own}{chrome.style()}</style>")


# The scripts of the live page would share line and processor with the page that is to be read: take_over.js lets them
# begin once it is painted. The live page's style is small, and stays.
_LIVE = re.compile(r'<script type="module"[^>]*></script>|<link rel="modulepreload"[^>]*>')


def document(frame: str, here: Asked, content: Library, public: str = "") -> str:
    """Streamlit's own first answer, ``frame``, with the page in it, and what the live page needs after that."""
    live = (*_LIVE.findall(frame), *_early())
    frame = _LIVE.sub("", frame)
    parts = {
        r"<html[^>]*>": f'<html lang="{content.language}">',
        r"<title>.*?</title>": f"{head(here.page, content, public)}{_style()}<script>{chrome.TEXT_CHOSEN}</script>",
        r"<noscript>.*?</noscript>": "",
        r"<body>": '<body class="waiting">',
        r'<div id="root"></div>': f'<div id="root"></div>{body(here, content)}{_ahead(live)}'
        f'<template id="live">{"".join(live)}</template>'
        f"<script>{TAKE_OVER}</script>",
    }
    for pattern, part in parts.items():
        found = re.search(pattern, frame, re.DOTALL)
        if not found:
            raise LookupError(f"Streamlit's first answer has no {pattern} any more")
        frame = frame[: found.start()] + part + frame[found.end() :]
    return frame


_SCRIPTS = STATIC / "static" / "js"
_PRELOAD = '<link rel="modulepreload" crossorigin href="./static/js/{}">'
# A module would be compiled at once, and with it all that it asks for: this fetches one file.
_FETCH = '<link rel="preload" as="script" crossorigin fetchpriority="low" href="./static/js/{}">'


def _early() -> list[str]:
    """Preload links for the scripts that draw HTML: else they load once there is some."""
    return [_PRELOAD.format(script.name) for one in ("Html.*.js", "purify.es.*.js") for script in _SCRIPTS.glob(one)]


LARGE = 200_000  # bytes


@cache
def _ahead(live: tuple[str, ...]) -> str:
    """Preload links for the few large ones of the scripts ``live``, which travel while the page is painted."""
    names = re.findall(r'static/js/([^"]+)', "".join(live))
    return "".join(_FETCH.format(name) for name in names if (_SCRIPTS / name).stat().st_size > LARGE)
