"""What all languages share: tokens, units, nouns, qualifiers, rounding, and the figure itself.

pint converts units; the table of their names is ours, since texts write them in ways that pint does not know (bn, 억).
"""
