"""The content read again and again, each with one file broken: what has not changed is not read anew."""

import pickle
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from explainer.loading import counts, loader
from explainer.loading.documents import read_documents
from explainer.loading.reading import place, read_cells
from explainer.loading.tables import read_table

Said = list[str]  # the mistakes that reading adds to


@contextmanager
def each_file_once() -> Iterator[None]:
    """Within it, a table and a document that were read before give what they gave then: by every byte of their files,
    by where these lie below the content, and by the language."""
    read: dict[object, tuple[Any, Said]] = {}

    def once(key: object, anew: Callable[[Said], Any], problems: Said) -> Any:
        if key not in read:
            found: Said = []
            read[key] = anew(found), found
        result, found = read[key]
        problems += found
        return list(result) if isinstance(result, list) else result

    def table(root: Path, language: str, name: str, problems: Said) -> list[Any]:
        halves = [_bytes(folder / f"{name}.csv") for folder in (root / "data", root / language / "data")]
        rows: list[Any] = once((name, language, *halves), lambda said: read_table(root, language, name, said), problems)
        return rows

    def documents(root: Path, language: str, problems: Said) -> Any:
        folder = root / language
        paths = [root / "sources.toml", *sorted(folder.glob("*.toml")), *sorted((folder / "topics").glob("*"))]
        key = ("documents", language, *(_bytes(path) for path in paths))
        return once(key, lambda said: read_documents(root, language, said), problems)

    def cells(path: Path, problems: Said) -> Any:
        return once(("cells", _bytes(path)), lambda said: read_cells(path, said), problems)

    parsed: dict[object, bytes] = {}

    def loads(text: str, **how: Any) -> Any:
        key = (text, *how.items())
        if key not in parsed:
            parsed[key] = pickle.dumps(parse(text, **how))
        return pickle.loads(parsed[key])  # a copy: whoever reads it may take something out

    parse = tomllib.loads
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(tomllib, "loads", loads)
        patched.setattr(loader, "read_table", table)
        patched.setattr(loader, "read_documents", documents)
        patched.setattr(counts, "read_cells", cells)
        yield


def _bytes(path: Path) -> tuple[str, bytes | bool]:
    """A file as reading sees it: how a mistake names it, and all that it holds."""
    return place(path), path.read_bytes() if path.is_file() else path.exists()
