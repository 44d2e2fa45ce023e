"""All content of one language read, checked against itself, and handed out as one ``Library``."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args

from explainer import access, prose
from explainer.caching import locked_cache
from explainer.library import Library
from explainer.loading import counts, translation
from explainer.loading.assets import CONTENT, ORIGINAL, missing_assets
from explainer.loading.checks import CHECKS, Read
from explainer.loading.citations import Citation, citations
from explainer.loading.documents import Documents, read_documents
from explainer.loading.filling import Filler
from explainer.loading.reading import ContentError
from explainer.loading.tables import TABLES, file_of, read_table
from explainer.model import Talk, Topic
from explainer.numbers import HALF_UP, Cells, Numbers, rate_of, whole_people


def read(root: Path = CONTENT, language: str = ORIGINAL) -> Library:
    """All content below ``root`` in one language. Raises ContentError with every mistake that was found."""
    problems: list[str] = []
    documents = read_documents(root, language, problems)
    tables = {name: read_table(root, language, name, problems) for name in TABLES}
    lost = [problem for folder in counts.folders(root, language) for problem in counts.lost(folder)]
    if language != ORIGINAL:
        problems += translation.differences(root, language)
    # All later checks need these.
    if problems or not (documents.site and documents.access and documents.speaker and documents.search):
        raise ContentError([*dict.fromkeys(problems), *lost])
    numbers = Numbers(documents.interface["numbers"], documents.labels)
    countries = access.listed(tables["access"], documents.access, numbers)
    topics = [replace(topic, body=topic.body.replace(access.MARK, countries)) for topic in documents.topics]
    filler = Filler({row.id: Cells(row, numbers) for name in _NUMBERS for row in tables[name]}, problems)
    content = _filled(documents, topics, tables, filler, language)
    cited = tuple(citations(content, language))
    asked = {
        (cell.option, cell.row): frozenset(_rows_in(f"{cell.lead} {cell.words}")) for cell in tables["option_cells"]
    }
    everything = Read(content, language, documents.topics, frozenset(filler.used), cited, asked)
    problems += (problem for check in CHECKS for problem in check(everything))
    problems += lost
    if problems:
        raise ContentError(list(dict.fromkeys(problems)))
    return _numbered(content, cited)


_NUMBERS = ("findings", "side_effects", "nonmedical", "events", "option_numbers")  # whose cells texts ask for


def _rows_in(text: str) -> Iterator[str]:
    """The rows whose cells a text asks for; braces that are not in pairs are named where the text is filled."""
    with suppress(ValueError):
        yield from prose.rows_used(text)


def _filled(
    documents: Documents, topics: list[Topic], tables: Mapping[str, list[Any]], filler: Filler, language: str
) -> Library:
    """The library with the numbers of all its texts filled in, and its sources in the order of their file."""
    folder = f"content/{language}"
    site, evidence = f"{folder}/site.toml", f"{folder}/evidence.toml"
    assert documents.site is not None  # read() has stopped otherwise
    assert documents.search is not None
    assert documents.speaker is not None
    rows = {
        name: tuple(
            filler.records(tables[name], file_of(name, language, table.words[-1]), *table.key)
            if table.prose
            else tables[name]
        )
        for name, table in TABLES.items()
    }
    marks, talks = rows.pop("timeline"), rows.pop("talks")
    return Library(
        language=language,
        site=filler.record(documents.site, f"{site}, [site]"),
        key_numbers=tuple(
            filler.record(row, f"{site}, key_number {at}") for at, row in enumerate(documents.key_numbers, 1)
        ),
        figure_words=MappingProxyType(
            {name: filler.record(words, where) for name, (words, where) in documents.figure_words.items()}
        ),
        topics=tuple(filler.record(topic, f"{folder}/topics/…-{topic.id}.md") for topic in topics),
        sources=MappingProxyType(documents.sources),
        findings=MappingProxyType({row.id: row for row in rows.pop("findings")}),
        lanes=MappingProxyType({row.id: row for row in rows.pop("lanes")}),
        marks=marks,
        passages=MappingProxyType(
            {
                name: filler.record(passage, f"{evidence}, [passage.{name}]")
                for name, passage in documents.passages.items()
            }
        ),
        fact_boxes=tuple(filler.record(box, f"{evidence}, [box.{box.id}]") for box in documents.fact_boxes),
        scenes=MappingProxyType(
            {
                name: filler.record(scene, f"{folder}/topics/…-{scene.topic}.md, {name}")
                for name, scene in documents.scenes.items()
            }
        ),
        talks=MappingProxyType({talk: tuple(row for row in talks if row.talk == talk) for talk in get_args(Talk)}),
        speaker=documents.speaker,
        uses=MappingProxyType({}),
        pages=MappingProxyType({name: filler.texts(texts) for name, texts in documents.pages.items()}),
        interface=MappingProxyType(dict(documents.interface)),
        labels=MappingProxyType(dict(documents.labels)),
        search_words=documents.search,
        treatments=MappingProxyType({row.id: row for row in rows.pop("treatments")}),
        option_rates=MappingProxyType(dict(_rates(tables))),
        **rows,
    )


def _rates(tables: Mapping[str, list[Any]]) -> Iterator[tuple[tuple[str, str], tuple[int, int]]]:
    """The people of 100 in the first line of each cell of the options that names two groups of one row, as it names
    them: what is drawn beneath the words can then be no other number than theirs."""
    numbers = {row.id: row for name in _NUMBERS for row in tables[name]}
    for cell in tables["option_cells"]:
        with suppress(ValueError, KeyError, AttributeError):  # filling the text names what is wrong with it
            asked = [(numbers[row], field) for row, field in prose.cells_used(cell.lead) if field in HALF_UP]
            if len(asked) == 2 and asked[0][0] is asked[1][0]:
                first, second = (whole_people(rate_of(row, field), HALF_UP[field]) for row, field in asked)
                yield (cell.option, cell.row), (first, second)


def _numbered(content: Library, cited: tuple[Citation, ...]) -> Library:
    """``content`` with its sources in the order of their first use, and what each of them supports."""
    uses: dict[str, list[str]] = {}
    for key, _, label in cited:
        if label not in uses.setdefault(key, []):
            uses[key].append(label)
    return replace(
        content,
        sources=MappingProxyType({key: content.sources[key] for key in uses}),
        uses=MappingProxyType({key: tuple(labels) for key, labels in uses.items()}),
    )


_reads: tuple[Path, str] = (CONTENT, ORIGINAL)


@contextmanager
def reading(root: Path, language: str) -> Iterator[None]:
    """Let ``library()`` hand out another language meanwhile, to everybody: for tests and tools, not for one reader."""
    global _reads
    before, _reads = _reads, (root, language)
    library.cache_clear()
    try:
        yield
    finally:
        _reads = before
        library.cache_clear()


def language_folder() -> Path:
    """Where the words stand that ``library()`` hands out, or would, were there no mistake."""
    root, language = _reads
    return root / language


RETRY = 10.0  # seconds after which files that have not changed are looked at once more
_failed: tuple[object, tuple[str, ...]] | None = None  # what the files were like, and the mistakes in them


@locked_cache(maxsize=1)
def library() -> Library:
    """The explainer's own content, read and checked once for the whole server. Raises ContentError, nothing else.

    Mistakes are looked for once, too, and not for every visitor while the others wait, until a file changes.
    """
    global _failed
    state = _state()
    if _failed and _failed[0] == state:
        raise ContentError(_failed[1])
    try:
        return _whole()
    except ContentError as error:
        _failed = state, error.problems
        raise


def _state() -> object:
    """Equal for two moments between which nothing suggests that reading would end otherwise.

    Time alone suggests it, too: a disk that could not be read may have had a bad moment.
    """
    root, _ = _reads
    try:
        files = [(path, path.stat()) for path in sorted(root.rglob("*"))]
    except OSError:  # one came or went meanwhile
        return object()
    stamps = tuple((path, one.st_size, one.st_mtime_ns, one.st_ctime_ns) for path, one in files)
    return _reads, stamps, time.monotonic() // RETRY


def _whole() -> Library:
    try:
        content, problems = read(*_reads), list(missing_assets(CONTENT))
        if problems:
            raise ContentError(problems)
        return content
    except ContentError:
        raise
    except Exception as error:
        # A mistake that no check foresaw still gets the one page that is safe to show.
        raise ContentError(
            [f"content: cannot be read ({type(error).__name__}: {error}); undo the last change"]
        ) from error
