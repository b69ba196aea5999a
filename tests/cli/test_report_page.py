"""The page as a browser shows it: a map, filters, links, and nothing from the network.

The browser is that of ``MYPY_TXN_BROWSER``, which `.ci/run` sets, or a Chromium on the ``PATH``.
"""

from __future__ import annotations

import io
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from cli.counted import FINDINGS, finding, report
from mypy_txn.run import Unchecked
from mypy_txn.totals import html
from mypy_txn.totals.report import Report

NAMES = ("chromium", "chromium-browser", "google-chrome")
HOSTILE = "</script><script>document.title='taken'</script><img src=x onerror=alert(1)>'\"&{{7*7}}"
COMMIT = "3f2a91c0d4e5-dirty"
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real one; where one is demanded there is no way around it."""
    path = os.environ.get("MYPY_TXN_BROWSER") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip("no Chromium on the PATH, and MYPY_TXN_BROWSER names none")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens a report from a file; fails if the page complains or asks the network for anything."""
    complaints: list[str] = []
    contexts = []

    def opened(shown: Report, link: str = html.LOCAL, **options: object) -> Page:
        out = io.StringIO()
        html.write(shown, html.Link(link), COMMIT, out)
        path = tmp_path / "report.html"
        path.write_text(out.getvalue(), encoding="utf-8")
        context = browser.new_context(offline=True, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: _only(request.url, path, complaints))
        page.goto(path.as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def _only(url: str, path: Path, complaints: list[str]) -> None:
    if url.partition("#")[0] != path.as_uri():
        complaints.append(url)


def places(page: Page) -> list[str]:
    """Where the findings stand that can be seen."""
    links = page.locator(".finding:visible td:first-child a")
    return [text.removeprefix("app/") for text in links.all_inner_texts()]


def counts(page: Page) -> list[list[str]]:
    """The map."""
    rows = page.locator(".map tr").all()
    return [[cell.strip() for cell in row.locator("th, .count, .empty").all_inner_texts()]
            for row in rows]  # fmt: skip


def test_the_map_shows_domains_and_layers(show: Open) -> None:
    page = show(report())
    assert counts(page) == [
        ["domain", "L5", "L6", "all layers"],
        ["accounts", "·\nnothing", "3", "3"],
        ["billing", "0", "·\nnothing", "0"],
        ["policies", "1", "3", "4"],
        ["all domains", "1", "6", "7"],
    ]
    assert page.title() == "Transaction findings in project"
    expect(page.get_by_text(f"At commit {COMMIT}.")).to_be_visible()
    assert page.locator(".incomplete").count() == 0
    assert page.locator(".numbers").inner_text().split("\n") == [
        "open", "3", "baselined", "1", "suppressed", "1", "not verifiable", "2", "verified", "8",
        "verified share", "53.3 %",
    ]  # fmt: skip


def test_a_cell_shows_its_findings(show: Open) -> None:
    page = show(report())
    assert len(places(page)) == len(FINDINGS)
    page.click(".map a[data-domain=policies][data-layer=L6]")
    rules = "policies/L6_drivers/rules.py"
    assert places(page) == [f"{rules}:5", f"{rules}:7", f"{rules}:8"]
    expect(page.locator("#shown")).to_have_text("3 of 7 shown")
    assert page.locator("[aria-current]").all_inner_texts()[0].startswith("3")
    page.click(".map a[data-domain=''][data-layer=L5]")
    assert places(page) == ["policies/L5_engines/limits.py:5"]
    page.click("text=Show all")
    expect(page.locator("#shown")).to_have_text("7 of 7 shown")


@pytest.mark.parametrize(
    ("name", "value", "left"),
    [
        ("layer", "L5", ["policies/L5_engines/limits.py:5"]),
        ("domain", "billing", []),
        ("code", "txn-sql", ["policies/L6_drivers/rules.py:7", "policies/L6_drivers/rules.py:8"]),
        ("status", "baselined", ["policies/L5_engines/limits.py:5"]),
        ("status", "suppressed", ["policies/L6_drivers/rules.py:7"]),
        (
            "status",
            "not verifiable",
            ["accounts/L6_drivers/rows.py:5", "accounts/L6_drivers/rows.py:9"],
        ),
    ],
)
def test_filters(show: Open, name: str, value: str, left: list[str]) -> None:
    page = show(report())
    page.select_option(f"select[name={name}]", value)
    assert places(page) == left
    expect(page.locator("#shown")).to_have_text(f"{len(left)} of 7 shown")
    expect(page.locator("#none")).to_be_visible(visible=not left)


def test_every_word_of_the_text_must_be_there(show: Open) -> None:
    page = show(report([*FINDINGS, finding("policies.L6_drivers.rules", line=30, symbol="Undo.x")]))
    page.fill("input[name=text]", "RULES.py undo")
    assert places(page) == ["policies/L6_drivers/rules.py:30"]


def test_all_of_it_works_with_the_keyboard(show: Open) -> None:
    page = show(report())
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert places(page) == [f"accounts/L6_drivers/rows.py:{line}" for line in (2, 5, 9)]
    assert page.evaluate("document.activeElement.id") == "findings"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "domain"


@pytest.mark.parametrize(
    ("template", "url"),
    [
        (html.LOCAL, "file:///project/app/policies/L5_engines/limits.py"),
        (
            "vscode://file/{absolute}:{line}:{column}",
            "vscode://file/project/app/policies/L5_engines/limits.py:5:5",
        ),
        (
            "https://git.example/r/{path}#L{line}",
            "https://git.example/r/app/policies/L5_engines/limits.py#L5",
        ),
    ],
)
def test_links(show: Open, template: str, url: str) -> None:
    page = show(report(), template)
    assert page.get_attribute("text=limits.py:5", "href") == url


def test_a_link_to_what_is_not_known_is_refused() -> None:
    with pytest.raises(html.LinkError, match=r"^\{file\} cannot be filled in; there are path, abs"):
        html.Link("vscode://file/{file}")
    with pytest.raises(html.LinkError, match="expected '}' before end of string"):
        html.Link("{path")
    for form in ("{line:zz}", "{path!q}", "{path:d}"):
        with pytest.raises(html.LinkError, match=re.escape(form)):
            html.Link(form)
    assert html.Link("{line:03}").to(finding("a.L5_b.c"), Path()) == "005"


def test_the_lines_of_a_finding_are_shown(show: Open, tmp_path: Path) -> None:
    path = tmp_path / "app/policies/L6_drivers/rules.py"
    path.parent.mkdir(parents=True)
    path.write_text("\n\n\n\n    session.execute(\n        1,\n\n        2,\n        3,\n    )\n")
    shown = replace(FINDINGS[0], end_line=10)
    page = show(report([shown], root=tmp_path))
    assert page.inner_text("pre") == "session.execute(\n    1,\n\n    2,\n…"


def test_an_incomplete_report_says_so_above_all(show: Open) -> None:
    page = show(report(unchecked=[Unchecked("app.broken", "app/broken.py:1: <b>syntax</b>")]))
    assert page.title() == "INCOMPLETE: Transaction findings in project"
    assert page.inner_text("[role=alert]").split("\n") == [
        "INCOMPLETE: 1 part could not be checked. There are at least these findings.",
        "",
        "app.broken: app/broken.py:1: <b>syntax</b>",
    ]
    assert "share" not in page.inner_text(".numbers")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(page.locator("[role=alert]")).to_be_in_viewport()


def test_hostile_texts_are_texts(show: Open) -> None:
    hostile = replace(
        finding("policies.L6_drivers.rules", message=HOSTILE, symbol=HOSTILE),
        path=f"app/{HOSTILE}.py",
        hint=HOSTILE,
        layer=HOSTILE,
        code=HOSTILE,
    )
    page = show(report([hostile], [Unchecked(HOSTILE, HOSTILE)]), "x:{path}")
    assert page.title() == "INCOMPLETE: Transaction findings in project"
    assert page.locator("script").count() == 1
    assert page.locator("img").count() == 0
    assert page.inner_text(".symbol") == HOSTILE
    page.locator(".map a").first.click()
    assert places(page) == [f"{HOSTILE}.py:5"]


def test_letters_of_all_kinds(show: Open) -> None:
    page = show(report([finding("policies.L6_drivers.rules", symbol="Größe.\udc80写")]))
    assert page.inner_text(".symbol") == "Größe.\ufffd写"


def test_it_can_be_read_without_scripts(show: Open) -> None:
    page = show(report(), java_script_enabled=False)
    expect(page.locator("#filters")).to_be_hidden()
    page.click(".map a[data-domain=policies][data-layer=L6]")
    assert page.url.endswith("#group-3")
    expect(page.locator("#group-3 th")).to_have_text("policies · L6")
    expect(page.locator("#group-3")).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast(show: Open, scheme: str) -> None:
    page = show(report(), color_scheme=scheme)
    assert page.evaluate(CONTRAST) >= 4.5


# The least contrast of any text with what is behind it, as WCAG 2.1 computes it.
CONTRAST = """() => {
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const rgb = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = (color) => {
    const [r, g, b] = color.slice(0, 3).map((v) => {
      const s = v / 255;
      return s <= 0.03928 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (; element; element = element.parentElement) {
      const color = rgb(getComputedStyle(element).backgroundColor);
      if (color[3] === 255) return color;
    }
    return [255, 255, 255];
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let least = 21;
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || element.closest("script, .only-read")) continue;
    const [a, b] = [rgb(getComputedStyle(element).color), behind(element)].map(luminance);
    least = Math.min(least, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05));
  }
  return least;
}"""


def test_the_same_report_gives_the_same_bytes() -> None:
    pages = []
    for _ in range(2):
        out = io.StringIO()
        html.write(report(), html.Link(html.LOCAL), COMMIT, out)
        pages.append(out.getvalue())
    assert pages[0] == pages[1]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("# coding: latin-1\n\n\n\nprint('äöü')\n".encode("latin-1"), "print(&#39;&#228;&#246;"),
        ("\n\n\n\nprint('äöü')\n".encode(), "print(&#39;&#228;&#246;"),
        (b"# a form feed: \f\r\n\r\n\r\n\r\nx = 1\r\n", "<pre>x = 1<"),
    ],
)
def test_sources_are_read_as_python_reads_them(tmp_path: Path, source: bytes, shown: str) -> None:
    one = finding("policies.L5_engines.limits")
    path = tmp_path / one.path
    path.parent.mkdir(parents=True)
    path.write_bytes(source)
    out = io.StringIO()
    html.write(report([one], root=tmp_path), html.Link(html.LOCAL), "", out)
    assert shown in out.getvalue()
    assert "&#65533;" not in out.getvalue(), "no replacement character"
