"""What the explainer knows and how it is drawn, without Streamlit and without prose of its own."""
