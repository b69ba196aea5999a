"""How a daemon learns that its settings have changed, so that ``dmypy run`` restarts it.

For each request it makes the plugins anew and compares their modules' ``__version__`` with what it
was at the start (mypy 2.4.1, ``mypy.dmypy_server``).
"""

from __future__ import annotations

from typing import ClassVar

from mypy_txn.version import __version__


class Served:
    """The settings of the daemon that this process is."""

    settings: ClassVar[object] = None

    @classmethod
    def version_with(cls, settings: object, is_daemon: bool) -> str:
        """Our version, or another text in a daemon that was started with other settings.

        Args:
            settings: those of a plugin that has just been made.
            is_daemon: whether that is the plugin of the daemon itself; others are not told.

        """
        if is_daemon:
            cls.settings = settings
        changed = cls.settings is not None and cls.settings != settings
        return f"{__version__} with other settings" if changed else __version__
