"""Drivers that hold what cannot commit, and commit all the same; docs/evasions.md lists the ways.

Nobody calls them: the other domains show how a backend works, these show what mypy says.
"""
