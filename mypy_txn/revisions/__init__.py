"""Revisions of a project, each checked as it was, in a git work tree in a temporary folder."""
