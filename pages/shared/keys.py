"""Keys of elements that a script looks for: Streamlit gives an element with a key the class ``st-key-…``."""

CHECKLIST = "checklist"
ITEM = "item-"  # and the item's id: one line of the checklist
WEIGH = "weigh"
MEDICINES = "medicines"
OWN_WORDS = "own_words"
SHEET = "visit-sheet"
