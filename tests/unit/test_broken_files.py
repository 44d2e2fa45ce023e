"""Every file of the content, broken in every way that editors, spreadsheets and networks break files."""

import csv
import io
import re
import shutil
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Literal

import pytest

from explainer.__main__ import check, main
from explainer.loading.assets import CONTENT
from explainer.loading.loader import read
from explainer.loading.reading import ContentError, read_cells
from explainer.loading.tables import TABLES as RECORDS

TABLES = sorted(str(path.relative_to(CONTENT)) for path in CONTENT.rglob("*.csv"))
TEXTS = sorted(str(path.relative_to(CONTENT)) for kind in ("toml", "md") for path in CONTENT.rglob(f"*.{kind}"))
FOREIGN = [name for name in TABLES if not (CONTENT / name).read_bytes().isascii()]


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One copy for all: each test puts back what it has broken."""
    copy = tmp_path_factory.mktemp("broken") / "content"
    shutil.copytree(CONTENT, copy)
    return copy


@pytest.fixture
def mistakes(content: Path) -> Iterator[Callable[[str, bytes], tuple[str, ...]]]:
    """Put other bytes into one file, and return what reading the content then says."""
    whole: dict[Path, bytes] = {}

    def said(name: str, data: bytes) -> tuple[str, ...]:
        path = content / name
        whole.setdefault(path, path.read_bytes())
        path.write_bytes(data)
        try:
            read(content)
        except ContentError as error:
            return error.problems
        return ()

    yield said
    for path, data in whole.items():
        path.write_bytes(data)


# Where a file is put that nothing reads, and what is to be done with it.
STRAYS = {
    **{
        f"{half}/{name}.csv": f"bring its text to content/{other}/{name}.csv, or"
        for half, other in (("data", "en/data"), ("en/data", "data"))
        for name in sorted(RECORDS)
        if not (CONTENT / half / f"{name}.csv").exists()
    },
    "findings.csv": "bring its text to content/data/findings.csv or content/en/data/findings.csv, or",
    "en/glance.csv": "bring its text to content/data/glance.csv, or",
    "site.toml": "bring its text to content/en/site.toml, or",
    "data/findings (1).csv": "rename it, or delete it; did you mean 'findings.csv'?",
    "en/data/trials.csv~": "rename it, or delete it; did you mean 'trials.csv'?",
    "en/topics/15-driving.txt": "rename it, or delete it",
    "en/drafts/16-sleep.md": "rename it, or delete it",
}


@pytest.mark.parametrize("name", STRAYS)
def test_file_that_nothing_reads_is_named_with_what_to_do(
    name: str, content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = content / name
    new = not path.parent.exists()
    path.parent.mkdir(exist_ok=True)
    path.write_text("a line without a heading\n", encoding="utf-8")
    try:
        assert check(content) == 1
    finally:
        path.unlink()
        if new:
            path.parent.rmdir()
    assert f"content/{name}: nothing reads this file; {STRAYS[name]}" in capsys.readouterr().out


def test_file_that_a_program_hides_is_no_mistake(content: Path) -> None:
    path = content / "data" / ".DS_Store"
    path.write_bytes(b"\0")
    assert check(content) == 0
    path.unlink()


def text_of(name: str) -> str:
    return (CONTENT / name).read_text(encoding="utf-8")


def separated(name: str, by: str, quoting: Literal[0, 1, 2, 3] = csv.QUOTE_MINIMAL) -> bytes:
    """A table as a spreadsheet of another country saves it."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=by, lineterminator="\n", quoting=quoting).writerows(
        csv.reader(io.StringIO(text_of(name), newline=""))
    )
    return out.getvalue().encode()


def widened(name: str, heading: Callable[[str], str]) -> bytes:
    """A table with one column more at its end, whose cells are those of the first."""
    rows = list(csv.reader(io.StringIO(text_of(name), newline="")))
    out = io.StringIO(newline="")
    first, *body = rows
    csv.writer(out, lineterminator="\n").writerows([[*first, heading(first[0])], *([*row, row[0]] for row in body)])
    return out.getvalue().encode()


