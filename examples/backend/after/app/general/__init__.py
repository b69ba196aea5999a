"""What every domain shares: decisions, the ledger, and the unit of work."""
