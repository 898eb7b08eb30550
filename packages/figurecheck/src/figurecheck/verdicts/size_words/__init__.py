"""Words for a size, and what says another size in their place: "one in seven" for "one in eight", "verdreifacht".

Nothing is judged here. A family holds words with the same grammar, so that the rest of the sentence may stay.

::

    families                 what a family is, and which sizes have words
    english, german, korean  the families of a language
    hedges                   what says how near such words are: nearly, 약, gut
    find                     where words for a size stand in a text
    resize                   a text with others in their place, or with digits
"""