# How a whole file is broken, and the words that only this kind of mistake is told with.
BROKEN: dict[str, tuple[Callable[[str], bytes], str]] = {
    "cut off": (lambda name: text_of(name).encode()[: int(0.7 * len(text_of(name)))].rstrip(b"\n"), "may be cut off"),
    "its last newline gone": (lambda name: text_of(name)[:-1].encode(), "may be cut off"),
    "emptied": (lambda name: b"", "the file is empty"),
    "only its heading left": (lambda name: text_of(name).partition("\n")[0].encode() + b"\n", "the file has no rows"),
    "semicolons": (lambda name: separated(name, ";"), "semicolons stand between the cells"),
    "tabs": (lambda name: separated(name, "\t"), "tabs stand between the cells"),
    "semicolons, each cell between quotes": (
        lambda name: separated(name, ";", csv.QUOTE_ALL),
        "semicolons stand between the cells",
    ),
    "its heading once more": (
        lambda name: text_of(name).encode() + text_of(name).partition("\n")[0].encode() + b"\n",
        "the heading stands here again; delete the row",
    ),
    "a merge that is not finished": (
        lambda name: text_of(name).replace("\n", "\n<<<<<<< HEAD\n", 1).encode(),
        "line 2 is the mark of a merge that is not finished",
    ),
    "a heading twice": (lambda name: widened(name, lambda first: first), "stands there twice, in A and "),
    "a column without a name": (lambda name: widened(name, lambda first: ""), "has no name"),
    "UTF-16": (lambda name: text_of(name).encode("utf-16"), "saved as UTF-16"),
    "UTF-16 without a mark": (lambda name: text_of(name).encode("utf-16-le"), "saved as UTF-16"),
    "line ends of old": (lambda name: text_of(name).replace("\n", "\r").encode(), "the lines end as on a Mac"),
    "an open quotation mark": (lambda name: text_of(name)[:-1].encode() + b',"open\n', "opens and never closes"),
}


# Every file is broken in some ways, and in every way some files: the same code reads them all.
BREAKS = [
    (kind, name)
    for way, kind in enumerate(BROKEN)
    for at, name in enumerate(TABLES)
    if (at + way) % 5 == 0
    if "," in text_of(name).partition("\n")[0]
    or not kind.startswith(("semicolons", "tabs"))  # one column has nothing between
]


@pytest.mark.parametrize(("kind", "name"), BREAKS)
def test_a_broken_table_gets_its_own_sentence_and_no_other(
    kind: str, name: str, mistakes: Callable[[str, bytes], tuple[str, ...]]
) -> None:
    broken, expected = BROKEN[kind]
    said = [one for one in mistakes(name, broken(name)) if " and had " not in one]
    assert len(said) == 1, said
    assert said[0].startswith(f"content/{name}"), said
    assert expected in said[0]


@pytest.mark.parametrize("name", FOREIGN)
@pytest.mark.parametrize(
    ("kind", "expected"), [("saved as", "in another encoding"), ("read as", "bring the last good file back")]
)
def test_another_encoding_is_told_with_its_line(
    kind: str, expected: str, name: str, mistakes: Callable[[str, bytes], tuple[str, ...]]
) -> None:
    text = text_of(name)
    line = 1 + next(at for at, one in enumerate(text.splitlines()) if "’" in one or not one.isascii())
    if kind == "saved as":
        safe = "".join(letter if letter.isascii() else "é" for letter in text)
        broken = safe.encode("cp1252")
    else:
        safe = "".join(letter if letter.isascii() else "’" for letter in text)
        broken = safe.encode().decode("cp1252").encode()
    (said,) = mistakes(name, broken)
    assert said.startswith(f"content/{name}: ")
    assert f"line {line} holds" in said
    assert expected in said


@pytest.mark.parametrize("name", TABLES)
def test_a_row_has_the_number_that_a_spreadsheet_shows(
    name: str, mistakes: Callable[[str, bytes], tuple[str, ...]]
) -> None:
    """Blank lines, and lines of nothing but commas, are rows of a spreadsheet, too."""
    heading, *rows = text_of(name).splitlines()
    rows[-1] += ",one too many"
    commas = "," * heading.count(",")
    (said,) = mistakes(name, "\n".join([heading, "", commas, *rows, ""]).encode())
    assert said.startswith(f"content/{name}, row {len(rows) + 3} ("), said
    assert "put text with a comma between quotes" in said


@pytest.mark.parametrize("name", TABLES)
def test_a_lost_row_is_noticed(name: str, mistakes: Callable[[str, bytes], tuple[str, ...]]) -> None:
    rows = text_of(name).splitlines()
    if len(rows) == 2:
        pytest.fail(f"{name} has one row: nothing to lose but all of it")
    said = mistakes(name, "\n".join([*rows[:-1], ""]).encode())
    expected = f"content/{name}: has {len(rows) - 2} rows and had {len(rows) - 1}; bring back what was lost"
    assert any(one.startswith(expected) for one in said), said


