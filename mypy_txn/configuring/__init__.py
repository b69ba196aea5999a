"""Writing settings into the configuration that a project has, and leaving the rest as it is."""

from mypy_txn.configuring.editing import EditError, edited, set_key
from mypy_txn.configuring.settings import Setting

__all__ = ["EditError", "Setting", "edited", "set_key"]
