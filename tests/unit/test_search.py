"""What people type leads to where it is said: every row of queries.csv over the real content."""

import csv
import re
from pathlib import Path
from unicodedata import normalize

import pytest

from explainer import prose
from explainer.loading.loader import library
from explainer.model import Synonym, Topic
from explainer.search import Hit, index, language, search, slug

CONTENT = library()
STEM = language(CONTENT).stem
QUERIES = list(csv.DictReader(Path(__file__).with_name("queries.csv").read_text("utf-8").splitlines()))
SEEN = 5  # results that are looked at before somebody gives up


def leads(hit: Hit, kind: str, place: str) -> bool:
    """True where a result is the place that a row asks for; of any kind where the word is marked in it."""
    if kind == "any":
        return any(place in marked.lower() for marked in re.findall("<mark>(.*?)</mark>", hit.title + hit.excerpt))
    return hit.entry.kind == kind and (place == hit.entry.id or place in slug(hit.entry.title))


def test_there_are_sixty_queries_and_each_of_them_once() -> None:
    assert len({row["query"] for row in QUERIES}) == len(QUERIES) >= 60


@pytest.mark.parametrize("row", QUERIES, ids=lambda row: row["query"])
def test_what_people_type_leads_where_it_is_said(row: dict[str, str]) -> None:
    found = search(CONTENT, row["query"])
    if row["kind"] == "unsaid":
        assert found.missing
        assert found.nearest or not found.hits
        assert not found.crisis
        return
    assert not found.missing
    if row["kind"] in ("crisis", "emergency"):
        assert getattr(found, row["kind"])
    else:
        titles = [f"{hit.entry.kind}: {hit.entry.title}" for hit in found.hits[:SEEN]]
        assert any(leads(hit, row["kind"], row["place"]) for hit in found.hits[:SEEN]), titles
        assert not found.crisis


def _lost(synonym: Synonym) -> bool:
    """True where what somebody types leads nowhere, and is not said to be missing either."""
    found = search(CONTENT, synonym.typed)
    if "unsaid" in synonym.places:  # no page says it: that is told, and what comes nearest
        return not (found.missing and found.hits and found.nearest)
    if synonym.finds == synonym.typed and not found.hits:  # a whole phrase that no page has
        return found.missing != (synonym.typed,)
    return bool(found.missing) or not (found.hits or found.crisis or found.emergency)


@pytest.mark.parametrize("letter", sorted({synonym.typed[0] for synonym in CONTENT.synonyms}))
def test_a_synonym_leads_somewhere(letter: str) -> None:
    begun = [synonym for synonym in CONTENT.synonyms if synonym.typed.startswith(letter)]
    assert [synonym.typed for synonym in begun if _lost(synonym)] == []


@pytest.mark.parametrize(
    ("typed", "never"),
    [("addictive", "add"), ("addictive", "depends"), ("numb", "number"), ("sick", "sickness"), ("care", "car")],
)
def test_a_word_is_not_taken_for_another_that_begins_alike(typed: str, never: str) -> None:
    marked = [
        text.lower()
        for hit in search(CONTENT, typed).hits
        for text in re.findall("<mark>(.*?)</mark>", hit.title + hit.excerpt)
    ]
    assert never not in marked
    assert not any(text.startswith(f"{never}ing") for text in marked)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("addictive", "addiction"),
        ("suicidal", "suicide"),
        ("stopped", "stop"),
        ("faded", "fades"),
        ("dizzy", "dizziness"),
    ],
)
def test_forms_of_one_word_are_one(one: str, other: str) -> None:
    assert STEM(one) == STEM(other)


@pytest.mark.parametrize(
    ("one", "other"), [("adding", "addictive"), ("mental", "mention"), ("car", "care"), ("rat", "rate")]
)
def test_different_words_are_not(one: str, other: str) -> None:
    assert STEM(one) != STEM(other)


@pytest.mark.parametrize("word", ["xylophone", "qqqq", "bagpipes"])
def test_what_is_not_there_is_said_to_be_missing_and_nothing_stands_beneath_it(word: str) -> None:
    found = search(CONTENT, word)
    assert found.missing == (word,)
    assert not found.hits
    both = search(CONTENT, f"{word} bladder")
    assert both.missing == (word,)
    assert leads(both.hits[0], "effect", "bladder")


@pytest.mark.parametrize(
    ("typed", "kind"), [("is a nurse there", "precaution"), ("can i cut my tablets in half", "crisis")]
)
def test_a_word_does_not_lead_where_another_of_its_stem_does(typed: str, kind: str) -> None:
    """A nurse is not nursing a baby, and a tablet that is cut is not self-harm."""
    found = search(CONTENT, typed)
    assert not found.crisis
    assert kind not in [hit.entry.kind for hit in found.hits]


@pytest.mark.parametrize("phrase", ["contact lenses"])
def test_a_phrase_that_no_page_has_is_not_looked_for_word_by_word(phrase: str) -> None:
    found = search(CONTENT, f"does it cause {phrase}")
    assert phrase in found.missing
    assert not found.hits


