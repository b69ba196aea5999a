"""Orchestration of accounts: owns the transactions."""
