"""Engines of policies: decide, and never call session.commit()."""
