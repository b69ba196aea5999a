"""What `mypy-txn init` says about a tree."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rich.console import Console
from rich.text import Text

from mypy_txn.cli.showing import show_table
from mypy_txn.layers import Layers, Role
from mypy_txn.run.survey import OWNERS, PROTECTED, Hidden, Survey, candidates
from mypy_txn.wording import counted

_STYLES = {Role.OWNER: "green", Role.PROTECTED: "yellow", Role.UNRESTRICTED: ""}


def show_survey(to: Console, seen: Survey, layers: Layers) -> None:
    """Print a table of the tree: its parts, and how many modules of each are in which layer."""
    roles = {standing.layer: standing.role for standing in seen.standings.values()}
    roles |= dict.fromkeys(layers.protected, Role.PROTECTED)
    roles |= dict.fromkeys(layers.owners, Role.OWNER)
    roles.pop(None, None)
    names = sorted(roles, key=lambda name: (list(Role).index(roles[name]), str(name)))
    heads = [f"{name} ({roles[name].value})" for name in names]
    rows: list[list[str | Text]] = []
    for part, counts in seen.parts.items():
        cells = (_number(counts[name], _STYLES[roles[name]]) for name in names)
        rows.append([part or ".", *cells, _number(counts[None])])
    rows.append(["modules", *(str(seen.count(name)) for name in (*names, None))])
    show_table(to, ["part", *heads, "in no layer"], rows)
    for name in names:
        if not seen.count(name):
            to.print(f"No module is in layer {name}.")


def _number(number: int, style: str = "") -> Text:
    return Text(str(number) if number else "-", style if number else "dim")


def show_hidden(to: Console, reasons: Sequence[Hidden]) -> None:
    """Say which settings keep plain mypy from showing what is found."""
    for why, modules in reasons:
        to.print(
            f"Hidden from mypy by {why}: {counted(len(modules), 'module')} of protected layers"
            f" ({_some(modules)})",
            style="bold red",
        )
    if reasons:
        to.print("mypy-txn check looks into them all the same, but for what is excluded")


def _some(modules: Sequence[str]) -> str:
    more = len(modules) - 3
    return ", ".join(modules[:3]) + (f" and {more} more" if more > 0 else "")


def suggestion(modules: Collection[str], asked_for: Sequence[str]) -> str:
    """How to say where the layers are, with what sounds like layers in this tree."""
    found = candidates(modules)
    owners, protected = sorted(OWNERS & set(found)), sorted(PROTECTED & set(found))
    if not found:
        owners, protected = ["handlers"], ["engines", "drivers"]
        said = "No folder is called like a layer. Say where yours are, for example:"
    else:
        listed = ", ".join(
            f"{name} ({counted(number, 'module')})" for name, number in sorted(found.items())
        )
        said = f"Folders that sound like layers: {listed}. If they are, say so:"
    patterns = {name: f"*.{name}" for name in (*owners, *protected)}
    if not owners:
        patterns["owners"], owners = "MODULES_THAT_MAY_COMMIT", ["owners"]
    if not protected:
        patterns["others"], protected = "MODULES_THAT_MAY_NOT", ["others"]
    words = [
        *(f"--layer '{name}={pattern}'" for name, pattern in patterns.items()),
        *(f"--owner {name}" for name in owners),
        *(f"--protected {name}" for name in protected),
    ]
    return f"{said}\n  " + " ".join(["mypy-txn init", *asked_for, *words])
