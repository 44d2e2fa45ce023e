"""The vote on a phone. No menu leads here: the address is short enough to be typed from a screen."""

import streamlit as st

from explainer.loading.loader import library
from pages import in_frame
from pages.shared.stage.phone import phone

in_frame()
phone(st.query_params.get("code", ""), library())
