"""Engines of general: decide, and never call session.commit()."""
