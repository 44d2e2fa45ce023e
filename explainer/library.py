"""Everything the explainer says, as frozen records: the one object that pages, slides and paper all read.

``library()`` is the way in. A mistake in any file stops it with a ``ContentError`` that names the file, the
place, and what to type instead. Nothing here knows how a page is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from explainer import prose
from explainer.caching import LockedCache
from explainer.model import (
    EDITORIAL,
    Access,
    Appearance,
    Arm,
    BladderReport,
    Change,
    ChecklistItem,
    ClaimPart,
    CourseMark,
    DayMark,
    DoseDate,
    Event,
    FactBlock,
    FactBox,
    FactRow,
    FigureWords,
    Finding,
    Glance,
    Helpline,
    KeyNumber,
    Mark,
    Matter,
    Medicine,
    Moment,
    NonMedical,
    OneDose,
    Option,
    OptionCell,
    OptionNumber,
    Passage,
    Precaution,
    Question,
    Recall,
    RedFlag,
    Relative,
    Scene,
    SearchWords,
    Series,
    SideEffect,
    Site,
    Source,
    Speaker,
    Synonym,
    Talk,
    TalkRow,
    Telling,
    Term,
    Topic,
    TreatmentLane,
    Trial,
    Unknown,
)
from explainer.numbers import Numbers
from explainer.texts import Texts

DISCLAIMER = "about-this-information"


@dataclass(frozen=True, eq=False)
class Library:
    """All content, checked; equal to itself alone. Mappings keep the files' order, ``sources`` that of first use.

    ``option_rates`` are the whole people of 100 whom the first line of a cell of the options holds beside each other.
    """

    language: str
    site: Site
    key_numbers: tuple[KeyNumber, ...]
    figure_words: Mapping[str, FigureWords]
    topics: tuple[Topic, ...]
    sources: Mapping[str, Source]
    findings: Mapping[str, Finding]
    lanes: Mapping[str, TreatmentLane]
    series: tuple[Series, ...]
    marks: tuple[Mark, ...]
    one_dose: tuple[OneDose, ...]
    moments: tuple[Moment, ...]
    trials: tuple[Trial, ...]
    glance: tuple[Glance, ...]
    passages: Mapping[str, Passage]
    fact_boxes: tuple[FactBox, ...]
    fact_blocks: tuple[FactBlock, ...]
    fact_rows: tuple[FactRow, ...]
    unknowns: tuple[Unknown, ...]
    recall: tuple[Recall, ...]
    scenes: Mapping[str, Scene]
    talks: Mapping[Talk, tuple[TalkRow, ...]]
    speaker: Speaker
    checklist: tuple[ChecklistItem, ...]
    side_effects: tuple[SideEffect, ...]
    day: tuple[DayMark, ...]
    course: tuple[CourseMark, ...]
    dose_dates: tuple[DoseDate, ...]
    nonmedical: tuple[NonMedical, ...]
    bladder: tuple[BladderReport, ...]
    precautions: tuple[Precaution, ...]
    tellings: tuple[Telling, ...]
    medicines: tuple[Medicine, ...]
    questions: tuple[Question, ...]
    red_flags: tuple[RedFlag, ...]
    options: tuple[Option, ...]
    option_cells: tuple[OptionCell, ...]
    option_numbers: tuple[OptionNumber, ...]
    option_rates: Mapping[tuple[str, str], tuple[int, int]]
    matters: tuple[Matter, ...]
    relatives: tuple[Relative, ...]
    helplines: tuple[Helpline, ...]
    access: tuple[Access, ...]
    events: tuple[Event, ...]
    glossary: tuple[Term, ...]
    changes: tuple[Change, ...]
    synonyms: tuple[Synonym, ...]
    claim_parts: tuple[ClaimPart, ...]
    uses: Mapping[str, tuple[str, ...]]
    pages: Mapping[str, Texts]
    interface: Mapping[str, Texts]
    labels: Mapping[str, Texts]
    search_words: SearchWords
    treatments: Mapping[Arm, Appearance]

    @cached_property
    def _references(self) -> dict[str, tuple[int, str]]:
        return {
            key: (number, f"sources#{source.anchor}") for number, (key, source) in enumerate(self.sources.items(), 1)
        }

    @cached_property
    def numbers(self) -> Numbers:
        """Numbers in this language's words."""
        return Numbers(self.interface["numbers"], self.labels)

    @property
    def dated(self) -> str:
        """When the facts were checked and when they will be again, as a sentence."""
        return self.interface["site"](
            "dated",
            checked=self.numbers.date(f"{self.site.checked:%Y-%m-%d}"),
            again=self.numbers.date(f"{self.site.review_by:%Y-%m}"),
        )

    @cached_property
    def disclaimer(self) -> Topic:
        """The topic that says what this information is not."""
        return next(topic for topic in self.topics if topic.id == DISCLAIMER)

    def number(self, key: str) -> int:
        """The number that stands for a source everywhere: its place in the order of first use."""
        return self._references[key][0]

    def reference(self, key: str) -> tuple[int, str]:
        """A source's number and the link that leads to it."""
        return self._references[key]

    def cited(self, text: str) -> str:
        """``text`` with its ``[@key]`` citations as numbers that link to the sources page."""
        return self._cite(text)

    @cached_property
    def _cite(self) -> LockedCache[[str], str]:  # every paragraph of every page is drawn anew with each run of it
        return LockedCache(lambda text: prose.cite(text, self._references), maxsize=2048)

    def citation(self, keys: Iterable[str]) -> str:
        """The linked numbers of ``keys``; the marker for editorial advice has none."""
        known = [f"@{key}" for key in dict.fromkeys(keys) if key != EDITORIAL]
        return self.cited(f"[{'; '.join(known)}]") if known else ""

    def topic_of(self, row: Precaution) -> str:
        """What a rule is about, as a person would tell a clinic: its medicine by name, or its own topic."""
        names = {one.id: one.name for one in self.medicines}
        return names.get(row.medicine, "") if row.medicine else row.topic or ""

    def written_for_anaesthesia(self, row: Precaution) -> bool:
        """True where a rule was written for ketamine as an anaesthetic, and not for depression."""
        return any(self.sources[key].written_for == "anaesthesia" for key in row.source if key != EDITORIAL)

    @cached_property
    def rates(self) -> dict[str, Finding | SideEffect]:
        """Every row of benefits and of side effects by its id."""
        return {**self.findings, **{row.id: row for row in self.side_effects}}

    @cached_property
    def crowd_rows(self) -> tuple[str, ...]:
        """The findings whose crowds the talk and the evidence page let people guess: the loader sees to it."""
        return next(scene.rows for scene in self.scenes.values() if scene.figure == "crowds")

    def first_lines(self, kind: str) -> dict[str, Helpline]:
        """The line of one kind that stands in the strip, by country, in the file's order."""
        return {line.country: line for line in self.helplines if line.kind == kind and line.first}

    def short(self, keys: Iterable[str]) -> str:
        """The names of the sources alone, each once."""
        return "; ".join(dict.fromkeys(self.sources[key].short for key in keys))

    def named(self, keys: Iterable[str]) -> str:
        """The names of the sources, each with its linked number, each once."""
        return "; ".join(f"{self.sources[key].short} {self.citation([key])}" for key in dict.fromkeys(keys))

    def keys_of(self, texts: Iterable[str]) -> tuple[str, ...]:
        """The sources that ``texts`` cite, each once, by their numbers."""
        return tuple(sorted({key for text in texts for key in prose.keys_cited(text)}, key=self.number))
