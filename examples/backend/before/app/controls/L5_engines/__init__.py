"""Engines of controls: decide, and never call session.commit()."""
