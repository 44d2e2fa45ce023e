"""One figure alone, for another site's frame. No menu leads here: its address stands where the figure does."""

import streamlit as st

from explainer.asked import FIGURE, asked
from explainer.outline.figure import alone
from pages import in_frame
from pages.shared.renderer import Renderer

in_frame()
renderer = Renderer()
renderer.draw(alone(asked(FIGURE, st.query_params.to_dict(), renderer.content), renderer.content))
