"""What is left of the trials when a reader leaves some out.

A card counts once, by the result that it draws (``Card.lead``): it is left out by what is known of that one. Leaving it
out says nothing about how good it is.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from explainer.library import Library
from explainer.model import Blinding
from explainer.results import Card

Reason = Literal["maker", "unhidden", "second_hand"]
REASONS: tuple[Reason, ...] = get_args(Reason)
KEYS: Mapping[Reason, str] = {reason: f"without_{reason}" for reason in REASONS}  # their names in a link
SIZES = (50, 100, 200)  # people, of which a reader can ask for so many at least
# The comparison did not hide what people had: they could probably tell, most of them did, or they were told.
UNHIDDEN: frozenset[Blinding] = frozenset(
    {
        "spray could be felt",
        "salt water",
        "sedative, people and raters guessed right",
        "sedative, those on it and raters guessed right",
        "open",
        "open, raters did not know",
    }
)


CHECKED: frozenset[Blinding] = frozenset({"asleep", "few felt detached"})  # and people could not tell, or less easily


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
            "unhidden": line.trial.blinding in UNHIDDEN,
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

    def unknown(self, cards: Collection[Card], content: Library) -> str:
        """Of how many that are left nobody knows whether a reader would leave them out, too."""
        say, kept = content.interface["without"], [card.lead for card in cards if not self.why(card, content)]
        counts = {
            "maker": sum(not line.payer_known for line in kept) if "maker" in self.reasons else 0,
            "unhidden": sum(line.trial.blinding not in CHECKED for line in kept) if "unhidden" in self.reasons else 0,
            "fewest": sum(line.finding.n_of == "people in the whole study" for line in kept) if self.fewest else 0,
        }
        return " ".join(say(f"unknown_{name}", count=count) for name, count in counts.items() if count)


EVERY = Without()  # trial stays
