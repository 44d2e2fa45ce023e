"""The side-effects checklist beside the disclaimer; who should not have it; red flags."""

from pages import in_frame
from pages.shared.checklist import checklist
from pages.shared.dose import from_my_dose
from pages.shared.renderer import Renderer

in_frame()
renderer = Renderer()
renderer.page("safety", {"checklist": lambda _: checklist(renderer), "dose": lambda _: from_my_dose(renderer)})
