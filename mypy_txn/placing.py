"""Where a module is in the layers: by the name that mypy gives it, or else by its path.

In folders without ``__init__.py`` mypy (2.4) takes ``app/L6_drivers/rows.py`` for a module
``rows``, unless ``explicit_package_bases`` is set.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Final

from mypy_txn.config import LAYERS_SECTION, root_of, section_in
from mypy_txn.files import is_installed
from mypy_txn.layers import LayerError, Layers, Role, Standing

_PACKAGE: Final = f"{os.sep}__init__"


class Places:
    """The layers of a project, and where its files are."""

    def __init__(self, layers: Layers, config_file: str | None) -> None:
        """Take the layers.

        Args:
            layers: of the project.
            config_file: from its folder on a path counts, or else from the working folder.

        """
        self._layers = layers
        self._section = f"{config_file}: {section_in(config_file, LAYERS_SECTION)}"
        self._root = os.path.join(root_of(config_file), "")
        here = os.path.join(os.path.abspath(os.curdir), "")
        self._here = here[len(self._root) :] if here.startswith(self._root) else ""
        self._tops = [self._root, here]
        self._tops += [os.path.join(os.path.realpath(top), "") for top in self._tops]

    def standing(self, module: str, path: str | None) -> Standing:
        """The layer and role of a module.

        Args:
            module: its name.
            path: of its file, absolute or from the working folder; None if it has none.

        Raises:
            LayerError: if the patterns of two layers reach equally deep into it; the text also
                says which file and section has them.

        """
        return self._placed(module, path)[1]

    def name(self, module: str, path: str | None) -> str:
        """The name by which a module has its standing, which raises as ``standing`` does.

        Of a module that is in no layer, and in no package, it is the whole path.
        """
        name, standing = self._placed(module, path)
        if "." in module or not path or not _is_nowhere(standing):
            return name
        return next(self._longer(module, path), module)

    def _placed(self, module: str, path: str | None) -> tuple[str, Standing]:
        by_name = self._named(module)
        if path and _is_nowhere(by_name):
            for longer in self._longer(module, path):
                by_path = self._named(longer)
                if not _is_nowhere(by_path):
                    return longer, by_path
        return module, by_name

    def _named(self, name: str) -> Standing:
        try:
            return self._layers.standing(name)
        except LayerError as error:
            raise LayerError(f"{self._section}: {error}") from None

    def _longer(self, module: str, path: str) -> Iterator[str]:
        """What the module could be called, were the folders above it packages."""
        below = None if is_installed(path) else self._below(path)
        if below is None:
            return
        bare = os.path.splitext(below)[0].removesuffix(_PACKAGE)
        own = module.replace(".", os.sep)
        if bare != own:
            folders = os.path.normpath(bare).removesuffix(own).split(os.sep)
            for start in range(len(folders) - 1):
                yield ".".join([*folders[start:-1], module])

    def _below(self, path: str) -> str | None:
        """A path from the folder that it counts from; None if it is elsewhere."""
        if not os.path.isabs(path):
            return self._here + path
        for one in (path, os.path.realpath(path)):
            for top in self._tops:
                if one.startswith(top):
                    return one[len(top) :]
        return None


def _is_nowhere(standing: Standing) -> bool:
    return standing.layer is None and standing.role is Role.UNRESTRICTED
