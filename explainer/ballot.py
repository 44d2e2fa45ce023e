"""What phones are asked: a guess for each crowd that the talk then shows, beside which the measured number stands."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from explainer.caching import locked_cache
from explainer.library import Library
from explainer.model import Finding


@dataclass(frozen=True)
class Question:
    """A crowd of 100 to be guessed: of its people ``value`` respond, and the truth may lie from ``low`` to ``high``."""

    id: str
    text: str
    value: Decimal
    low: Decimal
    high: Decimal


@locked_cache(maxsize=4)
def questions(content: Library) -> tuple[Question, ...]:
    """The treated group of the crowds, named by its treatment, and beside it each row's comparison, named by the row.

    For the treated group each row has an interval of its own. Which of them a guess is held against would be arbitrary,
    so it is both together: from the lower of their lower ends to the higher of their upper ends.
    """
    rows = [content.findings[name] for name in content.crowd_rows]
    say, treated = content.interface["vote"], rows[0]

    def compared(row: Finding) -> Question:
        return Question(row.id, say[asked(row.id)], *map(_known, (row.control, row.control_low, row.control_high)))

    low, high = min(_known(row.low) for row in rows), max(_known(row.high) for row in rows)
    first = Question(treated.treatment, say[asked(treated.treatment)], treated.value, low, high)
    return (first, *map(compared, rows))


def asked(crowd: str) -> str:
    """The name of the text that asks for a crowd."""
    return f"ask_{crowd}"


def _known(number: Decimal | None) -> Decimal:
    """A number that the loader has seen to: crowds are drawn of rows that have all of them."""
    return number or Decimal(0)
