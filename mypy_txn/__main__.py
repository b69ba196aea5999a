"""`python -m mypy_txn`, where the command is not on the path."""

from mypy_txn.cli import main

main()
