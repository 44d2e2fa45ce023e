"""Every source with what it supports; the check of a popular claim; dates; glossary; how this was made."""

from __future__ import annotations

from explainer import fragments
from explainer.library import Library
from explainer.outline.blocks import Blocks, Columns, Details, Heading, Markup, Prose, Slot, Table


def sources(content: Library) -> Blocks:
    site, say = content.site, content.pages["sources"]
    who = [
        f"{say['publisher']} {site.publisher or say['publisher_missing']}",
        f"{say['writers']} {site.writers}",
        f"{say['conflicts']} {site.conflicts}",
        f"{say['mistake']} {fragments.report(content)} {site.contact}",
        f"{say['is_not']} {site.is_not}",
    ]
    how = [
        site.made,
        f"{say['searched']} {site.searched}",
        site.certainty,
        f"{say['date']} {content.dated}",
        f"{say['licence']} {site.licence}",
    ]
    return (
        Heading(say["title"], 1),
        Prose(say["lead"]),
        Prose(say["jumps"]),
        Heading(say["made"], 2, "made"),
        Columns(((Prose("\n\n".join(who)),), (Prose("\n\n".join(how)),))),
        Details(say["changes"], (Table(tuple(fragments.changes(content)), say["changes_label"]),)),
        Heading(say["glossary"], 2, "glossary"),
        Markup(fragments.glossary(content), "glossary"),
        Heading(say["claim"], 2, "claim"),
        Prose(f"> {site.claim}"),
        Prose(site.claim_verdict),
        Table(tuple(fragments.claim_parts(content)), say["claim_label"]),
        Prose(f"{say['claim_origin']} {site.claim_origin}"),
        Prose(f"{say['safer_wording']} {site.safer_wording}"),
        Heading(say["dates"], 2, "dates"),
        Table(tuple(fragments.dates(content)), say["dates"]),
        Heading(say["copy"], 2, "copy"),
        Slot("copy", (Prose(say["copy_still"]),)),
        Heading(say["every_source"], 2, "every-source"),
        Prose(content.interface["sources"]("count", count=len(content.sources))),
        Markup(fragments.source_list(content.sources, content), "sources"),
    )
