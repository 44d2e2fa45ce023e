"""The HTML renderer: an outline as HTML that needs no script, with each live part replaced by its still stand-in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import markupsafe

from explainer import markup
from explainer.draw.pictures import both
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
    TakeAlong,
)
from explainer.references import PAGE, References, with_names
from explainer.terms import explained

Address = Callable[[str, str], str]  # a page and a place on it → where a link to them leads
Stand = Callable[[Slot], Blocks]  # what stands in a live part's place

_ALONE = '<p class="way"><a href="figure?name={}">{}</a></p>'
# A reference opens beside the page of the app; in one document it leads to its place there.
_LINK = re.compile(rf'(?:target="_blank" rel="noopener" )?href="(?:({PAGE}|[a-z]+)(?:\?[^"#]*)?)?#([^"]+)"')


@dataclass(frozen=True)
class HtmlRenderer:
    """Draws the blocks of a page as a part of one document, or as a page among others.

    ``address`` says where a link between pages leads. ``whole``: all pages are one document, so links in the texts,
    too, lead to their places in it. Headings go down by ``level``, so that a page can be a part of a larger document.
    ``slots`` are stand-ins, by the name of the live part, where the outline's own does not fit.
    """

    content: Library
    references: References
    address: Address
    whole: bool = True
    level: int = 0
    slots: Mapping[str, Stand] = field(default_factory=dict)

    def render(self, blocks: Blocks) -> markupsafe.Markup:
        """``blocks`` in their order."""
        return markup.join(map(self._block, blocks))

    def _linked(self, drawn: markupsafe.Markup) -> markupsafe.Markup:
        self.references.collect(drawn)
        drawn = with_names(drawn, self.content)
        if not self.whole:
            return drawn
        return markupsafe.Markup(
            _LINK.sub(
                lambda found: markupsafe.Markup('href="{}"').format(self.address(found[1] or "", found[2])), drawn
            )
        )

    def _markdown(self, text: str) -> markupsafe.Markup:
        return self._linked(markup.block(self.content.cited(text)))

    def _block(self, block: Block) -> markupsafe.Markup:
        html, content = markupsafe.Markup, self.content
        match block:
            case Heading(text, at, anchor):
                named = html(' id="{}"').format(anchor) if anchor else ""
                return html("<h{0}{1}>{2}</h{0}>").format(at + self.level, named, text)
            case Prose(text, key, with_terms):
                return _keyed(key, self._markdown(explained(text, content) if with_terms else text))
            case Markup(drawn, key):
                return _keyed(key, self._linked(drawn))
            case Table(rows, label):
                cited = ({name: content.cited(cell) for name, cell in row.items()} for row in rows)
                return self._linked(markup.table(cited, label))
            case Picture(figure, name, lanes):
                self.references.add(figure.sources)
                return both(content, name, lanes) + _keyed(f"key-{name}", self._markdown(figure.words.key))
            case FigureNotes(figure, name):
                say, words = content.interface["figure"], figure.words
                self.references.add(figure.sources)
                return html("{}<details><summary>{}</summary>{}{}{}</details>").format(
                    self._markdown(f"**{say['how']}** {words.how}"),
                    say("notes", count=len(figure.table)),
                    self._markdown(f"**{say['limits']}** {words.limits}"),
                    self._linked(markup.table(figure.table, say("numbers_label", title=words.title))),
                    self._block(TakeAlong(name, content.interface["take_along"]["open"])),
                )
            case TakeAlong(name, _):
                return html("") if self.whole else html(_ALONE).format(name, content.interface["alone"]["open"])
            case Details(label, blocks, opened, _):
                return html("<details{}><summary>{}</summary>{}</details>").format(
                    " open" if opened else "", markup.inline(label), self.render(blocks)
                )
            case Group(blocks, key, bordered):
                return self._group(blocks, key, bordered)
            case Columns(columns, widths):
                beside = markup.join(
                    html('<div class="stColumn" style="--width: {:.4f}">{}</div>').format(share, self.render(one))
                    for share, one in zip(_shares(widths, len(columns)), columns, strict=True)
                )
                return html('<div class="columns stHorizontalBlock">{}</div>').format(beside)
            case PageLink(page, label, place):
                classes = "way" if place else "way page"
                return html('<p class="{}"><a href="{}">{}</a></p>').format(classes, self.address(page, place), label)
            case Slot(name, still, _):
                return self.render(self.slots[name](block) if name in self.slots else still)

    def _group(self, blocks: Blocks, key: str, bordered: bool) -> markupsafe.Markup:
        classes = f"{key.split('-')[0]}{' sheet' if bordered else ''} st-key-{key}"
        match blocks:
            case (Heading(_, _, anchor), *_) if anchor:
                named = markupsafe.Markup(' aria-labelledby="{}"').format(anchor)
                return markupsafe.Markup('<section class="{}"{}>{}</section>').format(
                    classes, named, self.render(blocks)
                )
        return markupsafe.Markup('<div class="{}">{}</div>').format(classes, self.render(blocks))


def _shares(widths: Sequence[int], count: int) -> list[float]:
    return [width / sum(widths) for width in widths] or [1 / count] * count


def _keyed(key: str, drawn: markupsafe.Markup) -> markupsafe.Markup:
    """The style sheet of the app knows a block by ``st-key-`` and its key, that of the copy by the key alone."""
    return markupsafe.Markup('<div class="{0} st-key-{0}">{1}</div>').format(key, drawn) if key else drawn
