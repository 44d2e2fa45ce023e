"""The options side by side, what matters to a reader, and the visit sheet."""

from pages import in_frame
from pages.shared.options import print_options, side_by_side, weigh
from pages.shared.renderer import Renderer
from pages.shared.visit_sheet import visit_sheet

in_frame()
renderer = Renderer()
content = renderer.content
renderer.page(
    "choose",
    {
        "side by side": lambda _: side_by_side(content),
        "print": lambda _: print_options(content),
        "weigh": lambda _: weigh(content),
        "sheet": lambda _: visit_sheet(content),
    },
)
