"""What a written name stands for in a module, and under which name a Protocol is to be had."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mypy_txn.migration.syntax import Import, Syntax


class Names:
    """The names of one module."""

    def __init__(self, syntax: Syntax, classes: Mapping[str, str]) -> None:
        """Take the imports of a module as they are.

        Args:
            syntax: of the module.
            classes: from full names, as imports spell them, and names that the module defines, to
                the classes that they stand for, as far as that is known for certain.

        """
        self._syntax = syntax
        self._classes = classes
        self._given: dict[str, str] = {}

    def full(self, written: str) -> str:
        """The full name of what ``written`` was imported as; itself if it was not imported."""
        return next((full for full, _ in self._meanings(written)), written)

    def means(self, written: str, handle: str) -> bool:
        """Whether ``written`` is the class ``handle`` itself, not an alias of it."""
        return any(self._is(full, handle) for full in self._fulls(written))

    def sources(self, written: str, handle: str) -> list[Import]:
        """The imports through which ``written`` means ``handle``."""
        return [one for full, one in self._meanings(written) if self._is(full, handle)]

    def local(self, protocol: str) -> str | None:
        """The name that ``protocol`` has or gets here; None if each is taken."""
        for one in self._syntax.imports:
            if one.full == protocol and _is_for_all(one):
                return one.local
        module, _, name = protocol.rpartition(".")
        words = module.rpartition(".")[2].split("_")
        other = "".join(word.capitalize() for word in words) + name
        local = next((one for one in (name, other) if self._is_free(one, protocol)), None)
        if local:
            self._given[local] = protocol
        return local

    def _is_free(self, name: str, protocol: str) -> bool:
        if name in self._given:
            return self._given[name] == protocol
        bound = [one.full for one in self._syntax.imports if one.local == name]
        if bound:
            return set(bound) == {protocol} and name not in self._syntax.bound
        star = f"{protocol.rpartition('.')[0]}.*"
        return name not in self._syntax.names or any(
            one.full == star for one in self._syntax.imports
        )

    def _is(self, full: str, handle: str) -> bool:
        known = self._classes.get(full)
        return known == handle if known else _same(full, handle)

    def _fulls(self, written: str) -> list[str]:
        return [full for full, _ in self._meanings(written)] or [written]

    def _meanings(self, written: str) -> Iterator[tuple[str, Import]]:
        head, _, rest = written.partition(".")
        for one in self._syntax.imports:
            if one.local == "*":
                yield one.full[:-1] + written, one
            elif one.local == head and one.is_plain:
                yield written, one
            elif one.local == head:
                yield one.full + (f".{rest}" if rest else ""), one


def _is_for_all(one: Import) -> bool:
    block = one.block
    return block.outer is None or (block.is_type_checking and block.takes_imports)


def _same(full: str, handle: str) -> bool:
    """Whether ``full`` is ``handle``, or that name in a package around the handle's module.

    ``sqlalchemy.orm`` has ``Session`` of ``sqlalchemy.orm.session``.
    """
    package, _, name = full.rpartition(".")
    module, _, own = handle.rpartition(".")
    return name == own and f"{module}.".startswith(f"{package}.")
