"""The HTML renderer: an outline as HTML that needs no script, with each live part replaced by its still stand-in."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

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

Address = Callable[[str, str], str]  # a page and a place on it → where a link to them leads

# A reference opens beside the page of the app; in one document it leads to its place there.
_LINK = re.compile(rf'(?:target="_blank" rel="noopener" )?href="(?:({PAGE}|[a-z]+)(?:\?[^"#]*)?)?#([^"]+)"')


def render(blocks: Blocks, content: Library, references: References, address: Address, level: int = 0) -> str:
    """``blocks`` as HTML; headings go down by ``level``, so that a page can be a part of a larger document."""
    return "".join(_block(block, content, references, address, level) for block in blocks)


def _block(block: Block, content: Library, references: References, address: Address, level: int) -> str:
    def linked(html: str) -> str:
        references.collect(html)
        return _LINK.sub(lambda found: f'href="{escape(address(found[1] or "", found[2]))}"', html)

    def markdown(text: str) -> str:
        return linked(str(fragments.MARKDOWN.render(content.cited(text))))

    def inside(blocks: Blocks) -> str:
        return render(blocks, content, references, address, level)

    match block:
        case Heading(text, at, anchor):
            named = f' id="{anchor}"' if anchor else ""
            return f"<h{at + level}{named}>{escape(text)}</h{at + level}>"
        case Prose(text, key):
            return f'<div class="{key}">{markdown(text)}</div>' if key else markdown(text)
        case Markup(html, key):
            return f'<div class="{key}">{linked(html)}</div>' if key else linked(html)
        case Table(rows, label):
            cited = ({name: content.cited(cell) for name, cell in row.items()} for row in rows)
            return linked(fragments.table(cited, label))
        case Picture(figure, name):
            return pictures(name) + markdown(figure.words.key)
        case FigureNotes(figure, _, _):
            say, words = content.interface["figure"], figure.words
            references.add(figure.sources)
            return (
                markdown(f"**{say['how']}** {words.how}\n\n**{say['limits']}** {words.limits}")
                + f"<details><summary>{escape(say('numbers', count=len(figure.table)))}</summary>"
                + linked(fragments.table(figure.table, say("numbers_label", title=words.title)))
                + "</details>"
            )
        case Details(label, blocks, opened, _):
            return (
                f"<details{' open' if opened else ''}><summary>{fragments.inline(label)}</summary>"
                f"{inside(blocks)}</details>"
            )
        case Group(blocks, key, bordered):
            classes = f"{key.split('-')[0]}{' sheet' if bordered else ''}"
            match blocks:
                case (Heading(_, _, anchor), *_) if anchor:
                    return f'<section class="{classes}" aria-labelledby="{anchor}">{inside(blocks)}</section>'
            return f'<div class="{classes}">{inside(blocks)}</div>'
        case Columns(columns, _):
            return f'<div class="columns">{"".join(f"<div>{inside(one)}</div>" for one in columns)}</div>'
        case PageLink(page, label, anchor):
            return f'<p><a href="{escape(address(page, anchor))}">{escape(label)}</a></p>'
        case Slot(_, still, _):
            return inside(still)


def pictures(name: str) -> str:
    """A still drawing, wide and narrow; the style sheet shows the one that fits."""
    return f"<figure>{picture(name)}{picture(name, 'narrow')}</figure>"
