"""What all languages share: tokens, units, nouns, qualifiers, rounding, and the figure itself."""
