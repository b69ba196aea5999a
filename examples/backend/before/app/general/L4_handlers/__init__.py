"""Orchestration of general: owns the transactions."""
