"""The first answer of each address: the page itself as HTML, to read at once until take_over.js brings the live page.

It is drawn from the same outlines and by the same style sheet as the live page; first_answer.css adds what Streamlit's
own style does there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from explainer import markup, prose
from explainer.asked import FIGURE, NAME, Asked
from explainer.draw import figures, option_grid, pictures
from explainer.library import Library
from explainer.outline import FIRST, PAGES, outline
from explainer.outline import blocks as b
from explainer.outline.evidence import trials
from explainer.outline.figure import alone, figure
from explainer.outline.onset import moments
from explainer.outline.safety import checklist
from explainer.outline.sources import every_source, glossary
from explainer.outline.topics import topic
from explainer.outputs.html import HtmlRenderer, Stand
from explainer.references import References
from pages.shared import chrome
from pages.shared.browser import module, remarkless

_HERE = Path(__file__).parent
STATIC = Path(st.__file__).parent / "static"
TAKE_OVER, OWN_LINE = (remarkless(_HERE / name) for name in ("take_over.js", "own_line.js"))
FOLLOW = module(_HERE / "first_scrubber.js")
SCRIPTS = (TAKE_OVER, OWN_LINE, FOLLOW)


# --- what stands in the place of a live part ---------------------------------------------------------------------


def _coming(name: str, content: Library, words: str = "coming") -> b.Markup:
    """A word in the place of controls, as high as they are."""
    html = Markup('<p class="coming coming-{}">{}</p>')
    return b.Markup(html.format(name, content.interface["first_answer"][words]))


_SCRUBBER = Markup(
    '<div class="scrubber"><label for="scrubber">{name}</label><span aria-hidden="true">{stop}</span>'
    '<input type="range" id="scrubber" list="stops" autocomplete="off" max="{last}" value="{at}"'
    ' aria-valuetext="{stop}">'
    '<datalist id="stops">{stops}</datalist></div><script type="module">{script}</script>'
)


def _timeline(here: Asked, content: Library) -> b.Blocks:
    lanes, coming = here.lanes, _coming("timeline", content, "coming_timeline")
    if not lanes:
        return (b.Group((b.Prose(content.interface["onset"]["no_lane"]), coming), "moving"),)
    chart, stops = figures.onset(content, here.scale, lanes), list(figures.stops(content))
    stop, key = here.get("moment") or stops[1], figures.live_key(content)
    scrubber = _SCRUBBER.format(
        name=content.interface["onset"]("move", first=stops[0], last=stops[-1]),
        stop=stop,
        at=stops.index(stop),
        last=len(stops) - 1,
        stops=markup.join(Markup('<option value="{}" label="{}">').format(at, one) for at, one in enumerate(stops)),
        script=Markup(FOLLOW),
    )
    drawn = b.Markup(pictures.scrubbed(content, here.scale, lanes))
    parts = (
        b.Group((drawn, b.Prose(key, "key-timeline")), "chart-timeline"),
        b.Group((b.Markup(scrubber), coming, b.Markup(moments(stop, lanes, content))), "controls"),
        b.Group((b.FigureNotes(chart, "timeline"),), "reading"),
    )
    return (b.Group(parts, "moving"),)


def _trials(here: Asked, content: Library) -> b.Blocks:
    return (_coming("filters", content), *trials(here.cards(content), content, here.without))


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
    '<div id="first"{theme}><a class="skip" href="#first-main" target="_self">{skip}</a><header>{nav}'
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
        nav="" if here.get("embed") or here.page == FIGURE else _navigation(here.page, content),
        help=content.interface["help"]["button"],
        help_words=chrome.help_words(content),
        strip=chrome.strip(content),
        still=say["still"],
        copy=around["without_scripts"],
        text=renderer.render(alone(here, content) if here.page == FIGURE else outline(here.page, content)),
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
    '<meta property="og:description" content="{about}"><meta property="og:type" content="article">{public}{alone}'
    '<script type="application/ld+json">{data}</script>'
)
_PUBLIC = Markup(
    '<link rel="canonical" href="{url}"><meta property="og:url" content="{url}">'
    '<meta property="og:image" content="{preview}"><meta name="twitter:card" content="summary_large_image">'
)


def _named(here: Asked, content: Library) -> tuple[str, str, str]:
    """What a page is called, what it is about, and its address beneath that of the whole."""
    site = content.site
    if here.page == FIRST:
        return site.title, prose.plain(site.lead), ""
    if here.page == FIGURE:
        say, one = content.interface["alone"], figure(here, content)
        title = one.title if one else say["title"]
        return f"{title} – {site.title}", say["about"], f"{FIGURE}?{NAME}={here.get(NAME)}"
    say = content.pages[here.page]
    return f"{say['nav']} – {site.title}", say["about"], here.page


# Its page has it already, for those who search; and what it leads to opens beside the frame that it stands in.
_ALONE = Markup('<meta name="robots" content="noindex"><base target="_blank">')


def head(here: Asked, content: Library, public: str) -> Markup:
    """Title, description, preview and structured data; ``public`` is the address of the whole, "" where not known."""
    site, (title, about, path) = content.site, _named(here, content)
    url = f"{public}/{path}"
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
        alone=_ALONE if here.page == FIGURE else "",
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
    """Streamlit's own first answer, ``frame``, with the page in it, and what the live page needs after that.

    Nothing on a figure alone is live: it stays as it is, needs no script, and costs the server nothing more.
    """
    live = (*_LIVE.findall(frame), *_early())
    frame, still = _LIVE.sub("", frame), here.page == FIGURE
    parts = {
        r"<html[^>]*>": f'<html lang="{content.language}">',
        r"<title>.*?</title>": f"{head(here, content, public)}{_style()}<script>{chrome.TEXT_CHOSEN}</script>",
        r"<noscript>.*?</noscript>": "",
        r"<body>": "<body>" if still else '<body class="waiting">',
        r'<div id="root"></div>': str(body(here, content)) if still else _alive(str(body(here, content)), live),
    }
    for pattern, part in parts.items():
        found = re.search(pattern, frame, re.DOTALL)
        if not found:
            raise LookupError(f"Streamlit's first answer has no {pattern} any more")
        frame = frame[: found.start()] + part + frame[found.end() :]
    return frame


def _alive(page: str, live: tuple[str, ...]) -> str:
    """The page with the live one, which is out of sight until the script puts it in the place of this one.

    The live one stands before it: who looks for a place by its name finds the live one's.
    """
    waiting = f'{_ahead(live)}<template id="live">{"".join(live)}</template>'
    return f'<div id="root"></div>{page}{waiting}<script>{TAKE_OVER}</script>'


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
