"""The Protocols as type checkers see them: accepted, precise and read-only."""
