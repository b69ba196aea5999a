"""Orchestration of policies: owns the transactions."""
