"""The little of the Language Server Protocol that an editor needs to show diagnostics."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

PATIENCE = 180.0
PUBLISH = "textDocument/publishDiagnostics"

Message = dict[str, Any]


@dataclass
class Editor:
    """A client of a language server, which it starts and talks to over stdio.

    Texts are what the editor has in its buffers; on disk they are only after ``save``.
    """

    root: Path
    environment: dict[str, str]
    server: subprocess.Popen[bytes] = field(init=False)
    received: queue.Queue[Message | None] = field(default_factory=queue.Queue)
    buffers: dict[str, str] = field(default_factory=dict)
    sent: int = 0

    def __enter__(self) -> Self:
        with (self.root.parent / "pylsp.log").open("wb") as log:
            self.server = subprocess.Popen(
                [sys.executable, "-m", "pylsp"],
                cwd=self.root,
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
            )
        assert self.server.stdout is not None
        threading.Thread(target=self._read, args=(self.server.stdout,), daemon=True).start()
        about: Message = {"processId": None, "rootUri": self.root.as_uri(), "capabilities": {}}
        self.request("initialize", about)
        self.notify("initialized", {})
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        try:
            if error is None:
                self.request("shutdown", None)
                self.notify("exit", None)
                self.server.wait(PATIENCE)
        finally:
            self.server.kill()
            self.server.wait()

    def open(self, name: str) -> list[Message]:
        """Open a file; what the server then says of it."""
        self.buffers[name] = (self.root / name).read_text(encoding="utf-8")
        about = {"languageId": "python", "version": 0, "text": self.buffers[name]}
        self.notify("textDocument/didOpen", {"textDocument": {"uri": self.uri(name), **about}})
        return self.diagnostics(name)

    def type(self, name: str, text: str) -> list[Message]:
        """Change a buffer, not the file; what the server then says of it."""
        self.buffers[name] = text
        document = {"uri": self.uri(name), "version": self.sent}
        changes = {"textDocument": document, "contentChanges": [{"text": text}]}
        self.notify("textDocument/didChange", changes)
        return self.diagnostics(name)

    def save(self, name: str) -> list[Message]:
        """Write a buffer to its file; what the server then says of it."""
        (self.root / name).write_text(self.buffers[name], encoding="utf-8")
        self.notify("textDocument/didSave", {"textDocument": {"uri": self.uri(name)}})
        return self.diagnostics(name)

    def notice(self, name: str) -> None:
        """Tell the server that a file has changed on disk, as editors that watch files do."""
        changes = [{"uri": self.uri(name), "type": 2}]
        self.notify("workspace/didChangeWatchedFiles", {"changes": changes})

    def diagnostics(self, name: str) -> list[Message]:
        """The next diagnostics that the server publishes of ``name``."""
        while True:
            message = self._next()
            about = message.get("params", {})
            if message.get("method") == PUBLISH and about["uri"] == self.uri(name):
                found: list[Message] = about["diagnostics"]
                return found

    def request(self, method: str, params: object) -> object:
        self.sent += 1
        number = self.sent
        self._send({"id": number, "method": method, "params": params})
        while (message := self._next()).get("id") != number or "method" in message:
            pass
        assert "error" not in message, message
        return message["result"]

    def notify(self, method: str, params: object) -> None:
        self.sent += 1
        self._send({"method": method, "params": params})

    def uri(self, name: str) -> str:
        return (self.root / name).as_uri()

    def _send(self, message: Message) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.server.stdin is not None
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.server.stdin.flush()

    def _next(self) -> Message:
        message = self.received.get(timeout=PATIENCE)
        assert message is not None, "the server has ended; pylsp.log beside the project says why"
        if "method" in message and "id" in message:
            self._send({"id": message["id"], "result": None})
        return message

    def _read(self, stream: IO[bytes]) -> None:
        length = 0
        while line := stream.readline():
            name, _, value = line.decode("ascii").partition(":")
            if name.lower() == "content-length":
                length = int(value)
            elif not line.strip():
                self.received.put(json.loads(stream.read(length)))
        self.received.put(None)
