"""How the owner's functions reach a call that has to move up to them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from mypy_txn.codes import CALL
from mypy_txn.program.capabilities import Program
from mypy_txn.records import Finding


@dataclass(frozen=True, slots=True)
class Move:
    """A control call in a protected layer.

    Attributes:
        finding: the call.
        paths: the shortest call path from each function of the owner that reaches it, shortest
            first; each is full names, the last that of the function with the call.
        others: functions that reach it and that nothing of the project calls, its own among them;
            where ``paths`` is empty these are what is known of where it is called from.

    """

    finding: Finding
    paths: tuple[tuple[str, ...], ...]
    others: tuple[str, ...]

    @property
    def function(self) -> str:
        """The full name of the function with the call; the module's if it is in none."""
        return _function_of(self.finding)


def moves(
    findings: Iterable[Finding], program: Program, is_owner: Callable[[str], bool]
) -> Iterator[Move]:
    """The calls that must move.

    Args:
        findings: of the project.
        program: the summaries of all its modules.
        is_owner: whether a function, by its full name, is in an owner layer.

    """
    for finding in findings:
        if finding.code == CALL.code:
            reached = _toward(_function_of(finding), program.callers, is_owner)
            owners = sorted((one for one in reached if is_owner(one)), key=_by_length(reached))
            tops = (one for one in reached if not program.callers.get(one) and not is_owner(one))
            paths = tuple(_path(one, reached) for one in owners)
            yield Move(finding, paths, tuple(sorted(tops)))


def _function_of(finding: Finding) -> str:
    return ".".join(filter(None, (finding.module, finding.symbol)))


def _toward(
    function: str, callers: Mapping[str, list[str]], is_owner: Callable[[str], bool]
) -> dict[str, str]:
    """Each function that reaches ``function``, with the next on the shortest way to it.

    A way does not go on above the owner's function that it has reached.
    """
    toward, pending = {function: ""}, deque([function])
    while pending:
        current = pending.popleft()
        if is_owner(current):
            continue
        for caller in callers.get(current, ()):
            if caller not in toward:
                toward[caller] = current
                pending.append(caller)
    return toward


def _path(function: str, toward: Mapping[str, str]) -> tuple[str, ...]:
    path = [function]
    while following := toward[path[-1]]:
        path.append(following)
    return tuple(path)


def _by_length(toward: Mapping[str, str]) -> Callable[[str], tuple[int, str]]:
    return lambda function: (len(_path(function, toward)), function)
