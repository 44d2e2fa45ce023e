"""Prose that carries no number and no reference of its own: both are filled in from the data.

``{han_24h.value}`` stands for a cell of a data row, ``[@han2016]`` for a source. So a number on screen is the
number in its row, and a reference that leads nowhere cannot be written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import Formatter
from typing import Any

from markupsafe import Markup

from explainer.loading.reading import hint

CITATION = re.compile(r"\[(@[\w-]+(?:;\s*@[\w-]+)*)\]")
LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")
REFERENCE = re.compile(r"\s*\[\[[\d, ]*\]\([^()]*\)(?:, \[\d+\]\([^()]*\))*\]|\[\d+(?:, ?\d+)*\]")


class _Filler(Formatter):
    def format_field(self, value: Any, format_spec: str) -> str:
        if value is None:
            raise ValueError("the cell is empty")
        return str(super().format_field(value, format_spec))


def fill(text: str, numbers: Mapping[str, object]) -> str:
    """``text`` with each ``{row.field}`` replaced by that cell. Raises ValueError with what to type instead."""
    for _, name, _, _ in Formatter().parse(text):
        if name is not None and not re.fullmatch(r"\w+\.[a-z]\w*", name):
            raise ValueError(f"'{{{name}}}' is not a cell; type {{row.field}}")
    try:
        return _Filler().vformat(text, (), numbers)
    except KeyError as error:
        name = str(error.args[0])
        raise ValueError(f"'{{{name}...}}' names no row of content/data{hint(name, numbers)}") from None
    except AttributeError as error:
        raise ValueError(f"a number in braces names a field that its row has not ({error})") from None
    except (ValueError, TypeError) as error:
        raise ValueError(f"a number in braces cannot be filled in ({error}); type {{row.field}}") from None


def cells_used(text: str) -> list[tuple[str, str]]:
    """The cells that ``text`` asks for, in order, each as its row and its field."""
    names = (name for _, name, _, _ in Formatter().parse(text) if name)
    return [(row, field) for row, _, field in (name.partition(".") for name in names)]


def rows_used(text: str) -> list[str]:
    """The ids of the rows whose cells ``text`` asks for."""
    return [row for row, _ in cells_used(text)]


def keys_cited(text: str) -> list[str]:
    """The source keys that ``text`` cites, in order, repeats included."""
    return [key.strip().removeprefix("@") for group in CITATION.findall(text) for key in group.split(";")]


def cite(text: str, references: Mapping[str, tuple[int, str]]) -> str:
    """``text`` with each ``[@key]`` as numbers that link to the source.

    ``references`` gives a key its number and its address. Unknown keys are found when the content is checked.
    """

    def numbers(match: re.Match[str]) -> str:
        entries = sorted({references[key] for key in keys_cited(match.group())})
        return "[" + ", ".join(f"[{number}]({address})" for number, address in entries) + "]"

    return CITATION.sub(numbers, text)


def reference(number: int, address: str) -> Markup:
    """A reference in HTML. As those in Markdown do, it opens beside the page: ticks, words and guesses stay there."""
    return Markup('<a target="_blank" rel="noopener" href="{}">[{}]</a>').format(address, number)


def plain(text: str) -> str:
    """Markdown as the words that a reader sees, on one line, without reference numbers."""
    text = LINK.sub(r"\1", REFERENCE.sub("", CITATION.sub("", text)))
    text = re.sub(r"^\s*(?:[-*>]|#+|\d+\.)\s+", "", text, flags=re.MULTILINE)
    text = re.sub(r"[*_`|]+", "", text)
    return re.sub(r"\s+([.,;:])", r"\1", re.sub(r"\s+", " ", text)).strip()
