"""The `factbook` command."""
