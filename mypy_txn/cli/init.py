"""`mypy-txn init`: what of a tree is in which layer, and the configuration that says so."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import click

from mypy_txn.cli import baseline as freezing
from mypy_txn.cli.running import config_file, fail, paths, refuse_below
from mypy_txn.cli.showing import show_difference
from mypy_txn.cli.survey_tables import show_hidden, show_survey, suggestion
from mypy_txn.config import LAYERS_SECTION, SECTION, Config, ConfigError, read_config
from mypy_txn.configuring import (
    Configuration,
    EditError,
    Setting,
    edited,
    find_configuration,
    has_section,
    read_text,
    write_text,
)
from mypy_txn.console import console_on
from mypy_txn.layers import Layers
from mypy_txn.run import CannotCheck, Project
from mypy_txn.run.project import PLUGIN, is_ours
from mypy_txn.run.refused import load_plugins, refuse_unfit
from mypy_txn.run.survey import Survey, hidden, survey
from mypy_txn.run.tree import problems_of, protects_any, tops_of
from mypy_txn.wording import arguments

PLUGIN_LINE: Final = Setting("mypy", "plugins", (PLUGIN,), adds=True)


def _layers(ctx: click.Context, option: click.Parameter, values: Iterable[str]) -> list[Setting]:
    """``drivers=*.drivers``, several of one name together."""
    patterns: dict[str, list[str]] = {}
    for value in values:
        name, equals, listed = value.partition("=")
        if not equals:
            raise click.BadParameter(f"{value!r} is not NAME=PATTERN, as in drivers=*.drivers")
        if not name.strip().isidentifier():
            raise click.BadParameter(f"{name.strip()!r} is not a name for a layer")
        patterns.setdefault(name.strip(), []).extend(_words([listed]))
    return [Setting(LAYERS_SECTION, name, tuple(own)) for name, own in patterns.items()]


def _roles(ctx: click.Context, option: click.Parameter, values: Iterable[str]) -> list[Setting]:
    names = _words(values)
    return [Setting(SECTION, str(option.name), tuple(names))] if names else []


def _words(values: Iterable[str]) -> list[str]:
    return [word.strip() for value in values for word in value.split(",") if word.strip()]


@click.command("init", short_help="Find the layers of a tree, and write the configuration.")
@paths
@config_file
@click.option(
    "--layer",
    "layers",
    metavar="NAME=PATTERN",
    multiple=True,
    callback=_layers,
    help="The modules of a layer, as in drivers=*.drivers. Can be repeated.",
)
@click.option(
    "--owner",
    metavar="NAME",
    multiple=True,
    callback=_roles,
    help="A layer that may control transactions. Can be repeated.",
)
@click.option(
    "--protected",
    metavar="NAME",
    multiple=True,
    callback=_roles,
    help="A layer that may not. Can be repeated.",
)
@click.option("--baseline", is_flag=True, help="Freeze today's findings too: mypy-txn baseline.")
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if something would change.")
def command(
    paths: tuple[str, ...],
    config_file: str | None,
    layers: list[Setting],
    owner: list[Setting],
    protected: list[Setting],
    baseline: bool,
    check: bool,
) -> None:
    """Show which modules of PATHS are in which layer, and add the plugin to mypy's configuration.

    Without PATHS it looks at what mypy is configured to check, else at the current folder. Exit
    status: 0 configured, 1 with --check if something would change, 2 if it cannot be configured.
    """
    found = find_configuration(config_file)
    refuse_below(found, paths)
    if found.complaints:
        print(f"mypy-txn: mypy says: {found.complaints}", file=sys.stderr)
    try:
        if not found.is_new:
            load_plugins(found)
        old = read_text(found.path) if found.path.exists() else ""
        asked = [*owner, *protected, *layers]
        new = edited(str(found.path), old, _settings(found, old, asked))
        project, looked_at = _project(paths, config_file, found)
        project.configure(_config_of(found.path, new))
        refuse_unfit(project, found, no_baseline_yet=baseline)
        seen = survey(project)
    except (CannotCheck, ConfigError, EditError) as error:
        fail(str(error))
    _show(found, project, seen, looked_at)
    _refuse_problems(project, seen, paths)
    _write(found, old, new, check)
    if check:
        is_missing = baseline and project.config.baseline is None
        if is_missing:
            print(f"{freezing.NAME} is not written: --check")
        sys.exit(0 if new == old and not is_missing else 1)
    targets = looked_at if paths or looked_at == () else _tops(project)
    if baseline:
        click.get_current_context().invoke(
            freezing.command, paths=targets, config_file=config_file, shrink=False
        )
    _say_what_is_next(project.config.baseline is not None or baseline, targets, config_file)


def _settings(found: Configuration, old: str, asked: Sequence[Setting]) -> list[Setting]:
    """What the configuration should say, the roles of the default layers too if it is new to us."""
    if any(map(is_ours, found.options.plugins)):
        return list(asked)
    if asked or has_section(str(found.path), old, SECTION):
        return [PLUGIN_LINE, *asked]
    default = Layers()
    roles = (
        Setting(SECTION, "owner", default.owners),
        Setting(SECTION, "protected", default.protected),
    )
    return [PLUGIN_LINE, *roles]


def _project(
    paths: tuple[str, ...], config_file: str | None, found: Configuration
) -> tuple[Project, tuple[str, ...]]:
    """The project and the paths that are looked at: none for what the configuration says."""
    for path in paths:
        if not Path(path).exists():
            raise CannotCheck(f"{path}: there is no such file or folder")
    if not paths and not found.names_sources:
        paths = (os.curdir,)
    return Project(paths, config_file), paths


def _config_of(path: Path, text: str) -> Config:
    """What ``[mypy_txn]`` says in ``text``, which may not be written."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, path.name)
        write_text(copy, text)
        try:
            return read_config(str(copy))
        except ConfigError as error:
            raise ConfigError(str(error).replace(str(copy), str(path))) from None


