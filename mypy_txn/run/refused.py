"""What every run of mypy would refuse, so that nothing is said to be configured with it."""

from __future__ import annotations

import io

import mypy.types  # noqa: F401  # before mypy.build, else a circular import
from mypy.build import load_plugins_from_config
from mypy.errors import CompileError, Errors

from mypy_txn.adapter.environment import why_unfit
from mypy_txn.configuring import Configuration
from mypy_txn.run.comparison import baseline_of
from mypy_txn.run.project import CannotCheck, Project, refuse_misnamed


def load_plugins(found: Configuration) -> None:
    """Load what a configuration names as plugins, as mypy does.

    Raises:
        CannotCheck: if mypy could not; the text is mypy's.

    """
    refuse_misnamed(found.options.plugins)
    out = io.StringIO()
    try:
        load_plugins_from_config(found.options, Errors(found.options), out)
    except CompileError as error:
        raise CannotCheck("\n".join(error.messages)) from None
    except Exception as error:
        said = f"{out.getvalue().strip()}: {type(error).__name__}: {error}"
        raise CannotCheck(f"mypy crashed: {said}") from None


def refuse_unfit(project: Project, found: Configuration, no_baseline_yet: bool) -> None:
    """Refuse a project as the plugin would, if ``found`` were its configuration.

    Args:
        project: as it would be configured.
        found: the file.
        no_baseline_yet: whether it is right that there is none.

    Raises:
        CannotCheck: with the plugin's complaint.

    """
    options = project.options.apply_changes({"config_file": str(found.path)})
    if complaint := why_unfit(options):
        raise CannotCheck(complaint)
    baseline_of(project, no_baseline_yet)
