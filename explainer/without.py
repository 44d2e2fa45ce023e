"""What is left of the trials when a reader leaves some out.

A trial counts once, by the result that its card draws (``Card.lead``): it is left out by what is known of that one.
Leaving a trial out says nothing about how good it is.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from explainer.library import Library
from explainer.model import Blinding
from explainer.results import Card

Reason = Literal["maker", "told", "second_hand"]
REASONS: tuple[Reason, ...] = get_args(Reason)
KEYS: Mapping[Reason, str] = {reason: f"without_{reason}" for reason in REASONS}  # their names in a link
SIZES = (50, 100, 200)  # people, of which a reader can ask for so many at least
# The comparison did not hide what people had: they could probably tell, most of them did, or they were told.
TOLD: frozenset[Blinding] = frozenset(
    {
        "spray could be felt",
        "salt water",
        "sedative, people and raters guessed right",
        "sedative, those on it and raters guessed right",
        "open",
        "open, raters did not know",
    }
)


@dataclass(frozen=True)
class Without:
    """What a reader leaves out: trials with one of ``reasons``, and those with fewer than ``fewest`` people."""

    reasons: tuple[Reason, ...] = ()
    fewest: int = 0

    def __bool__(self) -> bool:
        return bool(self.reasons or self.fewest)

    def why(self, card: Card, content: Library) -> tuple[str, ...]:
        """Why a trial is left out, in words; nothing where it stays."""
        line, say = card.lead, content.interface["without"]
        fits: Mapping[Reason, bool] = {
            "maker": content.sources[line.finding.source].maker is not None,
            "told": line.trial.blinding in TOLD,
            "second_hand": line.second_hand,
        }
        named = [say[f"is_{reason}"] for reason in self.reasons if fits[reason]]
        if (line.people or 0) < self.fewest:
            named.append(say("is_small", fewest=content.numbers.count(self.fewest)))
        return tuple(named)

    def left(self, cards: Collection[Card], content: Library) -> str:
        """How many of some trials are left and what those found: "3 of 5 are left. Found: 1 ▲ better."."""
        say, words = content.interface["without"], content.labels["verdict_sign"]
        kept = [card.lead.verdict for card in cards if not self.why(card, content)]
        found = [say("found", count=kept.count(one), verdict=words[one]) for one in words if one in kept]
        if not kept:
            return say("none_left", count=len(cards))
        return say("left", count=len(kept), whole=len(cards), found=", ".join(found))

    def payers_unknown(self, cards: Collection[Card], content: Library) -> str:
        """How many of the trials that are left may be the maker's, because nobody told us who paid."""
        if "maker" not in self.reasons:
            return ""
        unknown = [card for card in cards if not card.lead.payer_known and not self.why(card, content)]
        return content.interface["without"]("unknown", count=len(unknown)) if unknown else ""


EVERY = Without()  # trial stays
