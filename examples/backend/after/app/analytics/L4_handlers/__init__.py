"""Orchestration of analytics: owns the transactions."""
