"""What stands around every page: look, disclaimer, help in a crisis, and the closing line."""

import re
import sys
from functools import cache
from html import escape
from pathlib import Path
from secrets import token_hex
from threading import Event
from urllib.parse import urlsplit

import streamlit as st

from explainer import fragments
from explainer.draw import heading_font
from explainer.draw.dot_plot import STYLE as FIGURES_STYLE
from explainer.library import Library
from explainer.loading.reading import ContentError
from explainer.model import Helpline
from explainer.references import References
from pages.shared.raw_html import draw

ICON = str(Path(__file__).with_name("icon.svg"))
_STYLE = Path(__file__).with_name("style.css")
HELP = Path(__file__).with_name("chrome.js").read_text("utf-8")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)  # for those who write it: nobody's phone has to load them
# A page that is translated in the browser goes on saying what its controls say. Its first lines tell how.
_REMARK = re.compile(r"(?m)^//.*\n| +// .*$")
TRANSLATION = _REMARK.sub("", Path(__file__).with_name("translation.js").read_text("utf-8"))
_OWN_MACHINE = {"localhost", "127.0.0.1", "::1"}


def _tap(line: Helpline, name: bool = True) -> str:
    """A link that calls or writes to the line, or opens its page where it has no number; the number comes first."""
    if not line.number:
        return f'<a href="{line.link}" target="_blank">{line.name}</a>'
    number = f"<strong>{line.number}</strong>" if line.tel else f"text <strong>{line.number}</strong>"
    return f'<a href="{line.link}">{number}{f" {line.name}" if name else ""}</a>'


def _lines(content: Library, kind: str) -> dict[str, list[Helpline]]:
    """The lines of one kind by country, in the file's order."""
    by_country: dict[str, list[Helpline]] = {}
    for line in content.helplines:
        if line.kind == kind:
            by_country.setdefault(line.country, []).append(line)
    return by_country


def crisis_lines(content: Library) -> str:
    """Every crisis and emergency line as HTML: one entry a country, each number one tap away."""
    emergency = _lines(content, "emergency")
    entries = []
    for country, lines in _lines(content, "crisis").items():
        taps = [f"{_tap(line)}{fragments.or_text(line, content)}{fragments.hours(line, content)}" for line in lines]
        taps += [_tap(line) for line in emergency.pop(country, [])]
        entries.append(f"<dt>{country}</dt>" + "".join(f"<dd>{tap}</dd>" for tap in taps))
    for country, lines in emergency.items():
        entries.append(f"<dt>{country}</dt>" + "".join(f"<dd>{_tap(line)}</dd>" for line in lines))
    return f'<dl class="lines">{"".join(entries)}</dl>'


@cache
def _strip(content: Library) -> str:
    first = content.first_lines("crisis").items()
    taps = " ".join(f"<span>{country} {_tap(line, name=False)}</span>" for country, line in first)
    return (
        '<aside class="strip" aria-label="Disclaimer and crisis lines">'
        f"<strong>{content.site.disclaimer}</strong> <span>{content.site.crisis}</span> {taps}</aside>"
    )


@cache
def _help(content: Library) -> str:
    """The button and what it opens, one after the other: the Tab key goes from the one into the other."""
    return (
        '<div class="help-now"><button type="button" aria-expanded="false" aria-controls="help">Get help now</button>'
        '<div id="help" role="dialog" aria-label="Get help now" tabindex="-1" hidden>'
        f"<p><strong>{content.site.crisis}</strong> Call now. You do not have to explain yourself. "
        f"{content.interface['help']['danger']}</p>"
        "<p><strong>Worried about someone else?</strong> You can call too. If they are in danger now, call the "
        f"emergency number and stay with them.</p>{crisis_lines(content)}"
        '<button type="button" class="close">Close</button></div></div>'
    )


@cache
def _top(content: Library) -> str:
    """All of it as one piece: while a piece is on its way it holds a place of its own, and the page jumps."""
    sizes, weights, font = (st.get_option(f"theme.headingFont{of}") for of in ("Sizes", "Weights", ""))
    title = f".headline {{ font: {weights[0]} {sizes[0]} {font}; }}"  # Streamlit sets only its own titles in it
    sheets = heading_font.face() + title + _STYLE.read_text("utf-8") + FIGURES_STYLE.read_text("utf-8")
    style = _COMMENT.sub("", sheets)
    scripts = f"<script>{HELP}</script><script>{TRANSLATION}</script><script>{STYLED}</script>"
    return f"{_help(content)}{_strip(content)}<style>{style}</style>{scripts}"


# Streamlit loads what draws HTML only when there is some, and would draw the text before its style and again after it.
# So on the first run of a visit the style goes ahead with the headline, and says when it is there; nobody else waits
# meanwhile. Where it says nothing, the page comes after this many seconds.
_AHEAD = 1.5
STYLED = """
(() => {
  const say = () => {
    const button = document.querySelector(".st-key-rerun button");
    if (document.querySelector("footer.closing")) return;
    button ? button.click() : setTimeout(say, 20);
  };
  say();
})();
"""


