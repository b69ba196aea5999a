"""Writing Protocols where a module names handles, without touching anything else of its text.

It knows nothing of mypy: places and classes come in, text and reasons come out.
"""

from __future__ import annotations

from mypy_txn.migration.rewrite import Replacement, Rewritten, rewrite

__all__ = ["Replacement", "Rewritten", "rewrite"]
