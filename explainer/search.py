"""Search over everything that a reader may look for, by the words that people type.

A query is read in steps: words that are spelt almost right are mended, a word or phrase of ``synonyms.csv`` becomes the
words or places that it stands for, and words are compared by their stems. What is found is one list, the best first.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property, lru_cache
from typing import Literal
from unicodedata import normalize

from markupsafe import Markup

from explainer import prose
from explainer.caching import locked_cache
from explainer.library import Library
from explainer.model import SearchWords, Synonym

Kind = Literal["crisis", "topic", "precaution", "effect", "term", "question", "red_flag", "outside", "option", "part"]
# Parts of pages that hold no row and no topic, by the name of their words and of their place.
PARTS: Mapping[str, tuple[str, ...]] = {
    "choose": ("questions", "sheet"),
    "sources": ("made", "claim", "dates", "copy", "accessibility"),
}
CRISIS = "crisis"
EMERGENCY = "emergency"  # somebody may be in danger of another kind: no breath, violence, a child who swallowed it
UNSAID = "unsaid"  # no page says it; the places beside it come nearest
ASIDE = "aside"  # said by the way, as "is it safe" or "dying to know": what is asked beside it comes first
_SENTENCE_END = re.compile(r"[.?!]”? +(?=[A-Z0-9“])")
MOST = 12  # results that are listed
PLACED, TITLED, LEADING = 4, 3, 2  # how much more than a mention: a place, a match in a title, in a short answer
BY_THE_WAY = 0.2  # how much of its worth an aside keeps beside something that is found


@locked_cache(maxsize=4)
def language(content: Library) -> Language:
    """The language that the content is searched in."""
    return Language(content.search_words)


class Language:
    """How words are compared: those that say nothing, and the endings that a word and its other forms differ in."""

    def __init__(self, words: SearchWords) -> None:
        self.common = frozenset(words.common.split())
        after = {2: words.plural_after_2, 3: words.after_3, 4: words.after_4, 6: words.after_6}
        endings = {ending: least for least, text in after.items() for ending in (text or "").split()}
        self._own = dict(pair.split("=") for pair in words.own.split())
        self._plural = endings.pop("s", 0)
        # An ending, and how many letters have to be left in front of it; the longest first.
        self._endings = dict(sorted(endings.items(), key=lambda one: -len(one[0])))
        self.stem = lru_cache(maxsize=20_000)(self._stem)

    def own(self, typed: list[str]) -> tuple[list[str], set[str]]:
        """What is said of somebody else as they would say it, "end his life" as "end my life"; and the words put in."""
        return [self._own.get(word, word) for word in typed], {self._own[word] for word in typed if word in self._own}

    def _stem(self, word: str) -> str:
        """What a word shares with its other forms, such as "suicid" of suicide and suicidal; never with other words."""
        if self._plural and word.endswith("ies") and len(word) > 4:
            word = word[:-3] + "y"
        elif self._plural and word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
            word = word[:-1]
        for ending, least in self._endings.items():
            if word.endswith(ending) and len(word) - len(ending) >= least and not word.endswith("eed"):
                word = word[: -len(ending)]
                if len(word) > 3 and word[-1] == word[-2] and word[-1] in "bdgmnprt":  # stopped, stop
                    word = word[:-1]
                elif re.fullmatch("[^aeiou][aeiou][^aeiouwxy]", word):  # faded, fade
                    word += "e"
                break
        if word.endswith("e") and len(word) > 4:
            word = word[:-1]
        if word.endswith("y"):
            word = word[:-1] + "i"
        return word[:-1] if word.endswith("i") and len(word) > 5 else word

    def words(self, text: str) -> list[Word]:
        """The words of a text, in order."""
        plain = "".join(c.lower() if len(c.lower()) == 1 else c for c in text).translate(str.maketrans("’‘", "''"))
        return [Word(self.stem(found[0]), *found.span()) for found in re.finditer(r"[^\W_]+", plain)]

    def stems(self, text: str) -> Stems:
        """The stems of a text's words."""
        return tuple(word.stem for word in self.words(text))


@dataclass(frozen=True)
class Word:
    """A word of a text by its stem, and where it stands."""

    stem: str
    start: int
    end: int


