"""Data in; figures, their pictures and their text alternatives out."""
