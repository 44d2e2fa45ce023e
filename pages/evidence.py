"""Every result side by side: guess first, compare trials, see what lasts, and what nobody knows."""

from pages import in_frame
from pages.shared.evidence import Evidence
from pages.shared.renderer import Renderer

in_frame()
renderer = Renderer()
renderer.page("evidence", Evidence(renderer).slots)
