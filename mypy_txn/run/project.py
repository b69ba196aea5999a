"""A project's own mypy options, and what must be different in them to see everything layered."""

from __future__ import annotations

import atexit
import io
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Final, TypeVar

from mypy.config_parser import parse_mypy_comments
from mypy.main import process_options
from mypy.modulefinder import BuildSource
from mypy.options import Options
from mypy.util import get_mypy_comments

from mypy_txn.config import Config, ConfigError, read_config, root_of
from mypy_txn.domains import Domains
from mypy_txn.files import is_installed
from mypy_txn.layers import LayerError, Role, Standing
from mypy_txn.placing import Places
from mypy_txn.wording import arguments

PACKAGE: Final = "mypy_txn"
PLUGIN: Final = "mypy_txn.plugin"
RECORDING: Final = "mypy_txn.recording"
SEEN: Final[dict[str, object]] = {
    "ignore_errors": False,
    "follow_imports": "normal",
    "follow_imports_for_stubs": True,
    "check_untyped_defs": True,
}
FOLLOWED: Final[dict[str, object]] = {"ignore_errors": False, "check_untyped_defs": True}
Answer = TypeVar("Answer")
LEFT_OUT: Final[dict[str, object]] = {"ignore_errors": True, "follow_imports": "skip"}


class CannotCheck(Exception):
    """There is nothing to check, or it cannot be checked; the text says why."""


class Project:
    """What to check, and how mypy is configured for it.

    Attributes:
        options: mypy's, with nothing that hides a layered module.
        sources: the modules to check.
        configured: the modules that the configuration says are to be checked, whatever was asked
            for; empty if it does not say, or they are not in this folder.
        config: what ``[mypy_txn]`` says.
        root: the folder of the configuration file.
        arguments: with which another command asks for the same, a space before each.
        left_out: modules that cannot be parsed.

    """

    def __init__(
        self,
        paths: Sequence[str] = (),
        config_file: str | None = None,
        left_out: Collection[str] = (),
        cache: Path | None = None,
    ) -> None:
        """Read the configuration and find the sources.

        Args:
            paths: files and folders; none means what the configuration says.
            config_file: None means the one that mypy finds.
            left_out: modules that cannot be parsed.
            cache: a folder for mypy's; None means the project's.

        Raises:
            CannotCheck: if mypy, or we, do not understand the paths or the configuration.

        """
        self._paths = paths
        self.arguments = arguments(paths, config_file)
        sources, self.options = _read_options(paths, config_file)
        self.configured = _configured(config_file) if paths else sources
        try:
            self.configure(read_config(self.options.config_file))
        except ConfigError as error:
            raise CannotCheck(str(error)) from None
        self._files = {one.module: one.path for one in (*sources, *self.configured)}
        self._libraries = set[str]()
        self.left_out = left_out
        self.sources = [source for source in sources if source.module not in left_out]
        self.root = root_of(self.options.config_file)
        _see(self.options, self.config.layers.layered, left_out)
        _only_findings(self.options)
        refuse_misnamed(self.options.plugins)
        self.options.plugins = _with_recording(self.options.plugins)
        self.options.cache_dir = str(cache) if cache else _cache_in(self.options.cache_dir)

    @cached_property
    def _plain(self) -> Options:
        """The options of plain mypy."""
        return _read_options(self._paths, self.options.config_file)[1]

    def looks_into_untyped(self, module: str, source: bytes) -> bool:
        """Whether plain mypy checks the functions of a module that have no types."""
        options = self._plain.clone_for_module(module)
        comments = get_mypy_comments(source.decode(errors="replace"))
        changes, _ = parse_mypy_comments(comments, options)
        return options.apply_changes(changes).check_untyped_defs

    def configure(self, config: Config) -> None:
        """Take ``config`` for what ``[mypy_txn]`` says."""
        self.config = config
        self._places = Places(config.layers, self.options.config_file)

    def locate(self, paths: Mapping[str, str | None]) -> None:
        """Learn the paths of modules, those that are only imported among them, from mypy."""
        found = {module: path for module, path in paths.items() if module not in self._files}
        self._libraries = {module for module, path in found.items() if path and is_installed(path)}
        self._files = {**self._files, **found}

    def standing(self, module: str) -> Standing:
        """The layer and role of a module, by the path of its file if that is known.

        Raises:
            CannotCheck: if two layers claim it.

        """
        if module in self._libraries:
            return Standing(None, Role.UNRESTRICTED)
        return self._placing(self._places.standing, module)

    def placed(self, module: str) -> str:
        """The name by which it has them, or could; raises as ``standing`` does."""
        return self._placing(self._places.name, module)

    def _placing(self, ask: Callable[[str, str | None], Answer], module: str) -> Answer:
        try:
            return ask(module, self._files.get(module))
        except LayerError as error:
            raise CannotCheck(str(error)) from None

    def domain_of(self, module: str) -> str | None:
        """The domain of a module; None if it has none."""
        return Domains(self.config.layers, self.config.domain).of(self.placed(module))

    def protects(self, module: str) -> bool:
        """Whether ``module`` is in a protected layer and can be parsed."""
        return self.standing(module).role is Role.PROTECTED and module not in self.left_out


