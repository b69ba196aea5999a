"""Drivers of controls: read and write, and never call session.commit()."""
