"""The words by which figures are read, as plain tables: one module a language, no code beyond building them."""
