"""Drivers of general: read and write, and never call session.commit()."""
