"""What a run found, counted and shown."""
