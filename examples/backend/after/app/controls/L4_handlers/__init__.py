"""Orchestration of controls: owns the transactions."""
