"""The app without a browser: a page run by Streamlit's own test runner, and its words."""

import re

from streamlit.testing.v1 import AppTest

from explainer.library import Library
from explainer.outputs import static_copy
from tests.support.server import ROOT
from tests.support.site_map import PAGES


def run(page: str = PAGES[0]) -> AppTest:
    """The app, with ``page`` open."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30).run()
    if page != PAGES[0]:
        app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    return app


_EXPLAINED = re.compile(r"\[([^\]]+)\]\(sources#term-[a-z-]+\)")
_EXPLAINED_IN_COPY = re.compile(r'<a [^>]*href="#term-[a-z-]+"[^>]*>([^<]*)</a>')


def texts(app: AppTest) -> str:
    """All Markdown and HTML on the page, the words that the glossary explains as they were written."""
    html = [element.proto.body for element in app.get("html")]
    shown = (
        "\n".join(html)
        + "\n"
        + "\n".join(str(element.value) for kind in ("markdown", "title", "header") for element in getattr(app, kind))
    )
    return _EXPLAINED.sub(r"\1", shown)


def copy_of(content: Library) -> str:
    """The copy as HTML, the words that the glossary explains as they were written."""
    return _EXPLAINED_IN_COPY.sub(r"\1", static_copy.page(content))
