"""While the content has a mistake: the numbers to call are true all the same, and nobody waits for the others."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from explainer.loading import loader
from explainer.loading.assets import CONTENT
from explainer.loading.loader import library, reading
from explainer.loading.reading import ContentError
from pages.shared import repair


def test_the_page_names_the_first_numbers_of_each_country_and_no_other() -> None:
    """They stand apart from the rest, which cannot be read just then."""
    lines = [line for line in library().helplines if line.first]
    _, *countries = re.split(r"(?<=\.) ", repair.words()["danger"])
    told = {
        (country, number)
        for names, _, numbers in (one.partition(": ") for one in countries)
        for country in names.split(" and ")
        for number in re.findall(r"\d[\d ]*\d", numbers)
    }
    assert told == {(line.country, line.number) for line in lines}


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Content with a mistake in it, which is what ``library()`` reads meanwhile."""
    content = tmp_path / "content"
    shutil.copytree(CONTENT, content)
    (content / "data" / "talks.csv").write_text("talk\n")
    monkeypatch.setattr(loader, "_failed", None)
    with reading(content, "en"):
        yield content


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """How often all files are read."""
    times: list[Path] = []
    read = loader.read

    def counted(root: Path, language: str) -> object:
        times.append(root)
        return read(root, language)

    monkeypatch.setattr(loader, "read", counted)
    return times


def test_mistakes_are_looked_for_once_and_not_for_every_visitor(
    broken: Path, reads: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loader, "RETRY", 1e9)
    for _ in range(5):
        with pytest.raises(ContentError, match="talks"):
            library()
    assert len(reads) == 1
    monkeypatch.setattr(loader, "RETRY", 1e-9)  # a disk may have had a bad moment
    with pytest.raises(ContentError, match="talks"):
        library()
    assert len(reads) == 2


def test_what_is_mended_is_there_at_the_next_visit(broken: Path) -> None:
    with pytest.raises(ContentError, match="talks"):
        library()
    shutil.copyfile(CONTENT / "data" / "talks.csv", broken / "data" / "talks.csv")
    assert library().talks
