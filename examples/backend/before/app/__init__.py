"""A small layered backend: L4 orchestrates, L5 decides, L6 reads and writes."""
