"""The evidence page without a browser: the guess comes before any answer, and closed it is short."""

import re
from collections.abc import Iterator

import pytest
from markdown_it import MarkdownIt
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Expander, Node

from explainer import prose
from explainer.loading.loader import library
from explainer.outputs.static_copy import page
from tests.support.app import run, texts

CONTENT = library()
SAY = CONTENT.interface["evidence"]
MOST_WORDS = 1600
LONGEST_PARAGRAPH = 120  # words, where somebody in danger may read
# Of HTML: what has to be opened first, and what nobody reads.
HIDDEN = re.compile(r"<details(?! open).*?<summary>(.*?)</summary>.*?</details>|<(style|script)\b.*?</\2>", re.DOTALL)

REFERENCE = re.compile(r'\[?<a [^>]*href="sources#[^>]*>[\d\[\]]+</a>[,\s]*\]?')


def seen(node: Node) -> Iterator[str]:
    """What a reader sees of a part of the app before anything is opened, piece by piece."""
    if isinstance(node, Block):
        if isinstance(node, Expander) and not node.proto.expanded:
            yield node.label
            return
        for child in node.children.values():
            yield from seen(child)
    elif node.type == "html":
        yield re.sub(r"<[^>]+>", " ", HIDDEN.sub(lambda found: found[1] or "", node.proto.body))
    elif node.type in ("markdown", "title", "header", "subheader"):
        yield re.sub(
            r"<[^>]+>", " ", REFERENCE.sub("", MarkdownIt("commonmark", {"html": True}).render(str(node.value)))
        )
    elif hasattr(node, "label"):
        yield str(node.label)


def own(app: AppTest) -> list[str]:
    """What belongs to the page itself: from its title to its last part, without the frame around every page."""
    shown = [prose.plain(piece) for piece in seen(app.main)]
    first = next(at for at, piece in enumerate(shown) if piece == CONTENT.passages["lead"].title)
    last = next(at for at, piece in enumerate(shown) if piece == CONTENT.passages["recall"].title)
    return shown[first : last + 1]


def words(text: str) -> int:
    return len(text.split())


@pytest.fixture(scope="module")
def app() -> AppTest:
    return run("evidence")


def test_closed_page_has_few_words(app: AppTest) -> None:
    assert 800 < words(" ".join(own(app))) <= MOST_WORDS


def test_no_number_stands_above_the_guess_and_no_answer_before_it(app: AppTest) -> None:
    shown = own(app)
    above = " ".join(shown[: shown.index(SAY["show_answers"])]).replace("100", "")
    assert not re.search(r"\d", above), above
    for told in ("salt water than", "far smaller", "no clear difference", CONTENT.passages["answer"].text[:30]):
        assert told not in above
    assert CONTENT.passages["answer"].title not in texts(app)


def test_guesses_are_drawn_into_the_crowds_and_the_difference_is_said() -> None:
    app = run("evidence")
    for slider, guess in zip(app.slider, (30, 20, 10), strict=True):
        slider.set_value(guess)
    next(button for button in app.button if button.label == SAY["show_answers"]).click()
    app.run()
    shown = texts(app)
    for guess in (30, 20, 10):
        assert f"A frame marks your guess, {guess}." in shown
    for name in CONTENT.crowd_rows:
        assert f"{CONTENT.findings[name].gap} more of 100" in shown


@pytest.mark.parametrize("button", ["show_answers", "skip_guess"])
def test_guesses_come_back_once_every_question_at_the_end_is_answered(button: str) -> None:
    app = run("evidence")
    for slider, guess in zip(app.slider, (30, 20, 10), strict=True):
        slider.set_value(guess)
    next(one for one in app.button if one.label == SAY[button]).click()
    app.run()
    marked = "A frame marks your guess, 30."
    guessed = int(button == "show_answers")
    for at, one in enumerate(CONTENT.recall):
        assert texts(app).count(marked) == guessed, at
        next(radio for radio in app.radio if radio.key == f"recall-{one.id}").set_value(one.answer)
        app.run()
    assert texts(app).count(marked) == 2 * guessed
    assert (SAY["your_guesses"].strip("*") in texts(app).replace("*", "")) == bool(guessed)


def test_in_the_copy_the_answers_wait_behind_a_line_to_open() -> None:
    copy = page(CONTENT)
    closed = HIDDEN.sub(lambda found: found[1] or "", copy)
    assert SAY["show_answers"] in closed
    for name in CONTENT.crowd_rows:
        label = CONTENT.interface["crowds"][f"after_{name}"]
        assert f"{label}:" not in closed
        assert f"{label}:" in copy


def test_what_is_for_a_reader_in_danger_is_short_and_has_hope_and_help_beside_it(app: AppTest) -> None:
    thoughts = CONTENT.passages["thoughts"].text
    for block in (*thoughts.split("\n\n"), *CONTENT.passages["deaths"].text.split("\n\n")):
        assert words(prose.plain(block)) <= LONGEST_PARAGRAPH
    assert re.search(r"can pass", thoughts)
    shown = " ".join(seen(app.main))
    at = shown.index(prose.plain(thoughts)[:40])
    assert CONTENT.site.crisis in shown[at - 600 : at]
