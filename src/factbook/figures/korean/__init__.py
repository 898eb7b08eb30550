"""Korean figures."""