def _hits(query: str) -> list[str]:
    return [hit.entry.id for hit in search(CONTENT, query).hits[:SEEN]]


@pytest.mark.parametrize("asked", ["i have {}", "is it safe with {}"])
def test_whoever_names_a_reason_against_it_is_led_to_its_rule(asked: str) -> None:
    """However it is asked: "is it safe" leads to a topic, which must not push the rule out of sight."""
    kinds = ("must_not", "tell_first", "medicines")
    names = {CONTENT.topic_of(row) for row in CONTENT.precautions if row.kind in kinds}
    assert len(names) > 40
    found = {name: _hits(asked.format(name.lower())) for name in names}
    assert [name for name, hits in found.items() if slug(name) not in hits] == []
    assert [name for name, hits in found.items() if hits[0] == "side-effects-and-safety"] == []


def test_a_figure_of_speech_brings_no_crisis_lines_and_hides_no_cry() -> None:
    """Every phrase with an alarming word in it that means something else, such as "killer headache"."""
    alone = {STEM(row.typed) for row in CONTENT.synonyms if "crisis" in row.places and " " not in row.typed}
    figures = [
        row.typed
        for row in CONTENT.synonyms
        if "crisis" not in row.places and " " in row.typed and alone & {STEM(word) for word in row.typed.split()}
    ]
    assert {"kill the pain", "dying to know", "dead tired", "scared to death"} <= set(figures)
    assert [typed for typed in figures if search(CONTENT, typed).crisis] == []
    assert [typed for typed in figures if not search(CONTENT, f"{typed} kill myself {typed}").crisis] == []


def test_a_cry_is_heard_in_slang_too() -> None:
    cries = [row.typed for row in CONTENT.synonyms if "crisis" in row.places and "want to" in row.typed]
    assert len(cries) > 10
    assert [typed for typed in cries if not search(CONTENT, typed.replace("want to", "wanna")).crisis] == []


@pytest.mark.parametrize("typed", ["anaesthésia", "dépression", "ketamine"])
def test_what_was_pasted_in_another_form_of_its_letters_is_the_same_query(typed: str) -> None:
    """A Mac's or a PDF's text holds accents as signs of their own; some keyboards write wide letters."""
    wide = "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in typed)
    for form in (normalize("NFD", typed), wide):
        assert search(CONTENT, form).hits == search(CONTENT, normalize("NFC", typed)).hits


def test_every_entry_is_found_by_its_own_title() -> None:
    for entry in index(CONTENT).entries:
        assert entry in [hit.entry for hit in search(CONTENT, entry.title).hits], entry.title


@pytest.mark.parametrize("topic", CONTENT.topics, ids=lambda topic: topic.id)
def test_a_sentence_from_the_middle_of_a_topic_leads_to_it(topic: Topic) -> None:
    sentences = re.split(r"(?<=[.!?]) ", topic.text)
    middle = sentences[len(sentences) // 2]
    for typed in (middle, f"  {middle.upper()}  "):
        assert topic.id in [hit.entry.id for hit in search(CONTENT, typed).hits]


@pytest.mark.parametrize(
    "query", ["", "   ", "xyzzy", "[", "\\", "<script>", "a" * 300, "{who_list.year}", "*", "’’’", "ﬁ İ"]
)
def test_search_takes_anything(query: str) -> None:
    for hit in search(CONTENT, query).hits:
        assert "<script" not in hit.title + hit.excerpt


def test_a_marked_text_says_what_the_text_says() -> None:
    for hit in search(CONTENT, "blood pressure").hits:
        assert "<mark>" in hit.title + hit.excerpt
        said = hit.excerpt.striptags().strip("… ")
        assert said in prose.plain(hit.entry.text) or said in hit.entry.text


@pytest.mark.parametrize("query", ["ketamine for ptsd", "does ketamine help anxiety", "can i listen to music"])
def test_what_no_page_says_is_told_beside_what_comes_nearest(query: str) -> None:
    found = search(CONTENT, query)
    assert found.nearest
    assert found.missing
    assert found.hits


@pytest.mark.parametrize("query", ["help", "Help!", "help please", "hey siri help"])
def test_a_bare_cry_for_help_brings_the_crisis_lines(query: str) -> None:
    assert search(CONTENT, query).crisis


@pytest.mark.parametrize("query", ["does it help", "help with cost", "is it safe for a man of 84", "hype", "forever"])
def test_a_word_that_says_nothing_by_itself_gives_way_and_none_is_mended_into_another(query: str) -> None:
    found = search(CONTENT, query)
    assert not found.crisis
    assert not found.mended


@pytest.mark.parametrize("medicine", ["statins", "ginkgo", "heparin"])
def test_a_medicine_that_no_page_names_is_not_taken_for_another_word(medicine: str) -> None:
    """Then nothing would say that silence is not safety."""
    found = search(CONTENT, medicine)
    assert not found.mended
    assert found.missing
