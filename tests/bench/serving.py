"""A folder over HTTP as the samples of the handbook's deploy page: what Lighthouse and axe are shown."""

from __future__ import annotations

import contextlib
import functools
import gzip
import http.server
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from weights import TEXT

from showcase.publish.kinds import LASTING_NAME

LASTING = re.compile(LASTING_NAME)


def _packed(file: Path) -> tuple[bytes, bytes | None]:
    """(as it is, by gzip)"""
    data = file.read_bytes()
    return data, gzip.compress(data, 6) if file.suffix in TEXT else None


class _Server(http.server.SimpleHTTPRequestHandler):
    """gzip, HTTP/1.1, a year for what is named by its bytes.

    Everything is packed before anybody asks, as by a server with packed files: how long a server thinks is counted.
    """

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(self, files: dict[str, tuple[bytes, bytes | None]], *given: Any) -> None:
        self._files = files
        super().__init__(*given)

    def log_message(self, *_: object) -> None: ...

    def do_GET(self) -> None:
        path = self.path.partition("?")[0].lstrip("/")
        if path not in self._files:
            self.send_error(404)
            return
        data, packed = self._files[path]
        self.send_response(200)
        self.send_header(
            "Content-Type", self.guess_type(path) + ("; charset=utf-8" if packed is not None else "")
        )
        lasts = LASTING.fullmatch(path) or "?v=" in self.path
        self.send_header("Cache-Control", "max-age=31536000" if lasts else "no-cache")
        if packed is not None and "gzip" in self.headers.get("Accept-Encoding", ""):
            data = packed
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


class _Calm(http.server.ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None: ...  # a browser that has seen enough hangs up


_Server.extensions_map |= {
    ".avif": "image/avif",
    ".woff2": "font/woff2",
    ".webmanifest": "application/manifest+json",
}


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    files = {
        path.relative_to(folder).as_posix(): _packed(path) for path in folder.rglob("*") if path.is_file()
    }
    with _Calm(("127.0.0.1", 0), functools.partial(_Server, files)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