def _show(found: Configuration, project: Project, seen: Survey, looked_at: tuple[str, ...]) -> None:
    to = console_on(sys.stdout)
    if not found.is_new:
        to.print(f"mypy is configured by {found.path}")
    elif found.path.exists():
        to.print(f"mypy is not configured yet; {found.path} is where it would be")
    else:
        to.print(f"mypy is not configured yet; {found.path} will be made")
    to.print()
    show_survey(to, seen, project.config.layers)
    show_hidden(to, hidden(project, found.options, looked_at))


def _refuse_problems(project: Project, seen: Survey, paths: tuple[str, ...]) -> None:
    """A configuration that covers nothing is not written."""
    problems = list(problems_of(project))
    if not (protects_any(project) or project.config.layers.patterns):
        print(suggestion(seen.standings, paths))
    if problems:
        fail("nothing is written: " + "; ".join(f"{what}: {why}" for what, why in problems))


def _write(found: Configuration, old: str, new: str, check: bool) -> None:
    to = console_on(sys.stdout)
    to.print()
    if new == old:
        to.print(f"{found.path} says it all: nothing to write")
        return
    show_difference(to, str(found.path), old, new)
    if check:
        to.print(f"{found.path} is not written: --check")
        return
    try:
        write_text(found.path, new)
    except EditError as error:
        fail(str(error))
    to.print(f"Wrote {found.path}", style="bold green")


def _tops(project: Project) -> tuple[str, ...]:
    """The folders and files of the packages that have protected modules."""
    protected = (source for source in project.sources if project.protects(source.module))
    return tuple(sorted(map(os.path.relpath, tops_of(protected))))


def _say_what_is_next(
    has_baseline: bool, targets: tuple[str, ...], config_file: str | None
) -> None:
    given = arguments(targets, config_file)
    if not has_baseline:
        print(f"Next: mypy-txn baseline{given}")
        print("  accepts the findings of today, so that only new ones fail")
    print(f"Next: mypy-txn selftest{given}")
    print("  proves that new findings fail")
