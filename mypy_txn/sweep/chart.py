"""The sweep log as a picture: the totals over time, as a stack of domains or codes.

pygal (3.1) puts a script with a configuration into each chart and a random name into its style;
the one is taken out, the other replaced, so that the same log gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import accumulate
from typing import Any, Final
from xml.etree.ElementTree import Element

from pygal import XY  # type: ignore[import-untyped]
from pygal.style import Style  # type: ignore[import-untyped]

from mypy_txn.sweep.rows import Row

COLORS: Final = (
    "#4269d0", "#efb118", "#ff725c", "#6cc5b0", "#3ca951", "#ff8ab7", "#a463f2", "#97bbf5",
    "#9c6b4e",
)  # fmt: skip
REST: Final = "#9498a0"
TICKS: Final = 6

Numbers = Callable[[Row], Mapping[str, int]]
BY: Final[dict[str, Numbers]] = {
    "total": lambda row: {"total": row.total},
    "domain": lambda row: row.domains,
    "code": lambda row: row.codes,
    "status": lambda row: row.statuses,
}


def draw(rows: Sequence[Row], by: str) -> bytes:
    """An SVG of ``rows``, of which there is at least one; ``by`` is a key of ``BY``."""
    rows = sorted(rows, key=lambda row: row.time)
    names = _names(rows, BY[by])
    stack = _stack(rows, names, BY[by])
    first, last = rows[0], rows[-1]
    chart = XY(
        title=f"Transaction findings: {first.total} to {last.total}",
        style=_style(len(names), len(stack)),
        width=960,
        height=480,
        fill=True,
        show_dots=False,
        stroke_style={"width": 2},
        legend_at_bottom=True,
        legend_at_bottom_columns=5,
        show_legend=by != "total",
        truncate_legend=-1,
        x_labels=_times(rows),
        x_value_formatter=_date_format(rows),
        x_label_rotation=0,
        y_labels=_ticks(max(row.total for row in rows)),
        value_formatter="{:g}".format,
        margin=24,
        margin_right=56,
        js=[],
    )
    chart.uuid = "mypy-txn-sweep"
    chart.add_xml_filter(_without_scripts)
    for title, points in stack:
        chart.add(title, points)
    svg: bytes = chart.render()
    return svg + b"\n"


def _names(rows: Sequence[Row], numbers: Numbers) -> list[str]:
    """What is drawn on its own, from the bottom up: what once had the most."""
    most: dict[str, int] = {}
    for row in rows:
        for name, number in numbers(row).items():
            most[name] = max(number, most.get(name, 0))
    return sorted(most, key=lambda name: (-most[name], name))[: len(COLORS)]


def _stack(
    rows: Sequence[Row], names: Sequence[str], numbers: Numbers
) -> list[tuple[str, list[tuple[float, int]]]]:
    """The layers of the stack, from the top down, since what is drawn later lies above."""
    heights = []
    for row in rows:
        of = numbers(row)
        own = [of.get(name, 0) for name in names]
        heights.append(list(accumulate([*own, row.total - sum(own)])))
    titles = [f"{name} {numbers(rows[-1]).get(name, 0)}" for name in names]
    rest = rows[-1].total - sum(numbers(rows[-1]).get(name, 0) for name in names)
    layers = [
        (title, [(row.time.timestamp(), at[level]) for row, at in zip(rows, heights)])
        for level, title in enumerate([*titles, f"others {rest}"])
    ]
    if names and all(sum(numbers(row).get(name, 0) for name in names) == row.total for row in rows):
        layers.pop()
    return layers[::-1]


def _style(names: int, layers: int) -> Style:
    colors = [REST] * (layers - names) + [*reversed(COLORS[:names])]
    return Style(
        background="#ffffff",
        plot_background="#ffffff",
        foreground="#333333",
        foreground_strong="#111111",
        foreground_subtle="#cccccc",
        opacity="1",
        opacity_hover="1",
        transition="0s",
        font_family="sans-serif",
        title_font_size=20,
        label_font_size=13,
        major_label_font_size=13,
        legend_font_size=14,
        colors=tuple(colors),
    )


def _times(rows: Sequence[Row]) -> list[float]:
    start, end = rows[0].time.timestamp(), rows[-1].time.timestamp()
    number = min(TICKS, len(rows)) if end > start else 1
    return [start + (end - start) * at / max(number - 1, 1) for at in range(number)]


def _date_format(rows: Sequence[Row]) -> Callable[[float], str]:
    short = (rows[-1].time - rows[0].time).days < TICKS
    form = "%Y-%m-%d %H:%M" if short else "%Y-%m-%d"
    return lambda seconds: datetime.fromtimestamp(seconds, UTC).strftime(form)


def _ticks(most: int) -> list[int]:
    """Round numbers from 0 to at least ``most``."""
    steps = (factor * 10**power for power in range(10) for factor in (1, 2, 5))
    step = next(step for step in steps if step * TICKS >= most)
    return [*range(0, max(most, 1) + step, step)]


def _without_scripts(root: Element) -> Any:
    for parent in list(root.iter()):
        for child in list(parent):
            if str(child.tag).endswith("script"):
                parent.remove(child)
    return root
