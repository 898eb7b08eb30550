"""A report's folder."""