def _read_options(
    paths: Sequence[str], config_file: str | None
) -> tuple[list[BuildSource], Options]:
    args = [*(["--config-file", config_file] if config_file else []), "--", *paths]
    out, err = io.StringIO(), io.StringIO()
    try:
        sources, options = process_options(args, out, err, program="mypy-txn")
    except SystemExit:
        said = (err.getvalue() or out.getvalue()).strip().splitlines()
        raise CannotCheck(said[-1].removeprefix("mypy-txn: error: ")) from None
    except OSError as error:
        raise CannotCheck(f"mypy cannot read the project: {error}") from None
    if not paths and options.files:
        _refuse_elsewhere(options.files, options.config_file)
    # What ``packages = app`` finds has folders without ``__init__.py`` among it.
    return [one for one in sources if not (one.path and os.path.isdir(one.path))], options


def _refuse_elsewhere(files: Sequence[str], config_file: str | None) -> None:
    """Refuse ``files = ...`` of which nothing is here: mypy takes it from the working folder."""
    if any(map(os.path.exists, files)):
        return
    why = f"{config_file}: nothing of files = {', '.join(files)} is in this folder"
    root = os.path.relpath(root_of(config_file))
    raise CannotCheck(why if root == os.curdir else f"{why}: run this in {root}")


def _configured(config_file: str | None) -> list[BuildSource]:
    try:
        sources, _ = _read_options((), config_file)
    except CannotCheck:
        return []
    return [source for source in sources if source.path and os.path.exists(source.path)]


def _cache_in(folder: str) -> str:
    """A cache of our own: the options differ from those of plain mypy."""
    if folder == os.devnull or not _is_writable(Path(folder, "txn")):
        folder = tempfile.mkdtemp(prefix="mypy-txn-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return os.path.join(folder, "txn")


def _is_writable(folder: Path) -> bool:
    there = next(each for each in (folder, *folder.absolute().parents) if each.exists())
    return there.is_dir() and os.access(there, os.W_OK)


def is_ours(plugin: str) -> bool:
    """Whether an entry of ``plugins``, which may name a function, is our plugin."""
    return plugin.partition(":")[0] == PLUGIN


def refuse_misnamed(plugins: Iterable[str]) -> None:
    """Refuse what would make mypy crash: our package is no plugin, and has a module ``plugin``.

    Raises:
        CannotCheck: if ``plugins`` has it.

    """
    if PACKAGE in plugins:
        raise CannotCheck(f"plugins: {PACKAGE} is no plugin; it must be {PLUGIN}")


def _with_recording(plugins: Sequence[str]) -> list[str]:
    if any(map(is_ours, plugins)):
        return [RECORDING if is_ours(plugin) else plugin for plugin in plugins]
    return [*plugins, RECORDING]


def _see(options: Options, layered: re.Pattern[str], left_out: Collection[str]) -> None:
    """Override what hides layered modules; an exact section would win over our pattern.

    Into the others handles flow: mypy strips the functions of a module whose errors it ignores.
    """
    sections = options.per_module_options
    if options.follow_imports == "silent":
        options.follow_imports = "normal"
    for changes in sections.values():
        if changes.get("follow_imports") == "silent":
            changes["follow_imports"] = "normal"
    for module, changes in sections.items():
        if "*" not in module:
            changes.update(SEEN if layered.match(module) else FOLLOWED)
    options.clone_for_module("builtins")  # from here on mypy reads no more sections
    _add(options, "mypy-txn: everything", re.compile(""), FOLLOWED)
    _add(options, "mypy-txn: layered", layered, SEEN)
    for module in left_out:
        _add(options, f"mypy-txn: {module}", re.compile(re.escape(module) + r"\Z"), LEFT_OUT)


def _add(options: Options, key: str, modules: re.Pattern[str], changes: dict[str, object]) -> None:
    options.per_module_options[key] = dict(changes)
    options._glob_options.append((key, modules))


def _only_findings(options: Options) -> None:
    """Switch off what a run of mypy does besides finding errors."""
    options.num_workers = 0
    options.incremental = True
    options.many_errors_threshold = -1
    options.warn_unused_configs = False
    options.report_dirs = {}
    options.junit_xml = None
    options.install_types = False
    options.output = "json"
    options.pdb = False
    options.raise_exceptions = False
    options.show_traceback = True
    options.verbosity = 0
