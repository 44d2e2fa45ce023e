"""Every word that a reader sees comes from the content: in a language of marked words, each that is shown is marked."""

import re
import subprocess
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial

import pytest
from streamlit.testing.v1 import AppTest

from explainer import dose
from explainer.loading.loader import library, reading
from explainer.outputs import slides, static_copy, visit_sheet
from pages.shared.stage import rooms
from tests.support import pseudo_language
from tests.support.reader_text import Text, of_app, of_html
from tests.support.server import ROOT
from tests.support.site_map import PAGES

KEY = "C" * 16  # of a room for the vote


@pytest.fixture(scope="module", autouse=True)
def marked_words(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The whole app in the pseudo-language."""
    root = pseudo_language.build(tmp_path_factory.mktemp("pseudo"))
    with pseudo_language.room_for_marks(), reading(root, pseudo_language.LANGUAGE):
        yield


def _app(**query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def _page(name: str, **query: str) -> AppTest:
    app = _app(**query)
    if name != PAGES[0]:
        app.switch_page(f"pages/{name}.py").run()
    assert not app.exception, app.exception
    return app


def _seen(name: str, change: Callable[[AppTest], object] | None = None, **query: str) -> Iterable[Text]:
    """A page as it opens, or after ``change``."""
    app = _page(name, **query)
    if change:
        change(app)
        app.run()
        assert not app.exception, app.exception
    return of_app(app, name)


def _search(query: str) -> Callable[[AppTest], object]:
    return lambda app: app.text_input[0].set_value(query)


def _press(table: str, name: str) -> Callable[[AppTest], object]:
    """Press the button that interface.toml names so."""
    return lambda app: next(one for one in app.button if one.label == library().interface[table][name]).click()


def _make_sheet(app: AppTest) -> None:
    """A sheet of everything that can be ticked."""
    for box in app.checkbox:
        box.set_value(True)
    app.button(key="make-sheet").click()


def _first_choices(app: AppTest) -> None:
    """Every choice of a list at something else than it was; every box the other way."""
    for choice in app.selectbox:
        choice.set_value(choice.options[-1])
    for box in app.checkbox:
        box.set_value(not box.value)


def _sheet() -> visit_sheet.Sheet:
    content = library()
    words = pseudo_language.marked("x")
    booked = dose.on_paper("esketamine_nasal", datetime(2028, 3, 27, 10), True, content)
    return visit_sheet.Sheet(content.checklist, (words,), content.tellings, words, content.questions, words, booked)


def _made_sheet() -> Iterator[Text]:
    content = library()
    yield from (Text("visit sheet, text", line) for line in visit_sheet.as_text(_sheet(), content).splitlines())
    yield from (
        Text("visit sheet, empty", line) for line in visit_sheet.as_text(visit_sheet.Sheet(), content).splitlines()
    )


def _printed_sheet() -> Iterator[Text]:
    """The sheet as PDF, whole: a line of it may break between two marks."""
    pdf = visit_sheet.as_pdf(_sheet(), library())
    read = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    yield Text("visit sheet, pdf", " ".join(read.split()))


def _talk() -> Iterator[Text]:
    for name, rows in library().talks.items():
        assert rows
        yield from of_html(slides.slides(name, library()), f"talk {name}")


def _open_vote() -> Iterable[Text]:
    rooms.of_this_server().report(rooms.Report(KEY, "a" * 32, "full", "guess", 1, 1.0, "guess"))
    return _seen("vote", code=rooms.vote_code(KEY))


# A text in quotation marks that begins as a sentence does. What a script looks for, as ".st-key-sheet", does not.
_SENTENCE = re.compile(r"""(["'`])([A-Z][a-z]+[ ,.:?!’…](?:(?!\1).)+)\1""")
_DRAWN_BY_STYLE = re.compile(r"""content:\s*(["'])(.+?)\1""")


def _scripts() -> Iterator[Text]:
    """Sentences in the browser's scripts, which no page run without a browser shows."""
    for path in sorted((ROOT / "pages").rglob("*.js")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            code = re.sub(r"(?<![:\"'`])//.*", "", line)
            for _, said in _SENTENCE.findall(code):
                yield Text(f"{path.name}, line {number}", said)


def _styles() -> Iterator[Text]:
    """Words that a style sheet draws."""
    for path in sorted((*(ROOT / "pages").rglob("*.css"), *(ROOT / "explainer").rglob("*.css"))):
        for _, said in _DRAWN_BY_STYLE.findall(path.read_text("utf-8")):
            yield Text(path.name, re.sub(r"\\[0-9a-f]+", "", said))


PLACES: dict[str, Callable[[], Iterable[Text]]] = {
    **{name: partial(_seen, name) for name in PAGES},
    "onset, other choices": lambda: _seen("onset", _first_choices),
    "evidence, guessed": lambda: _seen("evidence", _press("evidence", "show_answers")),
    "evidence, other choices": lambda: _seen("evidence", _first_choices),
    "topics, search": lambda: _seen("topics", _search("bladder")),
    "topics, crisis": lambda: _seen("topics", _search("suicide")),
    "topics, nothing found": lambda: _seen("topics", _search("qqqq")),
    "topics, print": lambda: _seen("topics", _press("topics", "print_all")),
    "safety, ticked": lambda: _seen("safety", _first_choices),
    "choose, sheet made": lambda: _seen("choose", _make_sheet),
    "visit sheet": _made_sheet,
    "visit sheet, printed": _printed_sheet,
    "talk": _talk,
    "speaker": lambda: _seen("present", speaker=rooms.speaker_code(KEY)),
    "speaker of no talk": lambda: _seen("present", speaker="A" * rooms.SPEAKER),
    "vote": _open_vote,
    "vote in no room": lambda: _seen("vote", code="A" * rooms.VOTE),
    "vote with a wrong code": lambda: _seen("vote", code="?"),
    "copy": lambda: of_html(static_copy.page(library()), "copy"),
    "scripts": _scripts,
    "styles": _styles,
}

# What stands as it is in every language.
ALLOWED = re.compile(
    r"https?://\S*|/topics\?\S+"
    r"|^[SBDLNO]$|^F, F5$|^A[−+]$"  # keys of the talk, and the size of its notes
    r"|\b(?:A4|Letter|SMS|QR|CSV|SVG|PNG|PDF)\b"  # names of formats
    r"|[⟦⟧]"
)
_MARKED = re.compile(r"⟦[^⟦⟧]*⟧")


def unmarked(text: str) -> str:
    """The words of ``text`` that stand between no marks, or nothing."""
    while (shorter := _MARKED.sub(" ", text)) != text:
        text = shorter
    text = re.sub(r"⟦[^⟦⟧]*$|^[^⟦⟧]*⟧|^… .*", " ", text)  # where an excerpt of a search cuts through
    text = ALLOWED.sub(" ", text)
    pieces = (piece.strip() for piece in re.split(r"\s{2,}|[•·;]", text))
    return " … ".join(piece for piece in pieces if re.search(r"[^\W\d_]", piece))


class _Sources:
    """What names a source, and its address, stay as they are in every language."""

    def __init__(self) -> None:
        every = library().sources.values()
        names = sorted((source.short for source in every), key=len, reverse=True)
        self._short = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in names))
        self._all = [
            (re.sub("^https?://", "", one.address), one.title.replace("*", "").rstrip("."), one.authors, one.journal)
            for one in every
        ]

    def without(self, text: str) -> str:
        """``text`` without them: title, authors and journal stand beside the address alone."""
        for address, title, *others in self._all:
            if address in text and title in text.replace("*", ""):
                text = text.replace("*", "")
                names = filter(None, (address, title, *others))
                for name in sorted(names, key=len, reverse=True):  # one may stand in another
                    text = text.replace(name.rstrip("."), " ")
        return self._short.sub(" ", text)


@pytest.mark.parametrize("place", PLACES)
def test_every_word_is_from_the_content(place: str) -> None:
    sources, left, count = _Sources(), dict[str, str](), 0
    for where, text in PLACES[place]():
        count += 1
        if words := unmarked(sources.without(text)):
            left.setdefault(words, where)
    assert count or place in ("scripts", "styles")
    assert not left, "\n" + "\n".join(f"{where}: {words[:160]}" for words, where in left.items())


@pytest.mark.parametrize(
    ("text", "words"),
    [("⟦All ⟦of⟧ it⟧", ""), ("⟦One⟧ and ⟦two⟧", "and"), ("cut off⟧ 45 %", ""), ("12 mg", "12 mg")],
)
def test_an_unmarked_word_is_found(text: str, words: str) -> None:
    assert unmarked(text) == words
