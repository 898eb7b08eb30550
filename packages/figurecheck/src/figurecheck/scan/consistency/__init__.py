"""A text against itself."""