Stems = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Entry:
    """Something that can be found: its title, its words as a reader sees them, and where it stands.

    ``shown`` names the place for the browser: an id, a part's key, or "say-" and the words that it begins with.
    ``lead`` is how many letters of the text are its short answer.
    """

    kind: Kind
    id: str
    title: str
    text: str
    page: str
    shown: str
    language: Language
    lead: int = 0

    @property
    def href(self) -> str:
        """A link that leads there in a new tab too."""
        return f"topics?open={self.id}#{self.id}" if self.kind == "topic" else f"{self.page}#{self.shown}"

    @cached_property
    def places(self) -> tuple[tuple[list[Word], dict[str, list[int]]], ...]:
        """The words of title and text, and at which of them each stem stands."""
        both = []
        for text in (self.title, self.text):
            found: dict[str, list[int]] = {}
            every = self.language.words(text)
            for at, word in enumerate(every):
                found.setdefault(word.stem, []).append(at)
            both.append((every, found))
        return tuple(both)

    @cached_property
    def names(self) -> tuple[Stems, ...]:
        """The whole title as it may be typed, with and without what stands in brackets."""
        return tuple(self.language.stems(title) for title in (self.title, self.title.partition(" (")[0]))

    def spans(self, wanted: Stems, part: int) -> Iterator[tuple[int, int]]:
        """Where the words ``wanted`` stand one after the other in the title (0) or in the text (1)."""
        every, found = self.places[part]
        for at in found.get(wanted[0], ()) if wanted else ():
            if tuple(word.stem for word in every[at : at + len(wanted)]) == wanted:
                yield every[at].start, every[at + len(wanted) - 1].end


@dataclass(frozen=True)
class Unit:
    """One thing that a query asks for: the words that say it, any of which will do, and the places it stands for."""

    typed: str
    any_of: tuple[Stems, ...]
    ids: frozenset[str] = frozenset()

    def weight(self, entry: Entry) -> float:
        """How much an entry is about it; 0 where it does not say it at all."""
        if f"{entry.kind}:{entry.id}" in self.ids:
            return PLACED
        if any(any(entry.spans(wanted, 0)) for wanted in self.any_of):
            return TITLED
        at = [start for wanted in self.any_of for start, _ in entry.spans(wanted, 1)]
        if at and min(at) < entry.lead:
            return LEADING
        return 1 + min(len(at) - 1, 4) / 8 if at else 0


@dataclass(frozen=True)
class Hit:
    """An entry that was found, with the words marked in HTML."""

    entry: Entry
    title: Markup
    excerpt: Markup


@dataclass(frozen=True)
class Found:
    """The answer to a query: what was found, what was not, and the spelling that was taken for another."""

    hits: tuple[Hit, ...] = ()
    missing: tuple[str, ...] = ()
    mended: dict[str, str] = field(default_factory=dict)
    crisis: bool = False
    emergency: bool = False
    more: int = 0
    nearest: bool = False  # no page says it; what was found comes nearest


@dataclass(frozen=True, eq=False)
class Index:
    """All that can be found, and the words that are known."""

    entries: tuple[Entry, ...]
    synonyms: dict[Stems, Synonym]
    exact: dict[tuple[str, ...], Synonym]  # by their letters: "the pill" is not "the pills"
    language: Language
    spellings: dict[str, str]  # each word that is known, by its letters: its stem

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all words that are known."""
        return frozenset(self.spellings.values())


def slug(text: str) -> str:
    """A text as it stands behind the # of a link; the browser makes the same of what it looks through."""
    return re.sub(r"[\W_]+", "-", text.lower()).strip("-")


