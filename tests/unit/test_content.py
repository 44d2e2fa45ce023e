"""What the explainer says, over the real content: a new topic, row or source is tested by existing."""

import csv
import re
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from explainer import prose
from explainer.loading.assets import CONTENT as FOLDER
from explainer.loading.loader import library
from explainer.model import Topic
from tests.support.reading_age import grade

CONTENT = library()
TOPICS = pytest.mark.parametrize("topic", CONTENT.topics, ids=lambda topic: topic.id)

# The sections of the popular article that this explainer began with.
ARTICLE = [
    "what ketamine is",
    "rise of ketamine for depression",
    "mechanism of action",
    "infusion therapy",
    "efficacy",
    "benefits",
    "side effects and safety",
    "limitations and future directions",
    "expanding access",
    "conclusion",
    "disclaimer",
]


# Long names count as two syllables: a reader learns them once, and no shorter word exists.
def sections(topic: Topic) -> str:
    """A topic as sentences: list items and labels end like sentences do."""
    parts = [topic.takeaway, topic.approval or "", *topic.first, topic.body, *topic.unknown, *topic.do]
    return " ".join(re.sub(r"([^.!?:])(\n|$)", r"\1.\2", part) for part in parts if part)


@pytest.mark.parametrize("section", ARTICLE)
def test_every_section_of_the_article_is_found_by_its_name(section: str) -> None:
    assert any(section in topic.title.lower() for topic in CONTENT.topics)


@TOPICS
def test_topic_says_what_is_not_known_and_what_to_do(topic: Topic) -> None:
    assert topic.unknown
    assert topic.do
    assert prose.plain(topic.takeaway).endswith(".")
    assert len(prose.plain(topic.takeaway).split()) <= 30


@TOPICS
def test_topic_begins_with_a_picture_or_with_a_few_words_in_large_type(topic: Topic) -> None:
    assert topic.first or topic.picture
    assert len(topic.first) in (0, 2)  # a number, and what it is compared with
    for line in topic.first:
        assert re.match(r"\*\*[^*]{3,24}\*\* \S", line)


@TOPICS
def test_no_wall_of_words_stands_without_a_heading(topic: Topic) -> None:
    for _, text in topic.passages:
        for part in re.split(r"(?m)^####.*$", text):
            pieces = part.split("\n- ") if topic.id == "getting-access" else [part]  # a country's answers are a list
            assert all(len(prose.plain(piece).split()) <= 120 for piece in pieces), part[:80]


@TOPICS
def test_topic_reads_at_grade_eight_or_below(topic: Topic) -> None:
    assert grade(sections(topic)) <= 8


def test_topics_read_at_grade_seven_or_below_at_the_median() -> None:
    assert median(grade(sections(topic)) for topic in CONTENT.topics) <= 7


@pytest.mark.parametrize("name", ["evidence", "trials", "fact boxes", "unknowns", "recall", "talk", "notes"])
def test_evidence_page_and_talk_read_at_grade_eight_or_below(name: str) -> None:
    assert grade(ALL_TEXTS[name]) <= 8


def test_checklist_reads_at_grade_eight_or_below() -> None:
    text = " ".join(f"{item.feels_like} {item.course} {item.help}" for item in CONTENT.checklist)
    assert grade(text) <= 8


