"""The words of pages and controls: one table of a language's file, asked for by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import Formatter
from types import MappingProxyType
from typing import Any

from explainer.loading.reading import ContentError, hint


class Texts(Mapping[str, str]):
    """Texts by name. A name that is not there is a mistake of the content, and says where to type it."""

    def __init__(self, where: str, texts: Mapping[str, str]) -> None:
        self.where = where
        self._texts = MappingProxyType(dict(texts))

    def __getitem__(self, name: str) -> str:
        try:
            return self._texts[name]
        except KeyError:
            raise ContentError(
                [f"{self.where}: the text '{name}' is missing; add it{hint(name, self._texts)}"]
            ) from None

    def __call__(self, name: str, /, **values: object) -> str:
        """The text with its ``{value}`` places filled in; ``count=1`` takes ``name_one`` where there is one."""
        if values.get("count") == 1 and f"{name}_one" in self._texts:
            name = f"{name}_one"
        try:
            return Formatter().vformat(self[name], (), values)
        except (KeyError, IndexError, ValueError) as error:
            raise ContentError(
                [f"{self.where}, '{name}': {error} cannot be filled in; known are {', '.join(values) or 'none'}"]
            ) from None

    def __contains__(self, name: object) -> bool:
        return name in self._texts

    def get(self, name: str, default: Any = None) -> Any:
        """The text, or ``default`` where there is none."""
        return self._texts.get(name, default)

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other
