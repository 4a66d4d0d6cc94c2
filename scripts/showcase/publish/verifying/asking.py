"""Asks a web server, as a browser would, over lines that are kept open; says in Chinese why one cannot be reached."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from showcase.project.errors import ProjectError

SECONDS = 20
MOST = 256 << 20  # bytes of an answer
AGENT = "showcase-verify"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(value for key, value in self.headers if key.lower() == name.lower())

    def first(self, name: str) -> str:
        return next(iter(self.all(name)), "")


class Unreachable(Exception):
    """Why, in Chinese."""


@dataclass(frozen=True)
class Home:
    """Where a site lies; `path` with "/" at both ends."""

    scheme: str
    host: str
    port: int | None
    path: str

    @property
    def address(self) -> str:
        return f"{self.scheme}://{self.netloc}{self.path}"

    @property
    def netloc(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}" if self.port else host


def home_of(address: str) -> Home:
    """
    Raises:
        ProjectError: it is no address of a site.
    """
    try:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
            raise ValueError("no address of a site")
        path = parts.path.removesuffix("index.html").rstrip("/") + "/"
        return Home(parts.scheme, parts.hostname, parts.port, path)
    except ValueError:
        raise ProjectError(f"网址写成 https://www.example.edu.cn/houqin/ 的样子：{address}") from None


class Lines:
    """A line to the server for each thread that asks, closed at the end of the `with` block."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self._own = threading.local()
        self._all: list[http.client.HTTPConnection] = []

    def __enter__(self) -> Lines:
        return self

    def __exit__(self, *_: object) -> None:
        for line in self._all:
            line.close()

    def ask(self, path: str, **headers: str) -> Answer:
        """What the server says of `path`, from the site's root, or from the host's when it begins with "/".

        Raises:
            Unreachable: it says nothing.
        """
        whole = path if path.startswith("/") else self.home.path + path
        for last in (False, True):  # a line that was kept open may have been closed meanwhile
            try:
                return self._ask(
                    whole,
                    {"Accept-Encoding": "identity", **{k.replace("_", "-"): v for k, v in headers.items()}},
                )
            except (http.client.HTTPException, ConnectionError) as err:
                self._hang_up()
                if isinstance(err, ConnectionRefusedError):
                    raise Unreachable("连不上") from err
                if last:
                    raise Unreachable(f"连接断开（{type(err).__name__}）") from err
            except OSError as err:
                self._hang_up()
                raise Unreachable(_why(err)) from err
        raise AssertionError("two turns are enough")

    def _ask(self, path: str, headers: Mapping[str, str]) -> Answer:
        line: http.client.HTTPConnection | None = getattr(self._own, "line", None)
        if line is None:
            kind = http.client.HTTPSConnection if self.home.scheme == "https" else http.client.HTTPConnection
            line = self._own.line = kind(self.home.host, self.home.port, timeout=SECONDS)
            self._all.append(line)
        line.request("GET", quote(path, safe="/?=&%"), headers={"User-Agent": AGENT, **headers})
        with line.getresponse() as answer:
            body = answer.read(MOST)
            if not answer.isclosed():  # there was more
                self._hang_up()
            return Answer(answer.status, tuple(answer.getheaders()), body)

    def _hang_up(self) -> None:
        if line := getattr(self._own, "line", None):
            line.close()
            self._own.line = None


def speaks_http2(home: Home) -> bool:
    context = ssl.create_default_context()
    context.set_alpn_protocols(["h2", "http/1.1"])
    try:
        with (
            socket.create_connection((home.host, home.port or 443), SECONDS) as line,
            context.wrap_socket(line, server_hostname=home.host) as secure,
        ):
            return secure.selected_alpn_protocol() == "h2"
    except OSError:
        return False


def _why(error: OSError) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"证书有问题：{error.verify_message}"
    if isinstance(error, ssl.SSLError):
        return "加密连接建立不了"
    if isinstance(error, socket.gaierror):
        return "查不到这个主机名"
    if isinstance(error, TimeoutError):
        return f"等了 {SECONDS} 秒没有回答"
    return "连不上"
