"""Which Protocols a module needs, and in which of its blocks they are to be imported."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mypy_txn.migration.syntax import Block, Import, Syntax


class Need(NamedTuple):
    """A Protocol to be imported.

    Attributes:
        protocol: its full name.
        local: its name here.
        block: where to import it.
        beside: the import of the handle that it stands for; None for a new annotation.

    """

    protocol: str
    local: str
    block: Block
    beside: Import | None

    def is_met(self, syntax: Syntax) -> bool:
        """Whether it is imported already, in its block or for the whole module."""
        module = self.protocol.rpartition(".")[0]
        return any(
            (one.local == self.local and one.full == self.protocol)
            or (one.full == f"{module}.*" and self.local == self.protocol.rpartition(".")[2])
            for one in syntax.imports
            if one.block in (self.block, syntax.root)
            or (
                self.block.is_type_checking
                and one.block.is_type_checking
                and one.block.takes_imports
            )
        )


def place(
    syntax: Syntax, offset: int, sources: Sequence[Import], evaluated: bool
) -> tuple[Block, Import | None]:
    """The block in which a name used at ``offset`` is to be imported, and what it stands beside.

    That is the block of the import that it takes the place of, among ``sources``. An import that
    only type checkers execute is enough where nothing evaluates the name; one that is executed
    stays one.
    """
    seen = [one for one in sources if _scope(one.block).span.covers(offset)]
    if not seen:
        return syntax.root, None
    beside = max(seen, key=lambda one: _scope(one.block).span.start)
    return _block(syntax, beside, evaluated), beside


def _block(syntax: Syntax, beside: Import, evaluated: bool) -> Block:
    """The block for an import that stands beside ``beside``."""
    if any(block.is_type_checking for block in _around(beside.block)):
        if beside.block.takes_imports and not evaluated and not _also_at_run_time(syntax, beside):
            return beside.block
        return syntax.root
    return next(block for block in _around(beside.block) if block.takes_imports)


def _also_at_run_time(syntax: Syntax, beside: Import) -> bool:
    """Whether a name for type checkers has a meaning at run time too, as after an ``else``."""
    return beside.local in syntax.bound or any(
        one.local == beside.local
        and _scope(one.block) is _scope(beside.block)
        and not one.block.is_type_checking
        for one in syntax.imports
    )


def joined(syntax: Syntax, needs: Sequence[Need]) -> list[Need]:
    """``needs`` without those that are met, also by another that holds for the whole module."""
    whole = {need.protocol for need in needs if need.block is syntax.root}
    found: dict[tuple[str, Block], Need] = {}
    for need in needs:
        block = syntax.root if need.protocol in whole else need.block
        if not need._replace(block=block).is_met(syntax):
            key = need.protocol, block
            beside = found[key].beside if key in found else need.beside
            found[key] = need._replace(block=block, beside=beside or need.beside)
    return list(found.values())


def _scope(block: Block) -> Block:
    return next(around for around in _around(block) if around.is_scope)


def _around(block: Block | None) -> Iterator[Block]:
    while block is not None:
        yield block
        block = block.outer