ALL_TEXTS = {
    **{topic.id: " ".join(topic.parts) for topic in CONTENT.topics},
    "site": " ".join(str(getattr(CONTENT.site, name)) for name in CONTENT.site.__dataclass_fields__ if name != "claim"),
    "key numbers": " ".join(f"{k.title} {k.note} {k.more}" for k in CONTENT.key_numbers),
    "figures": " ".join(f"{f.title} {f.how} {f.limits}" for f in CONTENT.figure_words.values()),
    "moments": " ".join(moment.words for moment in CONTENT.moments),
    "claim": " ".join(part.why for part in CONTENT.claim_parts),
    "checklist": " ".join(f"{i.feels_like} {i.course} {i.help}" for i in CONTENT.checklist),
    "precautions": " ".join(row.text for row in CONTENT.precautions),
    "questions": " ".join(row.question for row in CONTENT.questions),
    "options": " ".join(f"{cell.lead}. {cell.words}" for cell in CONTENT.option_cells),
    "relatives": " ".join(row.words for row in CONTENT.relatives),
    "red flags": " ".join(row.text for row in CONTENT.red_flags),
    "non-medical": " ".join(row.finding for row in CONTENT.nonmedical),
    "dates": " ".join(row.event for row in CONTENT.events),
    "glossary": " ".join(row.meaning for row in CONTENT.glossary),
    "evidence": " ".join(f"{passage.title}. {passage.text}" for passage in CONTENT.passages.values()),
    "trials": " ".join(f"{trial.plain} {trial.blinding}" for trial in CONTENT.trials),
    "fact boxes": " ".join(f"{box.summary} {box.serious}" for box in CONTENT.fact_boxes),
    "unknowns": " ".join(f"{row.question} {row.why}" for row in CONTENT.unknowns),
    "talk": " ".join(f"{scene.headline}. {' '.join(scene.lines)}" for scene in CONTENT.scenes.values()),
    "notes": " ".join(note for scene in CONTENT.scenes.values() for note in (*scene.spoken, *scene.cues)),
    "recall": " ".join(f"{row.question} {row.a}. {row.b}. {row.c}. {row.why}" for row in CONTENT.recall),
}
TEXTS = pytest.mark.parametrize("name", ALL_TEXTS)

# Words that promise, frighten or mislead, and numbers whose source was never seen.
NEVER = {
    "hype": r"\bmiracle|\bcures?\b|game.?changer|non-?addictive|breakthrough|100 ?% safe|no side effects",
    "an old idea": r"chemical imbalance",
    "one in n": r"\b(?:1|one) in (?:\d|two|three|four|five|six|ten)\b",
    "approval blurred": r"(?<!es)ketamine (?:is|was|has been) (?:FDA.)?(?:approved|licensed) for depression",
    "Murrough's points": r"\b7\.95\b",
    "Zarate's secondary rates": r"\b71 (?:of|per)|\b110 minutes",
    "aan het Rot": r"\b19 days\b",
    "STAR*D mean weeks": r"\b(?:5\.7|6\.7) weeks\b",
    "Abbar's denominators": r"\b(?:46|25) of (?:83|73)\b",
    "relative risk alone": r"\d+ ?% (?:more|less|higher|lower) (?:likely|risk)",
    "NICE stance outdated": r"NICE recommends",
    "unspaced claim of zero risk": r"\b(?:completely|totally|perfectly) safe\b",
}


@TEXTS
@pytest.mark.parametrize("rule", NEVER)
def test_nothing_that_must_not_be_printed_is(name: str, rule: str) -> None:
    found = re.search(NEVER[rule], prose.plain(ALL_TEXTS[name]), re.IGNORECASE)
    assert not found, found


@TEXTS
def test_certainty_of_very_low_evidence_is_not_dressed_up(name: str) -> None:
    """A sentence that cites only very-low-certainty rows may not say that ketamine 'works' or 'reduces' flatly."""
    for sentence in re.split(r"(?<=[.!?])\s+", ALL_TEXTS[name]):
        keys = set(prose.keys_cited(sentence))
        if keys == {"cochrane2021"}:
            assert not re.search(r"\b(?:works|reduces|proves|shows that)\b", sentence), sentence


NUMBER = re.compile(r"(?<![\w.-])\d[\d,]*(?:\.\d+)?")
# Numbers that are not results: names of trials, classes and days, counts that the sentence itself explains.
PLAIN_COUNTS = re.compile(
    r"(?:19|20)\d\d|KARMA-Dep 2|Class \w|[Oo]f (?:every )?100\b|100 people\b|per 100\b|Attribution 4\.0|day(?:s)? \d+"
    r"|week(?:s)? \d+|level \d|within 24 hours|In 2000|weeks 4 to 8|younger than 65|aged 65"
)


