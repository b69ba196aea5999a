"""Runs programs, one after the other, and writes down what each did to transactions.

``python -m oracle.runner ROOT`` reads ``ROOT/programs.json`` and writes ``ROOT/seen.json``.
"""

from __future__ import annotations

import asyncio
import importlib
import importlib.util
import inspect
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from types import ModuleType

from oracle.holding import create, held, was_committed
from oracle.watching import Watcher

TIME = 10


async def run(root: Path, watcher: Watcher, path: str, kind: str, call: str) -> dict[str, object]:
    """What the program at ``path`` did, and the error that it ended with."""
    database = root / "rows.sqlite"
    create(database)
    error = ""
    async with held(kind, database, watcher.trace) as handle:
        importlib.import_module(f"given.{kind}").hand_out(handle)
        module = load(root / path)
        with watcher.looking() as seen:
            try:
                done = eval(call, {"program": module.program, "h": handle})
                if inspect.isawaitable(done):
                    await asyncio.wait_for(done, TIME)
            except Exception as raised:
                error = f"{type(raised).__name__}: {raised}"
        committed = was_committed(database)
    return {"seen": list(map(asdict, seen)), "committed": committed, "error": error}


def load(path: Path) -> ModuleType:
    """The module in that file, imported anew."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module  # dataclasses look there for it
    spec.loader.exec_module(module)
    return module


def main(root: Path) -> None:
    """Run everything."""
    sys.path.insert(0, str(root))
    watcher = Watcher(root / "app")
    done = {}
    for path, (kind, call) in json.loads((root / "programs.json").read_text()).items():
        try:
            done[path] = asyncio.run(run(root, watcher, path, kind, call))
        except Exception as raised:
            done[path] = {"seen": [], "committed": False, "error": f"outside: {raised!r}"}
    (root / "seen.json").write_text(json.dumps(done))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
    sys.stdout.flush()
    os._exit(0)  # threads of connections that a program opened and left may still wait
