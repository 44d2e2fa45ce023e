"""The HTML renderer: an outline as HTML that needs no script, with each live part replaced by its still stand-in."""

from __future__ import annotations

import re
from collections.abc import Callable

import markupsafe

from explainer import fragments
from explainer.draw.pictures import picture
from explainer.library import Library
from explainer.outline.blocks import (
    Block,
    Blocks,
    Columns,
    Details,
    FigureNotes,
    Group,
    Heading,
    Markup,
    PageLink,
    Picture,
    Prose,
    Slot,
    Table,
)
from explainer.references import PAGE, References
from explainer.terms import explained

Address = Callable[[str, str], str]  # a page and a place on it → where a link to them leads

# A reference opens beside the page of the app; in one document it leads to its place there.
_LINK = re.compile(rf'(?:target="_blank" rel="noopener" )?href="(?:({PAGE}|[a-z]+)(?:\?[^"#]*)?)?#([^"]+)"')


def render(
    blocks: Blocks, content: Library, references: References, address: Address, level: int = 0
) -> markupsafe.Markup:
    """``blocks`` as HTML; headings go down by ``level``, so that a page can be a part of a larger document."""
    return fragments.join(_block(block, content, references, address, level) for block in blocks)


def _block(block: Block, content: Library, references: References, address: Address, level: int) -> markupsafe.Markup:
    html = markupsafe.Markup

    def linked(drawn: markupsafe.Markup) -> markupsafe.Markup:
        references.collect(drawn)
        return html(_LINK.sub(lambda found: html('href="{}"').format(address(found[1] or "", found[2])), drawn))

    def markdown(text: str) -> markupsafe.Markup:
        return linked(fragments.block(content.cited(text)))

    def inside(blocks: Blocks) -> markupsafe.Markup:
        return render(blocks, content, references, address, level)

    def keyed(key: str, drawn: markupsafe.Markup) -> markupsafe.Markup:
        return html('<div class="{}">{}</div>').format(key, drawn) if key else drawn

    match block:
        case Heading(text, at, anchor):
            named = html(' id="{}"').format(anchor) if anchor else ""
            return html("<h{0}{1}>{2}</h{0}>").format(at + level, named, text)
        case Prose(text, key, with_terms):
            return keyed(key, markdown(explained(text, content) if with_terms else text))
        case Markup(drawn, key):
            return keyed(key, linked(drawn))
        case Table(rows, label):
            cited = ({name: content.cited(cell) for name, cell in row.items()} for row in rows)
            return linked(fragments.table(cited, label))
        case Picture(figure, name):
            return pictures(content, name) + markdown(figure.words.key)
        case FigureNotes(figure, _, _):
            say, words = content.interface["figure"], figure.words
            references.add(figure.sources)
            return html("{}<details><summary>{}</summary>{}{}</details>").format(
                markdown(f"**{say['how']}** {words.how}"),
                say("notes", count=len(figure.table)),
                markdown(f"**{say['limits']}** {words.limits}"),
                linked(fragments.table(figure.table, say("numbers_label", title=words.title))),
            )
        case Details(label, blocks, opened, _):
            return html("<details{}><summary>{}</summary>{}</details>").format(
                " open" if opened else "", fragments.inline(label), inside(blocks)
            )
        case Group(blocks, key, bordered):
            classes = f"{key.split('-')[0]}{' sheet' if bordered else ''}"
            match blocks:
                case (Heading(_, _, anchor), *_) if anchor:
                    return html('<section class="{}" aria-labelledby="{}">{}</section>').format(
                        classes, anchor, inside(blocks)
                    )
            return keyed(classes, inside(blocks))
        case Columns(columns, _):
            beside = fragments.join(html("<div>{}</div>").format(inside(one)) for one in columns)
            return keyed("columns", beside)
        case PageLink(page, label, place):
            return html('<p><a href="{}">{}</a></p>').format(address(page, place), label)
        case Slot(_, still, _):
            return inside(still)


def pictures(content: Library, name: str) -> markupsafe.Markup:
    """A still drawing, wide and narrow; the style sheet shows the one that fits."""
    return markupsafe.Markup("<figure>{}{}</figure>").format(picture(content, name), picture(content, name, "narrow"))