PROSE = [*sorted((FOLDER / "en" / "topics").glob("*.md")), FOLDER / "en" / "site.toml", FOLDER / "en" / "evidence.toml"]
PROSE += [FOLDER / "en" / "data" / f"{name}.csv" for name in ("moments", "lanes", "claim_parts", "unknowns", "recall")]


@pytest.mark.parametrize("path", PROSE, ids=lambda path: path.stem)
def test_every_number_in_prose_comes_from_a_row(path: Path) -> None:
    """The file itself holds no figure outside braces, but for dates, names and 'of 100'."""
    text = path.read_text(encoding="utf-8")
    if path.name == "moments.csv":  # its first columns are the stops of the scrubber, not prose
        text = " ".join(row["words"] for row in csv.DictReader(text.splitlines()))
    text = re.sub(r"\{[^{}]*\}|\[@[^\]]*\]|^(?:checked|review_by|claim|minutes) = .*", " ", text, flags=re.MULTILINE)
    left = NUMBER.findall(PLAIN_COUNTS.sub(" ", text))
    assert not left, left


WORDS = [path for path in (FOLDER / "en").rglob("*") if path.suffix in (".md", ".toml", ".csv")]


@pytest.mark.parametrize("path", WORDS, ids=lambda path: path.stem)
def test_sentences_count_whole_people(path: Path) -> None:
    """A share of people of 100 is whole in a sentence; the decimals that a paper prints stand in the tables."""
    rows: dict[str, Any] = {**CONTENT.rates, **{row.id: row for row in CONTENT.nonmedical}}
    for name, field in re.findall(r"\{(\w+)\.(value|control|shown|control_shown)\}", path.read_text("utf-8")):
        row = rows.get(name)
        if name == "posternak_half":  # a share of the improvement, not of people
            continue
        if row and row.unit and row.unit.startswith("per 100"):
            number = getattr(row, field.replace("_shown", "").replace("shown", "value"))
            assert number == int(number), f"{name}.{field}: for people, write .whole (harm) or .helped (benefit)"


def test_sources_say_where_they_are_and_are_named_apart() -> None:
    shorts = [source.short for source in CONTENT.sources.values()]
    assert len(set(shorts)) == len(shorts)
    mirrors = "moreblossom|scribd|omicsdi|120ty|rxreasoner|lexichronic|erowid|bohrium|booksci|vukou|joomag"
    mirrors += r"|usmedicine\.com/2021online"  # its prints of adverts; its own articles are press
    for source in CONTENT.sources.values():
        assert not re.search(mirrors, source.address), source.key


def test_controls_keep_their_names() -> None:
    """The hospital trial of drips compared them with ECT; that is never called placebo."""
    rows = [row for row in CONTENT.side_effects if row.source == "ekstrand2022"]
    assert rows
    for row in rows:
        assert row.comparator_kind == "active"
        assert "ECT" in row.comparator


def test_help_advice_that_nobody_reviewed_is_known_as_such() -> None:
    assert {item.help_reviewed for item in CONTENT.checklist} == {True, False}
    assert all(item.help for item in CONTENT.checklist if item.group == "urgent")


def test_every_country_has_a_number_to_tap_or_a_page() -> None:
    countries = {line.country for line in CONTENT.helplines if line.kind == "crisis"}
    tapped = {line.country for line in CONTENT.helplines if line.kind == "crisis" and line.tel}
    assert countries - tapped <= {"Any country"}


def test_content_does_not_import_streamlit() -> None:
    code = (
        "import sys; from explainer.loading.loader import library; import explainer.draw.figures; "
        "library(); sys.exit('streamlit' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
