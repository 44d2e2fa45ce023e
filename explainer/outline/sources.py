"""Every source with what it supports; the check of a popular claim; dates; glossary; how this was made."""

from __future__ import annotations

from collections.abc import Mapping

from explainer import fragments
from explainer.draw.tally import Count, tally
from explainer.library import Library
from explainer.markup import counted
from explainer.model import SourceGroup, SourceKind
from explainer.outline.blocks import Blocks, Columns, Details, Heading, Markup, Prose, Slot, Table

# What stands together under one name of [source_group]: what weighs most comes first.
GROUPS: Mapping[SourceGroup, tuple[SourceKind, ...]] = {
    "trials": ("trial",),
    "reviews": ("meta-analysis", "review"),
    "seen": ("observational", "laboratory"),
    "agencies": ("guideline", "label", "regulator"),
    "services": ("health service", "charity"),
    "makers": ("manufacturer", "seller"),
    "press": ("press", "opinion", "copy"),
}


# Whoever sells it, or only reports what others found: a reader is told so wherever a number rests on them.
MARKED: frozenset[SourceGroup] = frozenset({"makers", "press"})


def sources(content: Library) -> Blocks:
    site, say = content.site, content.pages["sources"]
    who = [
        f"{say['publisher']} {site.publisher or say['publisher_missing']}",
        f"{say['writers']} {site.writers}",
        f"{say['funding']} {site.funding or say['funding_missing']}",
        f"{say['conflicts']} {site.conflicts}",
        f"{say['mistake']} {fragments.report(content)} {site.contact}",
    ]
    dates = content.interface["site"](
        "written", written=content.numbers.date(f"{site.written:%Y-%m-%d}"), dated=content.dated
    )
    how = [
        site.made,
        f"{say['searched']} {site.searched}",
        site.certainty,
        f"{say['date']} {dates}",
        f"{say['read_on']} {site.read_on}",
    ]
    return (
        Heading(say["title"], 1),
        Prose(say["lead"]),
        Prose(say["kinds"]),
        Markup(tally(_counts(content))),
        Prose(say["jumps"]),
        Heading(say["made"], 2, "made"),
        Columns(((Prose("\n\n".join(who)),), (Prose("\n\n".join(how)),))),
        Details(say["is_not"], (Prose(site.is_not),)),
        Details(say["licence"], (Prose(site.licence),)),
        Details(
            counted(say["changes"], len(content.changes)),
            (Table(tuple(fragments.changes(content)), say["changes_label"]),),
        ),
        Heading(say["glossary"], 2, "glossary"),
        Slot("glossary", glossary(content, opened=True)),
        Heading(say["claim"], 2, "claim"),
        Prose(f"> {site.claim}"),
        Prose(site.claim_verdict),
        Prose(f"{say['claim_steps']}\n\n{site.advert}"),
        Table(tuple(fragments.claim_parts(content)), say["claim_label"]),
        Prose(f"{say['safer_wording']} {site.safer_wording}"),
        Details(say["claim_origin"], (Prose(site.claim_origin),)),
        Heading(say["dates"], 2, "dates"),
        Details(
            counted(say["every_date"], len(content.events)), (Table(tuple(fragments.dates(content)), say["dates"]),)
        ),
        Heading(say["copy"], 2, "copy"),
        Slot("copy", (Prose(say["copy_still"]),)),
        Heading(say["accessibility"], 2, "accessibility"),
        Details(
            say["tried"],
            (Prose(f"{site.accessible}\n\n{say['in_your_way']} {fragments.report(content)} {content.dated}"),),
        ),
        Heading(say["every_source"], 2, "every-source"),
        Prose(content.interface["sources"]("count", count=len(content.sources))),
        Slot("sources", every_source(content, opened=True)),
    )


def glossary(content: Library, opened: bool = False) -> Blocks:
    """Every word that is explained. What links lead to is open where no script could open it."""
    say = content.pages["sources"]
    return (
        Details(
            counted(say["every_word"], len(content.glossary)),
            (Markup(fragments.glossary(content), "glossary"),),
            opened,
        ),
    )


def every_source(content: Library, opened: bool = False) -> Blocks:
    """Every source, by what kind of source it is, in the order of their numbers."""
    return tuple(
        Details(
            counted(content.labels["source_group"][group], len(keys)),
            (Markup(fragments.source_list(keys, content), f"sources-{group}"),),
            opened,
        )
        for group, keys in _grouped(content).items()
    )


def _grouped(content: Library) -> dict[SourceGroup, list[str]]:
    """The keys of the sources of each group that has any, in the order of their numbers."""
    kinds = {
        group: [key for key, source in content.sources.items() if source.kind in held] for group, held in GROUPS.items()
    }
    return {group: keys for group, keys in kinds.items() if keys}


def _counts(content: Library) -> tuple[Count, ...]:
    names = content.labels["source_group"]
    return tuple(Count(names[group], len(keys), group in MARKED) for group, keys in _grouped(content).items())
