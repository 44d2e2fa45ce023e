"""Every code that a cell can hold has a word, and every treatment a look: without, a page would stop."""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, get_args, get_origin, get_type_hints

from explainer.loading.reading import hint
from explainer.model import (
    Against,
    Appearance,
    AppliesTo,
    Arm,
    Blinding,
    Certainty,
    ClaimPart,
    Confidence,
    Event,
    FactBlock,
    Finding,
    FindingUnit,
    Group,
    Known,
    OneDose,
    OptionRow,
    OptionUnit,
    Order,
    Outcome,
    PrecautionKind,
    Product,
    Reason,
    Relative,
    Series,
    Setting,
    SideEffectUnit,
    Sign,
    Source,
    SourceGroup,
    State,
    Stretch,
    Talk,
    Unknown,
    Verdict,
    Weight,
)
from explainer.texts import Texts


def codes(kind: Any) -> tuple[str, ...]:
    """Every code that a type allows."""
    if get_origin(kind) is Literal:
        return get_args(kind)
    return tuple(code for part in get_args(kind) if part is not types.NoneType for code in codes(part))


def _field(record: type, name: str) -> Any:
    return get_type_hints(record)[name]


LABELLED: Mapping[str, tuple[str, ...]] = {
    "treatment": codes(Arm),
    "medicine": codes(Arm),
    "product": codes(Product),
    "dummy": codes(Product),
    "applies_to": codes(AppliesTo),
    "outcome": codes(Outcome),
    "against": codes(Against),
    "setting": codes(Setting),
    "blinding": codes(Blinding),
    "stretch": codes(Stretch),
    "verdict": codes(Verdict),
    "verdict_sign": codes(Verdict),
    "verdict_named": codes(Verdict),
    "reason": codes(Reason),
    "certainty": codes(Certainty),
    "confidence": codes(Confidence),
    "n_of": codes(_field(Finding, "n_of")),
    "unit": codes(FindingUnit),
    "rate_unit": codes(SideEffectUnit),
    "rate_said": codes(SideEffectUnit),
    "group": codes(Group),
    "precaution": codes(PrecautionKind),
    "fact_kind": codes(_field(FactBlock, "kind")),
    "one_dose": codes(_field(OneDose, "kind")),
    "claim_verdict": codes(_field(ClaimPart, "verdict")),
    "event_product": codes(_field(Event, "product")),
    "source_kind": codes(_field(Source, "kind")),
    "source_group": codes(SourceGroup),
    "order": codes(Order),
    "talk": codes(Talk),
    "state": codes(State),
    "sign": (*codes(_field(Series, "shape")), *(code for code in codes(Sign) if code not in ("point", "table"))),
    "option_row": codes(OptionRow),
    "option_known": codes(Known),
    "option_unit": codes(OptionUnit),
    "weight": codes(Weight),
    "relative": codes(_field(Relative, "time")),
    "unknown_about": codes(_field(Unknown, "about")),
}


def unlabelled(labels: Mapping[str, Texts], where: str) -> Iterator[str]:
    """A code without a word, and a word for a code that there is not: each as a sentence that says what to type."""
    if not labels:  # the file cannot be read, which is reported already
        return
    for name, known in LABELLED.items():
        words: Mapping[str, str] = labels.get(name, {})
        for code in known:
            if not words.get(code, "").strip():
                yield f"{where}, [{name}]: the code '{code}' has no words; add them"
        for code in words:
            if code not in known:
                yield f"{where}, [{name}]: '{code}' is no code{hint(code, known)}"
    for name in labels:
        if name not in LABELLED:
            yield f"{where}: [{name}] is no kind of code{hint(name, LABELLED)}"


def looks_wrong(rows: Iterable[Appearance]) -> Iterator[str]:
    """A treatment that could not be drawn, or not be told from another: by shape alone, and by colour alone."""
    where, rows = "content/data/treatments.csv", list(rows)
    for code in codes(Arm):
        count = sum(row.id == code for row in rows)
        if count != 1:
            yield f"{where}: '{code}' has {count} rows; give it one"
    for at, row in enumerate(rows):
        for other in rows[:at]:
            for field in ("colour", "shape"):
                if getattr(row, field) == getattr(other, field):
                    yield f"{where} ({row.id}), field '{field}': '{other.id}' has it too; give each its own"
