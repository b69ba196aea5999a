"""Incidents: what went wrong, the notes on it, and the archive."""
