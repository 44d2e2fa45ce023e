"""The pages, their order, and the frame around them. Start it with ``streamlit run app.py``."""

import streamlit as st

import explainer.draw.figures  # noqa: F401  # plotly is loaded with the server, not during somebody's visit
from explainer.loading.loader import library
from explainer.loading.reading import ContentError
from pages import mark_frame
from pages.shared import chrome, patches  # noqa: F401  # patches is loaded for what it does

# One line a page: its file (whose name is its URL), its name in the navigation, and what it is for.
# To add a page, write the file, let it call in_frame() first and headline() before it draws, and add its line here.
PAGES = [
    ("pages/overview.py", "Overview", "The message, the chart and the three numbers that matter."),
    ("pages/topics.py", "Topics", "Every topic in its own section, with a search over all of them."),
    ("pages/onset.py", "How fast", "The timeline: when each treatment starts, is greatest, and fades."),
    ("pages/evidence.py", "Evidence", "Trials side by side, per 100 people; what lasts, and what nobody knows."),
    ("pages/safety.py", "Safety", "The side-effects checklist beside the disclaimer."),
    ("pages/present.py", "Present", "A talk of the same content: scenes for a room, with notes and a vote."),
    ("pages/sources.py", "Sources", "Every source, the check of a popular claim, and the glossary."),
]


st.set_page_config(layout="wide", page_icon=chrome.ICON)  # before anything is drawn, or the first page jumps
page = st.navigation(
    [st.Page(file, title=title, help=about, default=at == 0) for at, (file, title, about) in enumerate(PAGES)],
    position="top",
)
try:
    site = library().site
except ContentError as error:
    chrome.broken(error)
    st.stop()

# Where its code is kept is known to whoever puts it there, so how to report a mistake is told in words, not as a link.
st.set_page_config(
    page_title=site.title if page.title == "Overview" else f"{page.title} – {site.title}",
    menu_items={"About": f"{site.disclaimer} {site.dated}\n\n{site.contact}\n\n{site.licence}"},
)
chrome.top(library())
mark_frame()
page.run()
chrome.bottom(library(), next(about for _, title, about in PAGES if title == page.title))
