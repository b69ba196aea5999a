"""Drivers of incidents: read and write, and never call session.commit()."""
