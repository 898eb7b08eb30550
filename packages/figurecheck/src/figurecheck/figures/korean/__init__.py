"""Korean figures: numerals, counters, shares and rates, qualifiers, and what in running text is no figure."""
