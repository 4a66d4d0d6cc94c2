"""A small server for one person: files of the site that is shown, our bar on every page, our page for what is missing.

MkDocs's own cannot be used: its script is inline, it shows a half-typed story as a missing page, and it answers to
any Host, so that a page somewhere else can read drafts by pointing its own name at 127.0.0.1 (DNS rebinding).
"""

from __future__ import annotations

import ipaddress
import json
import mimetypes
import os
import re
import socket
import socketserver
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlsplit

from showcase.preview.showing import Showing

WAIT = 25  # seconds after which a question for news is answered without any
OWN = "/.showcase/"  # nothing of a site begins with a dot
TYPES = {".js": "text/javascript", ".css": "text/css", ".avif": "image/avif", ".woff2": "font/woff2",
         ".webmanifest": "application/manifest+json", ".svg": "image/svg+xml", ".html": "text/html",
         ".json": "application/json", ".xml": "application/xml", ".txt": "text/plain", ".vtt": "text/vtt"}  # fmt: skip
_HOST = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[^:\[\]@/]+)(?::[0-9]{1,5})?")
DESK = "channels/"
Ask = Callable[[str], tuple[str, bytes] | None]  # a path below the desk → the name of a file, what is in it
NOTHING_YET = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>还没有生成出来</title></head>
<body><h1>网站还没有生成出来</h1><p>改好下面说的地方，存盘，这一页会自己换上。</p></body></html>
"""


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server at `host`."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def answers(host: str, *, everybody: bool) -> bool:
    """Whether a request with the header Host: `host` is one for us."""
    match = _HOST.fullmatch(host.lower())
    if match is None:
        return False
    name = match["name"].strip("[]")
    if name in ("127.0.0.1", "localhost", "::1"):
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:  # a name may be anybody's
        return everybody and name == socket.gethostname().lower()
    return everybody


class PreviewServer(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # there it lets two programs have one port

    def __init__(
        self, host: str, port: int, showing: Showing, *, everybody: bool = False, desk: Ask | None = None
    ) -> None:
        self.showing, self.everybody, self.desk = showing, everybody, desk
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, port), _Handler)

    def server_bind(self) -> None:
        socketserver.TCPServer.server_bind(
            self
        )  # http.server's asks the network for our name, which can take long
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that went away is no fault of anybody's."""


class _Handler(BaseHTTPRequestHandler):
    server: PreviewServer
    timeout = 60

    def log_message(self, *_: object) -> None: ...

    def version_string(self) -> str:
        return "showcase"

    def do_GET(self) -> None:
        hosts = self.headers.get_all("Host") or []
        if len(hosts) != 1 or not answers(hosts[0], everybody=self.server.everybody):
            self._send(421, "text/plain", "只回答 127.0.0.1 和 localhost。\n".encode())
            return
        path = urlsplit(self.path).path
        if path.startswith(OWN):
            self._own(path.removeprefix(OWN))
        else:
            self._page(path)

    do_HEAD = do_GET

    def _own(self, name: str) -> None:
        if name == "state":
            asked = parse_qs(urlsplit(self.path).query).get("after", ["-1"])[0]
            tick = int(asked) if re.fullmatch(r"-?[0-9]{1,9}", asked) else -1
            state = self.server.showing.after(tick, WAIT)
            troubles = [vars(trouble) for trouble in state.troubles]
            told = {
                "tick": state.tick,
                "version": state.version,
                "troubles": troubles,
                "desk": self.server.desk is not None,
            }
            self._send(
                200, "application/json", json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
            )
        elif name in ("bar.js", "bar.css"):
            data = (resources.files("showcase") / "preview" / name).read_bytes()
            self._send(200, TYPES[Path(name).suffix], data)
        elif name.startswith(DESK) and self.server.desk:
            self._desk(unquote(name.removeprefix(DESK)), self.server.desk)
        else:
            self._send(404, "text/plain", b"")

    def _desk(self, path: str, desk: Ask) -> None:
        """What the channels make of a story; only the pages of the desk itself come again by themselves."""
        found = desk(path)
        if found is None:
            self._send(404, "text/plain", "没有这一篇，或者它还没写好。\n".encode())
            return
        name, data = found
        kind = TYPES.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
        own = not path or path.endswith("/")
        self._send(200, kind, _with_bar(data, self.server.showing.state.version) if own else data)

    def _page(self, path: str) -> None:
        state = self.server.showing.state
        if state.folder is None:
            self._send(503, "text/html", _with_bar(NOTHING_YET.encode(), state.version))
            return
        file = _file(state.folder, path)
        if file and file.is_dir():
            if not path.endswith("/"):
                self._send(302, "text/plain", b"", location=quote(unquote(path)) + "/")
                return
            file = file / "index.html"
        status, file = (200, file) if file and file.is_file() else (404, state.folder / "404.html")
        try:
            data = file.read_bytes()
        except OSError:  # another site has just taken its place
            status, data = 404, b""
        kind = TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        self._send(status, kind, _with_bar(data, state.version) if kind == "text/html" else data)

    def _send(self, status: int, kind: str, data: bytes, *, location: str = "") -> None:
        self.send_response(status)
        text = kind.startswith("text/") or kind in ("application/json", "image/svg+xml")
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        if location:
            self.send_header("Location", location)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)


def _file(folder: Path, path: str) -> Path | None:
    """The file or folder `path` names below `folder`; None when it is none of the site's."""
    parts = [part for part in unquote(path, errors="replace").split("/") if part]
    if not path.startswith("/") or any(part[0] == "." or re.search(r"[\\:\0]", part) for part in parts):
        return None
    return folder.joinpath(*parts)


def _with_bar(page: bytes, version: int) -> bytes:
    """The page with our own stylesheet and script, which know which site it is of."""
    links = f'<link rel="stylesheet" href="{OWN}bar.css"><script src="{OWN}bar.js?{version}" defer></script>'
    head, mark, rest = page.partition(b"</head>")
    return head + links.encode() + mark + rest if mark else page
