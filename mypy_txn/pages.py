"""The page of each error code: ``docs/codes`` of a checkout, ``codes`` of an installed package."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

URL: Final = "https://pypi.org/project/mypy-txn/"
_HERE: Final = Path(__file__).parent
_FOLDERS: Final = (_HERE / "codes", _HERE.parent / "docs" / "codes")
_RELATIVE_LINK: Final = re.compile(r"\[([^\]]+)\]\((?!\w+:)[^)]+\)")


def page(code: str) -> str:
    """The page of ``code``, in Markdown.

    Raises:
        FileNotFoundError: if it has none.

    """
    for folder in _FOLDERS:
        if folder.is_dir():
            return (folder / f"{code}.md").read_text(encoding="utf-8")
    raise FileNotFoundError(_FOLDERS[0])


def detached(markdown: str) -> str:
    """``markdown`` without the links that lead somewhere in its own folder only."""
    return _RELATIVE_LINK.sub(r"\1", markdown)


def summary(markdown: str) -> str:
    """The first paragraph below the title, as one line."""
    return markdown.split("\n\n")[1].replace("\n", " ").strip()
