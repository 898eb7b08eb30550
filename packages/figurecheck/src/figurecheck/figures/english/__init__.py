"""English figures: numerals, fractions and ratios, units, qualifiers, and what in running text is no figure."""
