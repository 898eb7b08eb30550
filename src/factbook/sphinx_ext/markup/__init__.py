"""Roles and directives."""