@pytest.mark.parametrize("name", [name for name in TEXTS if name.endswith(".toml") and "rows" not in name])
def test_a_lost_text_is_noticed(name: str, mistakes: Callable[[str, bytes], tuple[str, ...]]) -> None:
    """Also one that only a page asks for, when it is drawn."""
    lines = text_of(name).splitlines()
    last = next(at for at, line in reversed(list(enumerate(lines))) if re.fullmatch(r'\w+ = "[^"]*"', line))
    said = mistakes(name, "\n".join([*lines[:last], *lines[last + 1 :], ""]).encode())
    assert any(
        re.match(rf"content/{name}: has \d+ values and had \d+; bring back what was lost", one) for one in said
    ), said


@pytest.mark.parametrize("name", [name for name in TEXTS if name.endswith(".md")])
def test_a_lost_paragraph_is_noticed(name: str, mistakes: Callable[[str, bytes], tuple[str, ...]]) -> None:
    """Also one at the end, where what is left is a whole topic."""
    whole, _, _ = text_of(name).rstrip().rpartition("\n\n")
    said = mistakes(name, f"{whole}\n".encode())
    assert any(re.match(rf"content/{name}: has \d+ values and paragraphs and had", one) for one in said), said


HARMLESS = ["line ends of Windows", "a mark at the start", "blank lines"]


@pytest.mark.parametrize(("kind", "name"), list(zip(cycle(HARMLESS), TABLES, strict=False)))
def test_what_spreadsheets_do_without_harm_is_read_as_it_was(
    kind: str, name: str, mistakes: Callable[[str, bytes], tuple[str, ...]], content: Path
) -> None:
    text = text_of(name)
    harmless = {
        "line ends of Windows": text.replace("\n", "\r\n").encode(),
        "a mark at the start": text.encode("utf-8-sig"),
        "blank lines": text.replace("\n", "\n\n").encode(),
    }
    before = read_cells(content / name, [])
    assert mistakes(name, harmless[kind]) == ()
    after = read_cells(content / name, [])
    assert before is not None
    assert after is not None
    assert [cells for _, cells in before] == [cells for _, cells in after]


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_that_was_cut_off_gets_one_sentence(
    name: str, mistakes: Callable[[str, bytes], tuple[str, ...]]
) -> None:
    whole = (CONTENT / name).read_bytes()
    said = mistakes(name, whole[: int(0.7 * len(whole))].rstrip(b"\n"))
    assert len(said) == 1, said
    assert said[0].startswith(f"content/{name}: the last line has no end"), said


def test_the_command_says_nothing_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    """Where it names counted rows: after an intended change run ``python -m explainer check --count``."""
    assert main(["check"]) == 0, capsys.readouterr().out
    assert capsys.readouterr().out.startswith("No mistake in ")


def test_the_command_prints_every_mistake_and_fails(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    flags, trials = content / "en" / "data" / "red_flags.csv", content / "data" / "trials.csv"
    before = flags.read_bytes(), trials.read_bytes()
    flags.write_bytes(before[0][:-1])
    trials.write_bytes(before[1].replace(b",", b";"))
    try:
        assert check(content) == 1
    finally:
        flags.write_bytes(before[0])
        trials.write_bytes(before[1])
    said = capsys.readouterr().out
    assert "red_flags.csv: the last line has no end" in said
    assert "trials.csv, row 1: semicolons" in said
    assert "The content has 2 mistake(s)." in said


def test_counting_anew_accepts_a_change_that_is_meant(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    terms, written = (content / "en" / "data" / name for name in ("glossary.csv", "rows.toml"))
    before = terms.read_bytes(), written.read_bytes()
    rows = before[0].count(b"\n") - 1
    terms.write_bytes(before[0] + b'zzz,Zzz,"A word.",\n')
    try:
        assert check(content) == 1
        assert f"glossary.csv: has {rows + 1} rows and had {rows}; run:" in capsys.readouterr().out
        assert check(content, count=True) == 0
        assert f"glossary.csv: {rows} before, {rows + 1} now" in capsys.readouterr().out
        terms.write_bytes(before[0])
        assert check(content) == 1
        assert f"glossary.csv: has {rows} rows and had {rows + 1}; bring back what was lost" in capsys.readouterr().out
    finally:
        terms.write_bytes(before[0])
        written.write_bytes(before[1])


def test_the_copy_is_written_where_it_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["copy", str(tmp_path / "copy.html")]) == 0
    assert (tmp_path / "copy.html").read_text(encoding="utf-8").rstrip().endswith("</html>")
