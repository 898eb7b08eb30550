"""Interface words."""
