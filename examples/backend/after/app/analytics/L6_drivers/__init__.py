"""Drivers of analytics: read and write, and never call session.commit()."""
