"""Engines of incidents: decide, and never call session.commit()."""
