"""What the summaries of all modules say together: what each slot needs, who calls what."""
