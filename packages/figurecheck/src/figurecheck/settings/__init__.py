"""Files of settings that people write: read with the line of every value, and everything that is wrong with them.

::

    faults          what is wrong with a value, and where; how fields are declared
    structure       plain values as dataclasses, and back
    yaml_reader     YAML with the line of every value
    values          what a value may be, beyond its type
    sentence_rules  what an editor says of the words of sentences

cattrs and PyYAML have their door here.
"""
