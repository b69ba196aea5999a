"""What mypy_txn costs: generated backends, checked by mypy with and without the plugin.

Run by hand: ``python -m benchmarks --modules 100 1000 --pairs 5 --write docs/performance.md``.
"""
