"""Texts: topics, the words of pages, what is asked and explained."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Literal

from explainer import prose
from explainer.model.cells import Confidence, Text, date_parts

_HEADING = re.compile(r"(?m)^### (.+)$")


@dataclass(frozen=True)
class Site:
    """The words that belong to no topic.

    ``publisher``, ``report`` (an e-mail or web address) and ``funding`` are filled in by whoever puts it online.
    """

    title: Text
    lead: Text
    message: Text
    warmth: Text
    steps: tuple[Text, ...]
    stops: Text
    medicines: Text
    disclaimer: Text
    crisis: Text
    own_words: Text
    written: datetime.date
    checked: datetime.date
    review_by: datetime.date
    publisher: Text | None
    report: str | None
    funding: Text | None
    contact: Text
    writers: Text
    conflicts: Text
    searched: Text
    read_on: Text
    licence: Text
    claim: Text
    claim_verdict: Text
    advert: Text
    claim_origin: Text
    safer_wording: Text
    made: Text
    accessible: Text
    is_not: Text
    certainty: Text

    def __post_init__(self) -> None:
        if self.report and not re.fullmatch(r"https?://\S+|[^@\s:/]+@[^@\s/]+\.[^@\s/]+", self.report):
            raise ValueError(
                f"field 'report': '{self.report}' is no address; type an e-mail address or one with https://"
            )

    @property
    def report_link(self) -> str | None:
        """Where a tap on the address for mistakes leads."""
        return f"mailto:{self.report}" if self.report and "@" in self.report and "/" not in self.report else self.report


@dataclass(frozen=True)
class KeyNumber:
    """A number of the overview as two pictures of 100 people: the group treated, and the one beside it.

    ``row`` is a row of findings or side_effects that has a comparison; ``more`` is one tap away.
    """

    row: str
    title: Text
    treated: Text
    beside: Text
    note: Text
    more: Text


@dataclass(frozen=True)
class FigureWords:
    """The words around a figure: the finding as its title, the key, how to read it, what it does not show."""

    title: Text
    key: Text
    how: Text
    limits: Text

    def __post_init__(self) -> None:
        for field in fields(self):
            if "\n\n" in getattr(self, field.name):
                raise ValueError(f"field '{field.name}': type one paragraph, without an empty line")


TopicPicture = Literal["benefit", "harm", "one-dose", "onset", "treatment-day"]


@dataclass(frozen=True)
class FrontMatter:
    """The schema of a topic file's front matter. ``first`` is what an opened topic begins with where it has no picture:
    what is bold in it, a number or a few words, is printed large, with what it is compared with beside it. ``support``
    is for a reader in danger, in our own words: the crisis numbers stand beneath it wherever the topic is shown.
    ``to_page`` and ``to_place`` are where a reader does something with the topic, ``to_label`` the words of that link;
    without them it leads to the questions for the clinic."""

    title: Text
    takeaway: Text
    unknown: tuple[Text, ...]
    do: tuple[Text, ...]
    checked: datetime.date
    first: tuple[Text, ...] = ()
    approval: Text | None = None
    support: tuple[Text, ...] = ()
    picture: TopicPicture | None = None
    to_page: str | None = None
    to_place: str | None = None
    to_label: Text | None = None

    def __post_init__(self) -> None:
        if (self.to_page is None) != (self.to_label is None) or (self.to_place and not self.to_page):
            raise ValueError("field 'to_page': it stands together with 'to_label'; type both, or neither")


@dataclass(frozen=True)
class Topic:
    """One section. Texts are Markdown with numbers filled in; citations are still ``[@key]``."""

    id: str
    title: str
    takeaway: str
    body: str
    unknown: tuple[str, ...]
    do: tuple[str, ...]
    checked: datetime.date
    approval: str | None
    first: tuple[str, ...]
    support: tuple[str, ...]
    picture: TopicPicture | None
    to_page: str | None
    to_place: str | None
    to_label: str | None

    @property
    def parts(self) -> tuple[str, ...]:
        """Every text of the topic, in reading order."""
        beside = (self.approval or "", *self.unknown, *self.do)
        return (self.title, self.takeaway, *self.support, *self.first, self.body, *beside)

    @property
    def passages(self) -> tuple[tuple[str, str], ...]:
        """The body in pieces, each with its heading: a line that begins with ``###``. The first piece has none."""
        lead, *rest = _HEADING.split(self.body)
        return (("", lead.strip()), *((title, text.strip()) for title, text in zip(rest[::2], rest[1::2], strict=True)))

    @cached_property
    def text(self) -> str:
        """All that a reader of this topic sees, as plain words, for search. A heading ends as a sentence does."""
        ended = (re.sub(r"(?m)^(###.*\w)$", r"\1.", part) for part in self.parts if part)
        return " ".join(prose.plain(part) for part in ended)


