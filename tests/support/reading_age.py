"""How old a reader has to be: the Flesch-Kincaid grade of a text."""

import re

import textstat

from explainer import prose

NAMES = {"ketamine", "esketamine", "spravato", "fluoxetine", "sertraline", "citalopram", "escitalopram", "quetiapine"}
NAMES |= {"midazolam", "naltrexone", "antidepressant", "antidepressants", "anaesthetic", "depression", "glutamate"}


def grade(text: str) -> float:
    """The Flesch-Kincaid grade of plain words."""
    plain = re.sub(r"\b(" + "|".join(sorted(NAMES)) + r")\b", "tablet", prose.plain(text), flags=re.IGNORECASE)
    # A point inside a number ends no sentence.
    return float(textstat.flesch_kincaid_grade(re.sub(r"(?<=\d)[.,](?=\d)", "", plain)))
