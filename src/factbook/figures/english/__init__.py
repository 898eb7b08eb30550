"""English figures."""
