"""A file is written whole or not at all, where it is, and nothing is left beside it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mypy_txn.files import write_all, write_whole


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_made_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a"
    for data in (b"one", b"two"):
        write_whole(path, data)
        assert (path.read_bytes(), names(tmp_path)) == (data, ["a"])


def test_times(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", b"", (1, 10**9))
    assert (tmp_path / "a").stat().st_mtime_ns == 10**9


def test_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept/a").write_bytes(b"one")
    (tmp_path / "a").symlink_to("kept/a")
    write_whole(tmp_path / "a", b"two")
    assert (tmp_path / "a").is_symlink()
    assert (tmp_path / "kept/a").read_bytes() == b"two"
    assert (names(tmp_path), names(tmp_path / "kept")) == (["a", "kept"], ["a"])


def test_what_may_be_done_with_a_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"one")
    path.chmod(0o750)
    write_whole(path, b"two")
    assert path.stat().st_mode & 0o777 == 0o750


def test_nothing_is_left_where_it_fails(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(IsADirectoryError):
        write_whole(tmp_path / "a", b"one")
    assert names(tmp_path) == ["a"]


def test_none_is_replaced_before_all_are_there(tmp_path: Path) -> None:
    first, last = tmp_path / "a", tmp_path / "b"
    first.write_bytes(b"one")
    (tmp_path / f"b.{os.getpid()}").mkdir()  # where it is written first
    with pytest.raises(IsADirectoryError):
        write_all({first: b"two", last: b"two"})
    assert first.read_bytes() == b"one"
    assert names(tmp_path) == ["a", f"b.{os.getpid()}"]
    (tmp_path / f"b.{os.getpid()}").rmdir()
    write_all({first: b"two", last: b"two"})
    assert (first.read_bytes(), last.read_bytes(), names(tmp_path)) == (b"two", b"two", ["a", "b"])
