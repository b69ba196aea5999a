"""Analytics: what happened, counted."""
