"""The pipeline.

HTML that authors write is read by ``html.parser``, which says on which line an element stands; selectolax, which reads
HTML elsewhere, does not.
"""
