"""Every source with what it supports; the check of a popular claim; dates; glossary; how this was made."""

from __future__ import annotations

from collections.abc import Mapping

from explainer import fragments
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


def sources(content: Library) -> Blocks:
    site, say = content.site, content.pages["sources"]
    who = [
        f"{say['publisher']} {site.publisher or say['publisher_missing']}",
        f"{say['writers']} {site.writers}",
        f"{say['funding']} {site.funding or say['funding_missing']}",
        f"{say['conflicts']} {site.conflicts}",
        f"{say['mistake']} {fragments.report(content)} {site.contact}",
        f"{say['is_not']}\n\n{site.is_not}",
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
        f"{say['licence']} {site.licence}",
    ]
    return (
        Heading(say["title"], 1),
        Prose(say["lead"]),
        Prose(say["jumps"]),
        Heading(say["made"], 2, "made"),
        Columns(((Prose("\n\n".join(who)),), (Prose("\n\n".join(how)),))),
        Details(
            counted(say["changes"], len(content.changes)),
            (Table(tuple(fragments.changes(content)), say["changes_label"]),),
        ),
        Heading(say["glossary"], 2, "glossary"),
        Slot("glossary", glossary(content, opened=True)),
        Heading(say["claim"], 2, "claim"),
        Prose(f"> {site.claim}"),
        Prose(site.claim_verdict),
        Table(tuple(fragments.claim_parts(content)), say["claim_label"]),
        Prose(f"{say['claim_origin']} {site.claim_origin}"),
        Prose(f"{say['safer_wording']} {site.safer_wording}"),
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
    kinds = {
        group: [key for key, source in content.sources.items() if source.kind in held] for group, held in GROUPS.items()
    }
    return tuple(
        Details(
            counted(content.labels["source_group"][group], len(keys)),
            (Markup(fragments.source_list(keys, content), f"sources-{group}"),),
            opened,
        )
        for group, keys in kinds.items()
        if keys
    )
