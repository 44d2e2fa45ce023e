"""TEMPORARY."""
import os
import streamlit as st
def address() -> str:
    own = st.context.headers.get("Origin", "") + "/" + str(st.get_option("server.baseUrlPath")).strip("/")
    return (os.environ.get("PUBLIC_URL", "").strip() or own).rstrip("/")
def wrong_public_url() -> bool:
    return False
