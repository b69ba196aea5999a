"""Engines of accounts: decide, and never call session.commit()."""
