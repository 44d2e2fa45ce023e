"""The options side by side, what matters to a reader, and the visit sheet."""

from explainer.outline.blocks import Slot
from pages import in_frame
from pages.shared.renderer import Renderer
from pages.shared.visit_sheet import visit_sheet

in_frame()
renderer = Renderer()


def sheet(_: Slot) -> None:
    """What the sheet is for, and the sheet."""
    visit_sheet(renderer.content)


renderer.page("choose", {"sheet": sheet})
