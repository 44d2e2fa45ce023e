"""A translation that lost a number, a source or a text on its way is refused, and its mistake has a place."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from explainer.__main__ import check
from explainer.loading.assets import CONTENT
from explainer.loading.loader import read
from explainer.loading.reading import ContentError
from tests.support import pseudo_language
from tests.support.pseudo_language import LANGUAGE


@pytest.fixture(scope="module")
def translated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The content with a whole translation beside it."""
    root = pseudo_language.build(tmp_path_factory.mktemp("translated"))
    with pseudo_language.room_for_marks():
        yield root


def copied(translated: Path, folder: Path) -> Path:
    """A copy of what is read, without what is drawn."""
    return shutil.copytree(translated, folder / "content", ignore=shutil.ignore_patterns("assets"))


@pytest.fixture
def mistakes(translated: Path, tmp_path: Path) -> Callable[[str, str, str], tuple[str, ...]]:
    """Change one file of the translation, and return what reading it then says."""

    def said(file: str, old: str, new: str) -> tuple[str, ...]:
        root = copied(translated, tmp_path)
        path = root / LANGUAGE / file
        text = path.read_text(encoding="utf-8")
        assert re.search(old, text), f"{file} holds no {old}"
        path.write_text(re.sub(old, new, text, count=1), encoding="utf-8")
        try:
            read(root, LANGUAGE)
        except ContentError as error:
            return error.problems
        return ()

    return said


def test_a_whole_translation_is_read_in_its_own_words(translated: Path) -> None:
    original, translation = read(translated), read(translated, LANGUAGE)
    assert translation.site.title == f"⟦{original.site.title}⟧"
    assert [row.name for row in translation.checklist] == [f"⟦{row.name}⟧" for row in original.checklist]
    assert [row.value for row in translation.rates.values()] == [row.value for row in original.rates.values()]
    assert [len(uses) for uses in translation.uses.values()] == [len(uses) for uses in original.uses.values()]
    assert list(translation.sources) == list(original.sources)


CASES = {
    "number lost in a document": (
        "site.toml",
        r"\{zarate_onset\.n\}",
        "18",
        "site.toml, site, safer_wording: lacks {zarate_onset.n}",
    ),
    "source lost in a document": (
        "site.toml",
        r" \[@cochrane2021\]",
        "",
        "site.toml, site, message: lacks [@cochrane2021]",
    ),
    "source added to a document": (
        "site.toml",
        r"\[@cochrane2021\]",
        "[@cochrane2021; @who2015]",
        "site.toml, site, message: has [@who2015], which the original has not",
    ),
    "place of a control's text renamed": (
        "interface.toml",
        r"\{count\}",
        "{number}",
        "lacks {count}, which the original has",
    ),
    "text not translated": ("interface.toml", r'"call_now" = .*\n', "", "help: 'call_now' is missing; translate it"),
    "step left out": ("site.toml", r'"steps" = \["⟦[^⟧]*⟧", ', '"steps" = [', "steps: has 3 parts, and the original 4"),
    "number lost in a topic": (
        "topics/02-what-ketamine-is.md",
        r"\{who_list\.year\}",
        "1985",
        "what-ketamine-is.md, paragraph 4: lacks {who_list.year}",
    ),
    "source lost in front matter": (
        "topics/03-ketamine-and-esketamine.md",
        r"(?s)(.*?) ?\[@\w+\](.*?\+\+\+)",
        r"\1\2",
        "lacks [@",
    ),
    "paragraph left out": (
        "topics/02-what-ketamine-is.md",
        r"\n\n⟦[^⟧]*⟧\n*$",
        "\n",
        "paragraphs, and the original",
    ),
    "number lost in a table": (
        "data/claim_parts.csv",
        r"\{zarate_onset\.n\}",
        "18",
        "claim_parts.csv, row 3 (effect), field 'why': lacks {zarate_onset.n}",
    ),
    "source lost in a table": (
        "data/unknowns.csv",
        r" \[@kudoh2002\]",
        "",
        "unknowns.csv, row 2 (hope), field 'why': lacks [@kudoh2002]",
    ),
    "row not translated": ("data/glossary.csv", r"blinding,.*\n", "", "the row of 'blinding' is missing; translate it"),
    "row of its own": ("data/glossary.csv", r"\nblinding,", "\nb,B,B\nblinding,", "(b): the original has no such row"),
    "row of data without its words": ("data/bladder.csv", r"ng_2021,.*\n", "", "the row of 'ng_2021' is missing"),
    "cell not translated": (
        "data/timeline.csv",
        r"(aspire_4h),⟦4 hours⟧",
        r"\1,",
        "(aspire_4h), field 'words': is empty; translate it",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_a_translation_lost_is_named(case: str, mistakes: Callable[[str, str, str], tuple[str, ...]]) -> None:
    file, old, new, expected = CASES[case]
    said = mistakes(file, old, new)
    assert any(f"content/{LANGUAGE}/" in one and expected in one for one in said), said


FILES = sorted(str(path.relative_to(CONTENT / "en")) for path in (CONTENT / "en").rglob("*.*"))


@pytest.mark.parametrize("first", range(7))
def test_each_missing_file_is_named_once(first: int, translated: Path, tmp_path: Path) -> None:
    root, missing = copied(translated, tmp_path), FILES[first::7]
    for file in missing:
        (root / LANGUAGE / file).unlink()
    with pytest.raises(ContentError) as caught:
        read(root, LANGUAGE)
    for file in missing:
        named = [said for said in caught.value.problems if f"content/{LANGUAGE}/{file}: the file is missing" in said]
        assert len(named) == 1, caught.value.problems
    assert len(caught.value.problems) <= 2 * len(missing), caught.value.problems  # the talk misses scenes, too


def test_the_command_reads_every_language(translated: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "content"
    shutil.copytree(translated, root)
    assert check(root) == 0, capsys.readouterr().out
    flags = root / LANGUAGE / "data" / "red_flags.csv"
    flags.write_bytes(flags.read_bytes()[:-1])
    assert check(root) == 1
    assert f"content/{LANGUAGE}/data/red_flags.csv: the last line has no end" in capsys.readouterr().out
