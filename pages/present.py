"""The talk: scenes for a room, and the speaker's second window."""

import streamlit as st

from explainer.loading.loader import library
from pages import in_frame
from pages.shared import stage

in_frame()
content = library()

if "speaker" in st.query_params:
    stage.speaker(st.query_params["speaker"], content)
else:
    stage.talk(st.query_params.get("talk", ""), content)