def top(content: Library) -> None:
    """Above every page: the style, the short disclaimer with crisis lines, and help that stays in view."""
    st.html("<style>/* */</style>")  # takes no room, and is there before the long one: what draws both is on its way
    with st.container(key="ahead-top", height=36, border=False):  # what it takes on a wide screen
        draw(_top(content), scripts=True)
        # For scripts alone: nobody sees it, also without the style.
        st.container(key="rerun", height=1, border=False).button("Run again", key="again")


def until_styled() -> None:
    """Wait for the style, before anything else that a page draws."""
    for _ in range(int(_AHEAD / 0.02)):
        # Asking lets a press of the button in.
        if st.session_state["again"] or "visit" in st.session_state:
            break
        Event().wait(0.02)  # as sleep() does, but also under the clock of a test that jumps


def headline(text: str) -> None:
    """The title of a page, which stands there as soon as the style does; all the rest comes after it."""
    with st.container(key="ahead-title", height=1, border=False):
        # It has no script, but what may have one is drawn together with the style, which has.
        draw(f'<h1 class="headline">{escape(text)}</h1>', scripts=True)
    until_styled()


# Allowed by its hash where deploy/ sets a security policy. It runs once a page, and again when a visit has a new name.
IN_BROWSER = """
(self.explainer ??= (() => {
  let visit, away = false, late;
  const LOST = "The connection is lost. You can read on. It comes back by itself, with what you chose.";
  const rerun = () => document.querySelector(".st-key-rerun button").click();

  // A server that was started anew knows no part of the page until the whole page has run once: without that, a tick
  // would be answered by nothing. So the first thing after a lost connection is one full run.
  new MutationObserver(changes => {
    for (const { target } of changes) {
      const state = target.getAttribute("data-test-connection-state");
      if (state === "CONNECTED" && away) rerun();
      away = state !== "CONNECTED";
      clearTimeout(late);
      document.getElementById("lost")?.remove();
      if (away) late = setTimeout(() => document.body.append(
        Object.assign(document.createElement("p"), { id: "lost", role: "status", textContent: LOST })), 2000);
    }
  }).observe(document.body, { attributes: true, subtree: true, attributeFilter: ["data-test-connection-state"] });

  // Streamlit's own word for it is meant for a developer and lies over what somebody reads, or over a talk.
  new MutationObserver(() => {
    for (const one of document.querySelectorAll(".stDialog"))
      if (away && one.textContent.includes("streamlit run")) one.querySelector("button[aria-label=Close]")?.click();
  }).observe(document.body, { childList: true });

  return ({ visit: now, about }) => {
    const said = document.querySelector("meta[name=description]") ??
      document.head.appendChild(Object.assign(document.createElement("meta"), { name: "description" }));
    said.content = about;
    // A part that stays while its words change: a screen reader says them.
    for (const part of document.querySelectorAll(".st-key-said")) part.setAttribute("role", "status");
    if (self.around.waits()) self.around.arrived();
    if (now === visit) return;
    // The first full run on a new server is over. What was ticked while it went on is known to the browser alone: once
    // more, then.
    if (visit) rerun();
    // Streamlit scrolls to the anchor of a link when the page is still too short for it to reach the top.
    else self.around.arrived();
    visit = now;
  };
})())(document.querySelector("footer.closing").dataset);
"""
SCRIPTS = (HELP, TRANSLATION, STYLED, IN_BROWSER)  # all that the pages run by themselves


def bottom(content: Library, about: str, cited: References) -> None:
    """Below every page: its sources on paper, when it was checked, and what has to happen in the browser itself.

    ``about`` is what the page is for, as search engines and previews show it.
    """
    if cited.keys:
        listed = fragments.references(cited.keys, content)
        st.html(f'<section class="paper-only"><h2>Sources of this page</h2>{listed}</section>')
    # A server that was started anew has forgotten the visit, and gives it another name.
    visit = st.session_state.setdefault("visit", token_hex(8))
    st.html(
        f'<footer class="closing" data-visit="{visit}" data-about="{escape(about, quote=True)}">'
        f"<p>{content.dated} Not written or reviewed by clinicians. No company paid for it. "
        "Nothing you tick is kept or passed on.</p></footer>"
        f"<script>{IN_BROWSER}</script>",
        unsafe_allow_javascript=True,
    )


def broken(error: ContentError) -> None:
    """The one page that is shown while the content has a mistake.

    The mistakes go to the terminal, and onto the page only for a browser on the machine that runs the server: the
    Origin header holds the address that the browser itself sees, whatever stands between it and the server.
    """
    report = "\n".join(f"  {number}. {problem}" for number, problem in enumerate(error.problems, 1))
    print(f"The content has {len(error.problems)} mistake(s), so no page is shown:\n{report}", file=sys.stderr)
    st.title("This explainer is being repaired")
    st.write("It will be back soon. Please try again later.")
    st.write("If you are in danger or might harm yourself, call your emergency number or a crisis line now.")
    if urlsplit(st.context.headers.get("Origin", "")).hostname in _OWN_MACHINE:
        st.subheader("To the person who runs it")
        st.write("These mistakes keep it from starting. Mend them and load the page again.")
        st.code(report, language=None, wrap_lines=True)
    else:
        st.write("The person who runs it finds the reason in the terminal where it was started.")
