"""The numbers of the data, filled into texts; and which rows the texts used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any, TypeVar

from explainer import prose
from explainer.model import EDITORIAL
from explainer.texts import Texts

T = TypeVar("T")


def sources_in(row: Any) -> tuple[str, ...]:
    """The source keys that a row carries in its source and help_basis columns."""
    keys: list[str] = []
    for name in ("source", "help_basis"):
        value = getattr(row, name, None) or ()
        keys += [value] if isinstance(value, str) else value
    return tuple(key for key in keys if key != EDITORIAL)


class Filler:
    """Fills texts, and remembers what they asked for and what was wrong."""

    def __init__(self, numbers: Mapping[str, Any], problems: list[str]) -> None:
        self._numbers = numbers
        self._problems = problems
        self.used: set[str] = set()

    def text(self, text: str, where: str) -> str:
        """``text`` with its numbers filled in; a paragraph that uses a row must cite that row's source."""
        for block in text.splitlines():
            try:
                names = prose.rows_used(block)
            except ValueError as error:
                self._problems.append(f"{where}: braces are not in pairs in '{block[:60]}' ({error})")
                continue
            self.used.update(names)
            for row in (self._numbers[name] for name in names if name in self._numbers):
                if not set(sources_in(row)) & set(prose.keys_cited(block)):
                    key = sources_in(row)[0]
                    self._problems.append(
                        f"{where}: '{row.id}' is used without its source; add [@{key}] to '{block[:60]}'"
                    )
        try:
            return prose.fill(text, self._numbers)
        except ValueError as error:
            self._problems.append(f"{where}: {error}")
            return text

    def record(self, record: T, where: str) -> T:
        """``record`` with the numbers of its texts filled in."""

        def value_of(value: Any) -> Any:
            if isinstance(value, str):
                return self.text(value, where)
            return tuple(value_of(part) for part in value) if isinstance(value, tuple) else value

        changed = {field.name: value_of(getattr(record, field.name)) for field in fields(record)}  # type: ignore[arg-type]  # T is a dataclass here
        return type(record)(**changed)

    def records(self, rows: Iterable[T], where: str, *key: str) -> list[T]:
        """``rows`` filled in; a row is named by its fields ``key`` behind ``where``."""
        return [self.record(row, f"{where}, {', '.join(str(getattr(row, name)) for name in key)}") for row in rows]

    def texts(self, texts: Texts) -> Texts:
        """The words of a page with their numbers filled in."""
        return Texts(texts.where, {name: self.text(text, texts.where) for name, text in texts.items()})
