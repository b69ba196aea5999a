"""What the subcommands that run mypy have in common: arguments, progress, complaints, status."""

from __future__ import annotations

import errno
import os
import signal
import sys
import traceback
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any, NoReturn

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from mypy_txn.configuring import Configuration, configured_below, find_configuration
from mypy_txn.run import CannotCheck, Outcome, Project, run
from mypy_txn.run.whole import Whole, whole

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

paths = click.argument("paths", nargs=-1, type=click.Path())
config_file = click.option(
    "--config-file",
    metavar="FILE",
    help="mypy's configuration; the one that mypy finds if left out.",
)


def output(formats: Iterable[str], default: str, what: str) -> Decorator:
    """The option ``--output``: one of ``formats``, as the parameter ``form``."""
    choice = click.Choice(sorted(formats))
    return click.option(
        "--output", "form", type=choice, default=default, show_default=True, help=what
    )


def run_command(command: click.Command) -> NoReturn:
    """Run ``command`` with the arguments of this process, and exit; 1 means findings alone."""
    if sys.stdout is None:
        _leave("there is no standard output to print to")
    _be_interrupted_by("SIGTERM", "SIGHUP")
    try:
        os.getcwd()
    except FileNotFoundError:
        _leave("the current folder is no longer there")
    try:
        _run_to_its_end(command)
    except BrokenPipeError:
        _leave_unheard("nobody reads it")
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        _leave("interrupted; nothing is known")
    except Exception as error:
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            _leave_unheard("the disk is full")
        traceback.print_exc()
        _leave("this is a bug of mypy-txn, nothing is known; please report it with the lines above")
    sys.exit(0)


def _be_interrupted_by(*names: str) -> None:
    """Have signals that would end the process at once leave nothing of it behind, as Ctrl-C does.

    CI sends the first, and a terminal that is closed the second; ``nohup`` has that ignored.
    """
    for number in (getattr(signal, name) for name in names if hasattr(signal, name)):
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)


def _run_to_its_end(command: click.Command) -> None:
    """Run ``command``, and see that all that it printed is out.

    Raises:
        BrokenPipeError: if nobody reads it; click and rich would exit with 1, as for findings.

    """
    out = sys.stdout  # where a pipe breaks, click (8.1) puts another one in its place
    try:
        command.main(prog_name="mypy-txn", standalone_mode=False)
    except SystemExit as status:
        if sys.stdout is not out or isinstance(status.__context__, BrokenPipeError):
            raise BrokenPipeError from None
        out.flush()
        raise
    out.flush()


def _leave_unheard(why: str) -> NoReturn:
    """Exit with 2; what is still to be printed goes nowhere, or Python would complain of it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    try:
        _leave(f"not all was printed: {why}")
    except BrokenPipeError:
        os.dup2(nowhere, sys.stderr.fileno())
        sys.exit(2)


def configuration_for(paths: tuple[str, ...], config_file: str | None) -> Configuration:
    """The configuration that mypy finds; it fails if that is damaged, or nothing is asked for.

    mypy itself goes on without a file that it cannot read, as if nothing were configured.
    """
    found = find_configuration(config_file)
    refuse_below(found, paths)
    if found.is_new and found.complaints:
        fail(found.complaints)
    is_there = config_file is None or Path(config_file).exists()
    if is_there and not paths and not found.names_sources:
        fail("nothing to check: give PATHS, or say files = ... in mypy's configuration")
    return found


def refuse_below(found: Configuration, paths: Iterable[str]) -> None:
    """Fail where mypy finds no configuration, and would find ours if it ran where ``paths`` are."""
    if found.is_new and (below := configured_below(paths)):
        fail(
            f"mypy is not configured here but by {below}: run this in {os.path.dirname(below)}, or"
            f" with --config-file {below}"
        )


def checked(
    paths: tuple[str, ...], config_file: str | None, baseline_may_be_missing: bool = False
) -> Outcome:
    """Run mypy; it fails where nothing can be checked."""
    configuration_for(paths, config_file)
    try:
        return run(paths, config_file, progress, baseline_may_be_missing)
    except CannotCheck as error:
        fail(str(error))


@dataclass(frozen=True)
class Scope:
    """What to check where callers matter, and what of it was asked about.

    Attributes:
        paths: to check; none means what the configuration names.
        modules: asked about; None means all.

    """

    paths: tuple[str, ...]
    modules: Collection[str] | None

    def of(self, outcome: Outcome) -> Outcome:
        """``outcome`` with the records of what was asked about."""
        if self.modules is None:
            return outcome
        records = {name: one for name, one in outcome.records.items() if name in self.modules}
        return replace(outcome, records=records)


def scope_of(paths: tuple[str, ...], config_file: str | None) -> Scope:
    """The whole program, as far as the configuration names it and ``paths`` are of it.

    It fails if one of them is not understood, or ``paths`` have no protected module.
    """
    configuration = configuration_for(paths, config_file)
    if not paths:
        return Scope((), None)
    if missing := [path for path in paths if not os.path.exists(path)]:
        fail(f"{missing[0]}: there is no such file or folder")
    try:
        project = Project(paths, config_file)
        if configuration.names_sources and not project.configured:
            Project((), config_file)  # says why nothing of what the configuration names is here
        modules = {source.module for source in project.sources}
        is_protected = any(map(project.protects, modules))
    except CannotCheck as error:
        fail(str(error))
    if not is_protected:
        fail(f"{' '.join(paths)}: no module there is in a protected layer")
    is_part = modules <= {source.module for source in project.configured}
    return Scope(() if is_part else paths, modules)


def followed(scope: Scope, config_file: str | None) -> tuple[Outcome, Whole]:
    """Run mypy on the whole program, and put together what all modules do with handles.

    The records of the outcome are those of what was asked about.
    """
    outcome = checked(scope.paths, config_file)
    seen = whole(outcome)
    return scope.of(replace(outcome, unchecked=[*outcome.unchecked, *seen.failed])), seen


class Failure(click.ClickException):
    """Nothing could be done; ends the command with exit status 2 and the reason on stderr."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        print(f"mypy-txn: {self.message}", file=file or sys.stderr)


def fail(text: str) -> NoReturn:
    """Raise ``Failure``."""
    raise Failure(text)


def _leave(text: str) -> NoReturn:
    """End the process as a ``Failure`` does, where no command is there to end."""
    Failure(text).show()
    sys.exit(Failure.exit_code)


def end(outcome: Outcome, found: bool) -> NoReturn:
    """Say on stderr what could not be checked, and exit with the status of the run."""
    list_unchecked(outcome)
    sys.exit(2 if outcome.unchecked else 1 if found else 0)


def list_unchecked(outcome: Outcome) -> None:
    """Say on stderr what could not be checked, and why."""
    for one in outcome.unchecked:
        print(f"mypy-txn: not checked: {one}", file=sys.stderr)


def waiting() -> AbstractContextManager[object]:
    """Something that moves, on a terminal."""
    return Console(stderr=True).status("mypy") if sys.stderr.isatty() else nullcontext()


@contextmanager
def progress(asked_for: Collection[str]) -> Iterator[Callable[[str], None]]:
    """A bar on a terminal: modules done, of those asked for."""
    columns = TextColumn("mypy"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[at]}")
    with Progress(
        *columns, console=Console(file=sys.stderr), transient=True, disable=not sys.stderr.isatty()
    ) as bar:
        task = bar.add_task("", total=len(asked_for), at="")

        def done(module: str) -> None:
            bar.update(task, advance=module in asked_for, at=module, refresh=True)

        yield done
