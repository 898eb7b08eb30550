"""The words by which a text is checked: one module of tables a language, and `tables`, which joins them."""
