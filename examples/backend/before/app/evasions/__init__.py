"""Evasions: every known way around the Protocols, one module a class."""
