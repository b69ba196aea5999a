"""Writing settings into the configuration that a project has, and leaving the rest as it is."""

from mypy_txn.configuring.editing import (
    EditError,
    edited,
    has_section,
    read_text,
    set_key,
    write_text,
)
from mypy_txn.configuring.files import Configuration, configured_below, find_configuration
from mypy_txn.configuring.settings import Setting

__all__ = [
    "Configuration",
    "EditError",
    "Setting",
    "configured_below",
    "edited",
    "find_configuration",
    "has_section",
    "read_text",
    "set_key",
    "write_text",
]