def entries(content: Library) -> Iterator[Entry]:
    """Everything that can be found, as a reader sees it."""
    speech = language(content)
    for topic in content.topics:
        text = " ".join(prose.plain(part) for part in topic.parts[1:] if part)
        lead = len(prose.plain(topic.takeaway))
        yield Entry("topic", topic.id, topic.title, text, "topics", f"topic-{topic.id}", speech, lead)
    by_topic: dict[str, list[str]] = {}
    for row in content.precautions:
        by_topic.setdefault(content.topic_of(row), []).append(row.text)
    known_as = {medicine.name: f"{medicine.known_as}." for medicine in content.medicines if medicine.known_as}
    for name, texts in by_topic.items():
        texts = [known_as.get(name, ""), *texts]
        yield Entry("precaution", slug(name), name, prose.plain(" ".join(texts)), "safety", f"say-{slug(name)}", speech)
    for item in content.checklist:
        name = item.name if item.term.lower() == item.name.lower() else f"{item.name} ({item.term})"
        text = " ".join(filter(None, [item.feels_like, item.course, item.help]))
        lead = len(prose.plain(item.feels_like))
        yield Entry("effect", item.id, name, prose.plain(text), "safety", f"item-{item.id}", speech, lead)
    for option in content.options:
        cells = (f"{cell.lead}. {cell.words}" for cell in content.option_cells if cell.option == option.id)
        yield Entry("option", option.id, option.name, prose.plain(" ".join(cells)), "choose", "options", speech)
    lines, title = " ".join(row.words for row in content.relatives), content.pages["choose"]["relatives"]
    yield Entry("option", "relatives", title, prose.plain(lines), "choose", "relatives", speech)
    for page, parts in PARTS.items():
        say = content.pages[page]
        for part in parts:
            yield Entry("part", part, say[part], say.get(f"{part}_lead", ""), page, part, speech)
    for question in content.questions:
        said = question.question
        yield Entry("question", question.id, said, "", "choose", f"say-{slug(said)}", speech)
    for flag in content.red_flags:
        yield Entry(
            "red_flag",
            flag.id,
            content.interface["search"]["red_flags"],
            flag.text,
            "safety",
            f"say-{slug(flag.text)}",
            speech,
        )
    for outside in content.nonmedical:
        yield Entry("outside", outside.id, outside.name, outside.finding, "safety", f"say-{slug(outside.name)}", speech)
    for term in content.glossary:
        yield Entry("term", term.id, term.term, term.meaning, "sources", term.anchor, speech)


@locked_cache(maxsize=8)
def index(content: Library) -> Index:
    """What a search looks through, put together once."""
    every = tuple(entries(content))
    speech = language(content)
    stem, stems = speech.stem, speech.stems
    known = {found: stem(found) for found in speech.common}
    for entry in every:
        for text in (entry.title, entry.text):
            known |= {found: stem(found) for found in re.findall(r"[^\W\d_]+", text.lower())}
    synonyms, exact = {}, {}
    for row in content.synonyms:
        synonyms[stems(row.typed)] = exact[tuple(re.findall(r"[^\W_]+", row.typed))] = row
        for said in (row.typed, *row.words):
            known |= {found: stem(found) for found in re.findall(r"[^\W_]+", said.lower())}
    return Index(every, synonyms, exact, speech, known)


def search(content: Library, query: str) -> Found:
    """What ``query`` leads to. Case, spacing, quotation marks and reference numbers do not matter."""
    everything = index(content)
    stem = everything.language.stem
    composed = normalize("NFKC", query)  # what was pasted may hold each accent as a sign of its own, or wide letters
    typed = re.findall(r"[^\W_]+", prose.plain(composed).lower().replace("’", "'"))[:60]
    mended: dict[str, str] = {}
    for at, one in enumerate(typed):
        better = _spelling(one, everything)
        if better != one:
            typed[at] = mended[one] = better
    units = _units(typed, everything)
    if not units:
        return Found()
    own, put_in = everything.language.own(typed)
    theirs = [unit for unit in _units(own, everything) if put_in & set(unit.typed.split())]
    crisis, emergency = (any(kind in unit.ids for unit in (*units, *theirs)) for kind in (CRISIS, EMERGENCY))
    weights = [[unit.weight(entry) for unit in units] for entry in everything.entries]
    counts = [sum(1 for row in weights if row[at]) for at in range(len(units))]
    missing = tuple(
        unit.typed
        for unit, count in zip(units, counts, strict=True)
        if not (crisis or emergency)  # nobody in need reads that something was not found
        and (UNSAID in unit.ids or not count)
    )
    rare = [math.log(1 + len(weights) / count) if count else 0 for count in counts]
    if any(count and ASIDE not in unit.ids for unit, count in zip(units, counts, strict=True)):
        rare = [worth * (BY_THE_WAY if ASIDE in unit.ids else 1) for unit, worth in zip(units, rare, strict=True)]
    asked, scored = tuple(map(stem, typed)), []
    held_by = [sum(worth for worth, weight in zip(rare, row, strict=True) if weight) for row in weights]
    least = min(0.6 * sum(rare), max(held_by))  # most of what was asked for, or as much of it as anything holds
    for entry, row, held in zip(everything.entries, weights, held_by, strict=True):
        named = asked in entry.names or (len(asked) > 2 and any(entry.spans(asked, 1)))
        meant = max(row) >= TITLED  # it is about one of the things, even where another page mentions them all
        if named or meant or (held and held >= least):
            score = sum(worth * weight for worth, weight in zip(rare, row, strict=True)) + 100 * named
            whole = sum(1 for weight in row if weight) == sum(1 for count in counts if count)
            scored.append((score * (1.25 if whole else 1), entry))
    scored.sort(key=lambda one: -one[0])  # the order of the pages where two are alike
    hits = tuple(_hit(entry, units) for _, entry in scored[:MOST])
    nearest = bool(hits) and any(UNSAID in unit.ids for unit in units)
    return Found(hits, missing, mended, crisis, emergency, max(0, len(scored) - MOST), nearest)


