"""`mypy-txn selftest`: proof that the gate is closed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click
from rich.text import Text

from mypy_txn.cli.running import config_file, configuration_for, fail, paths, waiting
from mypy_txn.cli.showing import show_table
from mypy_txn.console import console_on
from mypy_txn.layers import Role, Standing
from mypy_txn.run import CannotCheck
from mypy_txn.run.planted import CODES
from mypy_txn.run.sandbox import Gate
from mypy_txn.run.selftest import Planted, Proof, selftest
from mypy_txn.wording import counted


@click.command(
    "selftest", short_help="Prove, on a copy, that mypy reports a violation of each code."
)
@paths
@config_file
@click.option(
    "--gate",
    type=click.Choice([gate.value for gate in Gate]),
    default=Gate.MYPY.value,
    show_default=True,
    help="What you run in CI: mypy, or mypy-txn check.",
)
def command(paths: tuple[str, ...], config_file: str | None, gate: str) -> None:
    """Plant violations in a copy of the project, and see that its own mypy reports them.

    In the copy, each folder of a protected layer gets a violation of each code, and each of an
    owner the same. Then mypy runs there on PATHS, or on what it is configured to check. Exit
    status: 0 all were reported where they should be, 1 some were not, 2 mypy did not run.
    """
    configuration_for(paths, config_file)
    try:
        with waiting():
            proof = selftest(paths, config_file, Gate(gate))
    except CannotCheck as error:
        fail(str(error))
    _show(proof)
    sys.exit(0 if proof.is_closed else 1)


def _show(proof: Proof) -> None:
    to = console_on(sys.stdout)
    layers: dict[Standing, list[Planted]] = {}
    for one in proof.planted:
        layers.setdefault(one.spot.standing, []).append(one)
    order = sorted(layers, key=lambda standing: (standing.role.value, standing.layer or ""))
    rows: list[list[str | Text]] = [
        [f"{layer.layer or 'in no layer'} ({layer.role.value})", *_cells(layers[layer])]
        for layer in order
    ]
    to.print("Reported, of the violations planted:")
    show_table(to, ["layer", *CODES], rows)
    to.print()
    for line in (*_wrong(proof), *(f"{what}: {why}" for what, why in proof.problems)):
        to.print(line, style="red")
    text, style = _summary(proof)
    to.print(text, style=style)


def _cells(planted: list[Planted]) -> Iterator[Text]:
    """How many violations of each code were reported, of those planted in one layer."""
    for code in CODES:
        own = [one for one in planted if one.code == code]
        reported = sum(one.reported for one in own)
        text = f"{reported} of {len(own)}"
        yield Text(text, "green" if all(one.is_right for one in own) else "bold red")


def _wrong(proof: Proof) -> Iterator[str]:
    """A line for each place in which mypy did not do what it should."""
    lines: dict[tuple[Path, bool, str], list[str]] = {}
    for one in proof.planted:
        if not one.is_right:
            lines.setdefault((one.spot.path, one.reported, one.why), []).append(one.code)
    for (path, reported, why), codes in lines.items():
        place = os.path.relpath(path)
        listed = ", ".join(codes)
        if reported:
            yield f"{place}: {listed}: reported, in a layer that owns transactions"
        else:
            what = "nothing is reported" if len(codes) == len(CODES) else f"not reported: {listed}"
            yield f"{place}: {what}: {why or 'it cannot be told why'}"


def _summary(proof: Proof) -> tuple[str, str]:
    protected = [one for one in proof.planted if one.spot.standing.role is Role.PROTECTED]
    reported = sum(one.reported for one in protected)
    places = len({one.spot.path for one in protected})
    planted = f"{len(protected)} violations planted in {counted(places, 'place')}"
    if proof.is_closed:
        owners = "" if len(protected) == len(proof.planted) else ", and none in the owner's layers"
        return f"The gate is closed: of {planted}, each is reported{owners}", "bold green"
    return f"The gate is open: of {planted}, {reported} are reported", "bold red"
