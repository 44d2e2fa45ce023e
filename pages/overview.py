"""The message, the chart and the three numbers, on one screen."""

from pages import in_frame
from pages.shared.renderer import Renderer

in_frame()
Renderer().page("overview")
