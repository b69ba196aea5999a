"""What mypy finds around it that would make every verdict worthless."""

from __future__ import annotations

from typing import Final

from mypy.options import Options
from mypy.plugin import Plugin
from mypy.version import __version__

from mypy_txn.sqlalchemy_line import why_not_its_own_types

AUDITING: Final = "get_additional_indirect_deps"
"""The entry of plugins in which modules are audited; mypy has it since 2.4.0."""


def why_unfit(options: Options, plugins: type = Plugin) -> str | None:
    """Why nothing can be checked in this environment; None if it can.

    Args:
        options: mypy's.
        plugins: the class of its plugins.

    """
    if not hasattr(plugins, AUDITING):
        return (
            f"mypy_txn needs mypy 2.4 or later: mypy {__version__} does not tell plugins when it"
            " has checked a module"
        )
    return why_not_its_own_types(options.python_executable)
