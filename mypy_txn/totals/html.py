"""The report as one page that needs no network: a map of layers and domains, and every finding."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import sqrt
from pathlib import Path
from string import Formatter
from textwrap import dedent
from typing import Final, TextIO
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from mypy_txn.locations import Source, read_source
from mypy_txn.records import Finding
from mypy_txn.totals.report import Report
from mypy_txn.totals.tally import By, Counted, Counts, Kind
from mypy_txn.totals.words import sentences

LOCAL: Final = "file:///{absolute}"
SAMPLE: Final = {"path": "app/a.py", "absolute": "home/app/a.py", "line": 1, "column": 1}
"""What a template may have in it, and what that may look like."""
SHOWN_LINES: Final = 4


class LinkError(Exception):
    """A template that cannot be filled in."""


class Link:
    """From a finding to a URL.

    Raises:
        LinkError: on construction, if the template has an unknown field, or one in no good form.

    """

    def __init__(self, template: str) -> None:
        self._template = template
        try:
            fields = {name for _, name, _, _ in Formatter().parse(template) if name is not None}
            if unknown := sorted(fields.difference(SAMPLE)):
                known = ", ".join(SAMPLE)
                raise LinkError(f"{{{unknown[0]}}} cannot be filled in; there are {known}")
            template.format(**SAMPLE)
        except ValueError as error:
            raise LinkError(f"{template!r}: {error}") from None

    def to(self, finding: Finding, root: Path) -> str:
        """The URL of ``finding``; its path is absolute, without the first slash, or as it is."""
        absolute = (root / finding.path).as_posix().removeprefix("/")
        return self._template.format(
            path=quote(finding.path, errors="surrogateescape"),
            absolute=quote(absolute, safe="/:", errors="surrogateescape"),
            line=finding.line,
            column=finding.column + 1,
        )


@dataclass(frozen=True)
class Shown:
    """A finding, its link, and the lines of source on which it stands."""

    counted: Counted
    url: str
    source: str


@dataclass(frozen=True)
class Group:
    """The findings of one layer of one domain."""

    domain: str
    layer: str
    anchor: str
    findings: Sequence[Shown]


@dataclass(frozen=True)
class Cell:
    """A place on the map; the last row and the last column have sums, and no domain or layer."""

    domain: str
    layer: str
    counts: Counts
    target: str
    heat: float


def write(report: Report, link: Link, commit: str, out: TextIO) -> None:
    """Write the page; the bytes depend on nothing but the arguments.

    Args:
        report: what to show.
        link: where findings lead.
        commit: of the project as it was checked; empty if it is in none.
        out: where to write.

    """
    environment = Environment(
        loader=PackageLoader("mypy_txn.totals"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    script = _resource(environment, "report.js")
    groups = list(_groups(report, link))
    page = environment.get_template("report.html").render(
        report=report,
        project=report.root.name,
        commit=commit,
        sentences=list(sentences(report)),
        style=_resource(environment, "report.css"),
        script=script,
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        kinds=[*Kind],
        layers=sorted(report.totals.by[By.LAYER]),
        domains=sorted(report.totals.by[By.DOMAIN]),
        codes=sorted(report.totals.by[By.CODE]),
        map=_map(report, groups),
        groups=groups,
    )
    # Whatever the encoding of a terminal's locale, the file that it is sent to can be read.
    out.write(page.encode("ascii", "xmlcharrefreplace").decode())


def _resource(environment: Environment, name: str) -> Markup:
    """A file of ours as it is: it has nothing of the project in it."""
    loader = environment.loader
    assert loader is not None
    return Markup(loader.get_source(environment, name)[0])


def _groups(report: Report, link: Link) -> Iterator[Group]:
    sources: dict[str, Source] = {}
    grouped = groupby(report.totals.findings, lambda one: (one.domain, one.layer))
    for number, ((domain, layer), found) in enumerate(grouped, 1):
        shown = []
        for one in found:
            path = one.finding.path
            if path not in sources:
                sources[path] = read_source(report.root / path)
            url = link.to(one.finding, report.root)
            shown.append(Shown(one, url, _excerpt(sources[path], one.finding)))
        yield Group(domain, layer, f"group-{number}", shown)


def _excerpt(source: Source, finding: Finding) -> str:
    """The lines of ``finding``, without the indentation that they share."""
    last = min(finding.end_line, finding.line + SHOWN_LINES - 1)
    text = dedent("\n".join(line.rstrip() for line in source.lines(finding.line, last)))
    return f"{text}\n…" if last < finding.end_line else text


def _map(report: Report, groups: Sequence[Group]) -> list[list[Cell]]:
    """A row for each domain, a column for each layer, and the sums."""
    totals = report.totals
    anchors = {(group.domain, group.layer): group.anchor for group in groups}
    first = {group.domain: group.anchor for group in reversed(groups)}
    most = max((counts.findings for counts in totals.cells.values()), default=0) or 1

    def cell(domain: str, layer: str, counts: Counts, target: str) -> Cell:
        heat = sqrt(counts.findings / most) if domain and layer else 0.0
        return Cell(domain, layer, counts, target if counts.findings else "", round(heat, 3))

    rows = []
    layers = sorted(totals.by[By.LAYER])
    for domain, sums in sorted(totals.by[By.DOMAIN].items()):
        places = [(domain, layer) for layer in layers]
        cells = [cell(*at, totals.cells.get(at, Counts()), anchors.get(at, "")) for at in places]
        rows.append([*cells, cell(domain, "", sums, first.get(domain, ""))])
    by_layer = [cell("", layer, totals.by[By.LAYER][layer], "findings") for layer in layers]
    return [*rows, [*by_layer, cell("", "", totals.all, "findings")]]
