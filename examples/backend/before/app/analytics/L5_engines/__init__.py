"""Engines of analytics: decide, and never call session.commit()."""
