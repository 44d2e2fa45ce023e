"""Can I get it, and what will it cost me? The list of countries, as Markdown that a topic holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args

from explainer.model import NOT_FOUND, Access, AccessQuestion, AccessWords
from explainer.numbers import Numbers

MARK = "{access}"  # stands in the topic where the list goes


def incomplete(rows: Iterable[Access], where: str) -> Iterator[str]:
    """A country that lacks a row for a question, or has two: each as a sentence that says what to type."""
    answered: dict[str, list[str]] = {}
    for row in rows:
        answered.setdefault(row.country, []).append(row.question)
    for country, questions in answered.items():
        for question in get_args(AccessQuestion):
            if questions.count(question) != 1:
                yield (
                    f"{where}: '{country}' has {questions.count(question)} rows for '{question}'; "
                    f"give it one, with '{NOT_FOUND}' as its answer where nothing was found"
                )


def listed(rows: Iterable[Access], words: AccessWords, numbers: Numbers) -> str:
    """Each country with its three answers beneath; narrow enough for a phone, and found by the search like any text."""
    countries: dict[str, list[Access]] = {}
    for row in rows:
        countries.setdefault(row.country, []).append(row)
    return "\n\n".join(
        f"#### {country}\n\n" + "\n".join(f"- {_answer(row, words, numbers)}" for row in answers)
        for country, answers in countries.items()
    )


def _answer(row: Access, words: AccessWords, numbers: Numbers) -> str:
    label = getattr(words, row.question)
    if row.answer == NOT_FOUND:
        return f"*{label}* {words.not_found}"
    begins = "" if row.answer == "found" else f"{getattr(words, row.answer)} "
    answer = (row.words or "").removesuffix(".")
    date = words.undated if row.date == "undated" else numbers.date(row.date or "")
    cited = "; ".join(f"@{key}" for key in row.source or ())
    hearsay = f" {words.second_hand}" if row.confidence == "secondary" else ""
    return f"*{label}* {begins}{answer} ({date}) [{cited}].{hearsay}"
