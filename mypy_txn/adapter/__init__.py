"""Between the audit and mypy: where the types are had from, and where the errors go."""
