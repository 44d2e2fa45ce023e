"""The pages: their topics, the search, the numbers and figures that they ask for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from explainer import access
from explainer.library import DISCLAIMER
from explainer.loading.checks.read import Check, Read
from explainer.loading.labels import looks_wrong
from explainer.loading.reading import hint
from explainer.search import ASIDE, CRISIS, EMERGENCY, UNSAID, entries


def overview_has_a_benefit_and_a_harm(read: Read) -> Iterator[str]:
    where, content = f"{read.folder}/site.toml", read.content
    if (count := len(content.key_numbers)) != 2:
        yield f"{where}: there are {count} [[key_number]] tables; the overview shows two, a benefit and a harm"
    compared = {name: row for name, row in content.rates.items() if row.control is not None}
    for one in content.key_numbers:
        if one.row not in compared:
            yield (
                f"{where}, [[key_number]]: '{one.row}' is no row with a comparison in findings.csv or "
                f"side_effects.csv{hint(one.row, compared)}"
            )


def topics_have_names_of_their_own(read: Read) -> Iterator[str]:
    names = Counter(topic.id for topic in read.content.topics)
    for name, count in names.items():
        if count > 1:
            yield f"{read.folder}/topics: {count} files end in '-{name}.md'; give each topic its own name"
    if DISCLAIMER not in names:
        yield f"{read.folder}/topics: the topic '{DISCLAIMER}' is missing; the safety page shows it as the disclaimer"


def topics_lead_to_pages(read: Read) -> Iterator[str]:
    for topic in read.content.topics:
        if topic.to_page and topic.to_page not in read.content.pages:
            yield (
                f"{read.folder}/topics/…-{topic.id}.md, field 'to_page': '{topic.to_page}' is no page"
                f"{hint(topic.to_page, read.content.pages)}"
            )


def countries_answer_each_question(read: Read) -> Iterator[str]:
    return access.incomplete(read.content.access, read.file("access"))


def list_of_countries_is_shown_once(read: Read) -> Iterator[str]:
    if sum(topic.body.count(access.MARK) for topic in read.typed) != 1:
        yield (
            f"{read.folder}/topics: type {access.MARK} once, in 13-getting-access.md, where the list of countries goes"
        )


def synonyms_lead_somewhere(read: Read) -> Iterator[str]:
    content = read.content
    places = {ASIDE, CRISIS, EMERGENCY, UNSAID, *(f"{entry.kind}:{entry.id}" for entry in entries(content))}
    for synonym in content.synonyms:
        for name in synonym.places - places:
            yield (
                f"{read.file('synonyms')} ({synonym.typed}): '{name}' is no place that a search finds"
                f"{hint(name, places)}"
            )


def figures_have_words(read: Read) -> Iterator[str]:
    for name in ("onset", "one_dose", "day"):
        if name not in read.content.figure_words:
            yield f"{read.folder}/site.toml: the table [figure.{name}] is missing; add it"


def treatments_can_be_told_apart(read: Read) -> Iterator[str]:
    return looks_wrong(read.content.treatments.values())


CHECKS: tuple[Check, ...] = (
    overview_has_a_benefit_and_a_harm,
    topics_have_names_of_their_own,
    topics_lead_to_pages,
    countries_answer_each_question,
    list_of_countries_is_shown_once,
    synonyms_lead_somewhere,
    figures_have_words,
    treatments_can_be_told_apart,
)
