"""The navigation and the chrome around every page. Start it with ``streamlit run app.py``."""

import streamlit as st

import explainer.draw.figures  # noqa: F401  # plotly is loaded with the server, not during somebody's visit
from explainer import fragments
from explainer.library import Library
from explainer.loading.loader import library
from explainer.loading.reading import ContentError
from explainer.outline import PAGES
from explainer.references import References
from pages import mark_frame
from pages.shared import chrome, patches, repair  # noqa: F401  # patches is loaded for what it does

VOTE = "vote"  # a page for the phones of a talk's audience, and for nobody else: no menu leads to it


def draw(content: Library) -> None:
    """The page that is asked for, with its chrome."""
    say, vote = content.pages, content.interface["vote"]
    page = st.navigation(
        [
            *(
                st.Page(f"pages/{name}.py", title=say[name]["nav"], help=say[name]["about"], default=at == 0)
                for at, name in enumerate(PAGES)
            ),
            st.Page(f"pages/{VOTE}.py", title=vote["title"], visibility="hidden"),
        ],
        position="top",
    )
    site, name = content.site, page.url_path or next(iter(PAGES))
    # Only whoever hosts the app knows where its repository is, so how to report a mistake is text, not a link.
    report = f"{fragments.report(content)} {site.contact}"
    st.set_page_config(
        page_title=f"{page.title} – {site.title}" if page.url_path else site.title,
        menu_items={
            "About": f"{site.disclaimer} {content.dated}\n\n{report}\n\n{site.licence}",
            **({"Report a bug": site.report_link} if site.report_link else {}),
        },
    )
    cited = st.session_state["references"] = References(content)
    chrome.top(content)
    mark_frame()
    page.run()
    chrome.bottom(content, (vote if name == VOTE else say[name])["about"], cited)


st.set_page_config(layout="wide", page_icon=chrome.ICON)  # before anything is drawn, or the first page jumps
try:
    draw(library())
except ContentError as error:  # of the files, or of a text that is missed only when it is drawn
    # Nobody may be left with Streamlit's own navigation, which would show the pages without their chrome.
    st.navigation([f"pages/{name}.py" for name in (*PAGES, VOTE)], position="hidden")
    repair.repair_page(error)
