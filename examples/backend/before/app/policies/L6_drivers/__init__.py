"""Drivers of policies: read and write, and never call session.commit()."""
