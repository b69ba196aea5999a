"""Orchestration of incidents: owns the transactions."""
