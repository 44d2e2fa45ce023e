"""The side-effects checklist beside the disclaimer; who should not have it; questions to take along."""

from explainer.outline.blocks import Slot
from pages import in_frame
from pages.shared.checklist import checklist
from pages.shared.renderer import Renderer
from pages.shared.visit_sheet import visit_sheet

in_frame()
renderer = Renderer()


def sheet(_: Slot) -> None:
    """What the sheet is for, and the sheet."""
    visit_sheet(renderer.content)


renderer.page("safety", {"checklist": lambda _: checklist(renderer), "sheet": sheet})
