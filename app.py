"""The navigation and the chrome around every page. Start it with ``streamlit run app.py``."""

import streamlit as st

import explainer.draw.timeline_chart  # noqa: F401  # plotly is loaded with the server, not during somebody's visit
from explainer import fragments
from explainer.asked import FIGURE, asked
from explainer.library import Library
from explainer.loading.loader import library
from explainer.loading.reading import ContentError
from explainer.outline import FIRST, PAGES
from explainer.outline.figure import figure
from explainer.references import References
from pages import mark_frame
from pages.shared import chrome, patches, repair  # noqa: F401  # patches is loaded for what it does

# No menu leads to these: the phones of a talk's audience, and the frames of other sites, come by their address. Each
# with the table of interface.toml that holds its title and what it is about.
UNLISTED = {"vote": "vote", FIGURE: "alone"}


def _is_alone() -> bool:
    """Whether a figure is asked for without the rest, for a frame: a menu would lead to whole pages in it."""
    return (st.context.url or "").endswith(f"/{FIGURE}")


def _title(name: str, usual: str, content: Library) -> str:
    """What a window is called, by what it is for: a presenter has several of them open."""
    query = st.query_params.to_dict()
    if name == FIGURE and (alone := figure(asked(FIGURE, query, content), content)):
        return alone.title
    if name == "present":
        talk = content.labels["talk"].get(query.get("talk", ""), usual)
        return content.interface["speaker"]["title"] if "speaker" in query else talk
    return usual


def draw(content: Library) -> None:
    """The page that is asked for, with its chrome."""
    say, unlisted = content.pages, {name: content.interface[words] for name, words in UNLISTED.items()}
    page = st.navigation(
        [
            *(
                st.Page(f"pages/{name}.py", title=say[name]["nav"], help=say[name]["about"], default=at == 0)
                for at, name in enumerate(PAGES)
            ),
            *(st.Page(f"pages/{name}.py", title=one["title"], visibility="hidden") for name, one in unlisted.items()),
        ],
        position="hidden" if _is_alone() else "top",
    )
    site, name = content.site, page.url_path or FIRST
    # Only whoever hosts the app knows where its repository is, so how to report a mistake is text, not a link.
    report = f"{fragments.report(content)} {site.contact}"
    st.set_page_config(
        page_title=f"{_title(name, page.title, content)} – {site.title}" if page.url_path else site.title,
        menu_items={
            "About": f"{site.disclaimer} {content.dated}\n\n{report}\n\n{site.licence}",
            **({"Report a bug": site.report_link} if site.report_link else {}),
        },
    )
    cited = st.session_state["references"] = References(content)
    chrome.top(content)
    mark_frame()
    page.run()
    chrome.bottom(content, (unlisted.get(name) or say[name])["about"], cited)


st.set_page_config(layout="wide", page_icon=chrome.ICON)  # before anything is drawn, or the first page jumps
try:
    draw(library())
except ContentError as error:  # of the files, or of a text that is missed only when it is drawn
    # Nobody may be left with Streamlit's own navigation, which would show the pages without their chrome.
    st.navigation([f"pages/{name}.py" for name in (*PAGES, *UNLISTED)], position="hidden")
    repair.repair_page(error)
