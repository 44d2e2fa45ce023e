"""A figure to take along: a picture of it, a link to exactly this view, and the figure alone for another page."""

from collections.abc import Mapping
from types import MappingProxyType

import streamlit as st
from markupsafe import Markup

from explainer.asked import FIGURE, NAME, Asked, Name, query
from explainer.library import Library
from explainer.outline.figure import FIGURES, link
from explainer.outputs.saved_figure import as_svg
from pages.shared import browser
from pages.shared.paper import LOOK

NOTHING_CHOSEN: Mapping[str, str] = MappingProxyType({})
FRAME = 520  # pixels of height for what stands around a figure alone, beside its own
_STYLE = (browser.HERE / "take_along.css").read_text(encoding="utf-8")
_TO_COPY = Markup(
    '<label><span>{label}</span> <input class="{kind}" readonly></label>'
    '<button type="button" data-of="{kind}">{copy}</button>'
)
_HTML = Markup(
    '<p>{about}</p><div class="files"><button type="button" class="png">{png}</button>'
    '<button type="button" class="svg">{svg}</button></div>'
    '<div class="copies">{link_row}{embed_row}</div><p role="status"></p>'
)


@st.fragment
def take_along(name: Name, label: str, content: Library, state: Mapping[str, str] = NOTHING_CHOSEN) -> None:
    """What a figure can be taken along as, made when somebody opens it: most readers never do.

    ``state`` is what is chosen of it, by the names and the codes of ``explainer.asked``.
    """
    part = st.expander(label, key=f"screen-take-{name}", on_change="rerun")
    if not part.open:
        return
    here, say = Asked(FIGURE, tuple(sorted({**state, NAME: name}.items()))), content.interface["take_along"]
    taken, chosen = FIGURES[name](here, content), query(here, content)
    rows = {
        f"{kind}_row": _TO_COPY.format(kind=kind, label=say[kind], copy=say[f"copy_{kind}"])
        for kind in ("link", "embed")
    }
    with part:
        st.components.v2.component(
            "take_along",
            html=_HTML.format(**say, **rows),
            js=browser.module(browser.HERE / "take_along.js"),
            css=LOOK + _STYLE,
        )(
            key=f"take-along-{name}",
            data={
                "name": name,
                "link": link(taken, here, content),
                "alone": f"{FIGURE}?{NAME}={name}&{chosen}".rstrip("&"),
                "title": taken.title,
                "svg": as_svg(taken, content),
                "frame": taken.drawing().height + FRAME,
                "copied": say["copied"],
                "by_hand": say["by_hand"],
                "failed": say["failed"],
            },
        )