def _spelling(typed: str, everything: Index) -> str:
    """The known word that is meant, or what was typed where none comes near."""
    if (
        len(typed) < 4
        or typed.isdigit()
        or typed in everything.spellings
        or everything.language.stem(typed) in everything.stems
    ):
        return typed
    begun = [
        known
        for known in everything.spellings
        if known.startswith(typed) and len(known) - len(typed) <= len(typed) // 2
    ]
    if begun:
        return min(begun, key=len)
    if len(typed) < 5:  # one letter more or less makes another word of it
        return typed
    alike = [
        known
        for known in everything.spellings
        if known[0] == typed[0]
        and known not in everything.language.common
        and len(known) > 3
        and abs(len(known) - len(typed)) <= len(typed) // 6  # "forever" is not "fever"
    ]
    return next(iter(get_close_matches(typed, alike, 1, 0.82 if len(typed) > 6 else 0.86)), typed)


def _units(typed: list[str], everything: Index) -> list[Unit]:
    """What a query asks for: the longest phrases of synonyms.csv first, then each word that says something."""
    speech = everything.language
    parts = [speech.stem(one) for one in typed]
    longest = max(map(len, everything.synonyms), default=0)
    units, at = [], 0
    while at < len(parts):
        for length in range(min(longest, len(parts) - at), 0, -1):
            end = at + length
            row = everything.exact.get(tuple(typed[at:end]))
            says = length > 1 or not (typed[at] in speech.common or typed[at].isdigit())
            if row and not says and not (typed[at].isdigit() and CRISIS in row.places):  # 999, but not an age
                row = None
            if not row and says:  # "quite" is not "quit"
                row = everything.synonyms.get(tuple(parts[at:end]))
            if row:
                units.append(Unit(" ".join(typed[at:end]), tuple(map(speech.stems, row.words)), row.places))
                break
        else:
            length = 1
            if typed[at] not in speech.common and not typed[at].isdigit():
                units.append(Unit(typed[at], ((parts[at],),)))
        at += length
    if not units:  # a word such as "help" or "husband" says something only where no other word does
        rows = [(one, everything.exact[one,]) for one in typed if (one,) in everything.exact]
        units = [Unit(one, tuple(map(speech.stems, row.words)), row.places) for one, row in rows]
    if not units and parts:  # such as "take it"
        units.append(Unit(" ".join(typed), (tuple(parts),)))
    return list({(unit.any_of, unit.ids): unit for unit in units}.values())


def _hit(entry: Entry, units: list[Unit]) -> Hit:
    """An entry with the words of the query marked, in its title and in the sentences that hold most of them.

    What is said of a medicine or an illness is read from its beginning: half of it may sound like leave.
    """
    titled = [span for unit in units for wanted in unit.any_of for span in entry.spans(wanted, 0)]
    found = [(*span, at) for at, unit in enumerate(units) for wanted in unit.any_of for span in entry.spans(wanted, 1)]
    found.sort()
    ends = [0, *(end.end() for end in _SENTENCE_END.finditer(entry.text)), len(entry.text)]
    start, room = 0, 340 if entry.kind == "precaution" else 170
    if found and entry.kind != "precaution":
        best = max(found, key=lambda one: (len({o[2] for o in found if one[0] <= o[0] < one[0] + room - 60}), -one[0]))
        start = max(end for end in ends if end <= best[0])
    end = next((end for end in ends if end >= start + room), len(entry.text))
    marks = [(a - start, b - start) for a, b, _ in found if a >= start and b <= end]
    shown = _marked(entry.text[start:end].rstrip(), marks)
    excerpt = Markup("{}{}{}").format("… " if start else "", shown, " …" if end < len(entry.text) else "")
    return Hit(entry, _marked(entry.title, titled), excerpt)


def _marked(text: str, spans: list[tuple[int, int]]) -> Markup:
    """A text as HTML with some of its parts marked."""
    html = Markup("")
    joined: list[tuple[int, int]] = []
    at = 0
    for start, end in sorted(spans):  # words beside each other are one mark
        if joined and start <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    for start, end in joined:
        if start >= at:
            html += text[at:start]
            html += Markup("<mark>{}</mark>").format(text[start:end])
            at = end
    return html + text[at:]