@dataclass(frozen=True)
class Passage:
    """A part of the evidence page in words: its heading, and prose with its citations."""

    id: str
    title: Text
    text: Text


@dataclass(frozen=True)
class Unknown:
    """Something that nobody knows yet, and why not. ``why`` is prose with its citations, ``about`` what it is about.

    ``crisis`` is yes where it speaks of suicide: the numbers to call stand in the same line.
    """

    id: str
    about: Literal["gain", "harm"]
    crisis: bool
    question: Text
    why: Text


@dataclass(frozen=True)
class Recall:
    """A question about what a reader has just read; ``why`` teaches whichever answer is chosen."""

    id: str
    question: Text
    a: Text
    b: Text
    c: Text
    answer: Literal["a", "b", "c"]
    why: Text


@dataclass(frozen=True)
class Event:
    """A dated decision. ``precision`` says how much of the date is known, and the date shows no more."""

    id: str
    date: str
    precision: Literal["day", "month", "year"]
    event: Text
    jurisdiction: Text
    product: Literal["ketamine", "esketamine"]
    source: tuple[str, ...]
    confidence: Confidence
    note: Text | None

    def __post_init__(self) -> None:
        shape = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}[self.precision]
        try:
            known = datetime.datetime.strptime(self.date, shape).strftime(shape) == self.date
        except ValueError:
            known = False
        if not known:
            example = {"day": "2019-03-05", "month": "2022-12", "year": "1970"}[self.precision]
            raise ValueError(f"field 'date': '{self.date}' is not a {self.precision}; type it as {example}")

    @property
    def year(self) -> str:
        """The year alone, for prose."""
        return self.date[:4]


@dataclass(frozen=True)
class Change:
    """A number that changed here: on which ``date`` (2026-11-26), what it was ``before``, and what stands there now."""

    id: str
    date: str
    what: Text
    before: Text
    now: Text

    def __post_init__(self) -> None:
        date_parts(self.date)


@dataclass(frozen=True)
class Term:
    """A glossary entry. ``words`` lists the words that a text may use for it, with semicolons between: the first in a
    text is explained where it stands."""

    id: str
    term: Text
    meaning: Text
    words: Text | None

    @property
    def anchor(self) -> str:
        """The fragment that leads to it on the sources page."""
        return f"term-{self.id.replace('_', '-')}"

    @property
    def forms(self) -> tuple[str, ...]:
        """Its ``words``, one by one."""
        return tuple(word.strip() for word in (self.words or "").split(";") if word.strip())


@dataclass(frozen=True)
class Synonym:
    """What people type, and what it stands for in a search, with semicolons between: words of the pages, a place such
    as ``topic:how-long-it-lasts``, ``crisis`` for the crisis lines, ``emergency`` for the emergency numbers, ``unsaid``
    where no page says it and the places beside it come nearest, or ``aside`` where whatever else is asked matters more.
    A word that says nothing by itself, such as ``help``, counts where no other word does. A phrase that stands for
    itself is looked for as a whole, so the search can say that no page has it."""

    typed: Text
    finds: Text

    @property
    def places(self) -> frozenset[str]:
        """The places that it stands for."""
        return frozenset(one for one in self._parts if ":" in one or one in ("crisis", "emergency", "unsaid", "aside"))

    @property
    def words(self) -> tuple[str, ...]:
        """The words that it stands for."""
        return tuple(one for one in self._parts if one not in self.places)

    @property
    def _parts(self) -> tuple[str, ...]:
        return tuple(one.strip() for one in self.finds.split(";"))

    def __post_init__(self) -> None:
        if self.typed != self.typed.lower():
            raise ValueError(f"field 'typed': '{self.typed}' has capitals; type it in small letters")


@dataclass(frozen=True)
class SearchWords:
    """How the words of a language are compared: words that say nothing, and endings by the letters left before them.

    ``own`` pairs what is said of somebody else with what a person says of themselves: "his=my her=my".
    """

    common: Text
    own: Text
    plural_after_2: Text | None = None
    after_3: Text | None = None
    after_4: Text | None = None
    after_6: Text | None = None


@dataclass(frozen=True)
class ClaimPart:
    """One part of the popular article's sentence, held against the sources."""

    id: str
    part: Text
    verdict: Literal["accurate", "accurate but understated", "loose", "wrong"]
    why: Text


@dataclass(frozen=True)
class AccessWords:
    """The words of the list of countries: one label a question, how each answer begins, and what not found means."""

    licence: Text
    payment: Text
    price: Text
    yes: Text
    partly: Text
    depends: Text
    unlikely: Text
    no: Text
    not_found: Text
    undated: Text
    second_hand: Text
