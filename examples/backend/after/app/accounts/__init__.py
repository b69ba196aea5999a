"""Accounts: who uses the backend."""
