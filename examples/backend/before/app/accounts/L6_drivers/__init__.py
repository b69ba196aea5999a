"""Drivers of accounts: read and write, and never call session.commit()."""
