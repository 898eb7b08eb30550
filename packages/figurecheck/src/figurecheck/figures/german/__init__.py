"""German figures: numerals in one word, separators, compounds, verbs in two parts, and what is no figure."""
