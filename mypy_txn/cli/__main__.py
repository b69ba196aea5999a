"""`python -m mypy_txn.cli`, where the command is not on the path."""

from mypy_txn.cli import main

main()
