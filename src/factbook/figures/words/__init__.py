"""Words of figures."""
