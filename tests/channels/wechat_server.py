"""WeChat's interface as its documentation says it is, on this machine: limits, error codes, tokens that end.

developers.weixin.qq.com/doc/service: stable_token, uploadimg, add_material, draft/add, draft/batchget.
"""

from __future__ import annotations

import contextlib
import http.server
import json
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

APPID, SECRET = "wx0123456789abcdef", "0123456789abcdef0123456789abcdef"
MB = 1_048_576


@dataclass
class WeChat:
    """What the account holds; `faults` are answered first, in their order: a code, or a way to fail."""

    pictures: dict[str, bytes] = field(default_factory=dict)
    covers: dict[str, bytes] = field(default_factory=dict)
    drafts: list[tuple[str, dict]] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)  # the last one holds
    faults: dict[str, list[object]] = field(default_factory=dict)  # by path
    asked: list[str] = field(default_factory=list)
    address: str = ""

    def token(self, body):
        wanted = json.loads(body)
        if wanted["grant_type"] != "client_credential":
            return {"errcode": 40002, "errmsg": "invalid grant_type"}
        if wanted["appid"] != APPID:
            return {"errcode": 40013, "errmsg": f"invalid appid {wanted['appid']} rid: 1-2-3"}
        if wanted["secret"] != SECRET:
            return {"errcode": 40125, "errmsg": f"invalid appsecret {wanted['secret']} rid: 1-2-3"}
        if wanted["force_refresh"] or not self.tokens:
            self.tokens.append(f"TOKEN_{len(self.tokens)}_of_this_test")
        return {"access_token": self.tokens[-1], "expires_in": 7200}

    def uploadimg(self, name, data):
        if not data.startswith((b"\xff\xd8", b"\x89PNG")) or not name.endswith((".jpg", ".png")):
            return {"errcode": 40005, "errmsg": "invalid file type"}
        if len(data) >= MB:
            return {"errcode": 40009, "errmsg": "invalid image size"}
        url = f"http://mmbiz.qpic.cn/mmbiz_jpg/{len(self.pictures):040}/0?wx_fmt=jpeg"
        self.pictures[url] = data
        return {"url": url, "errcode": 0, "errmsg": "ok"}

    def add_material(self, name, data):
        if len(data) > 10 * MB:
            return {"errcode": 45001, "errmsg": "media size out of limit"}
        number = f"cover_{len(self.covers)}"
        self.covers[number] = data
        return {"media_id": number, "url": "http://mmbiz.qpic.cn/x", "item": []}

    def add(self, body):
        assert b"\\u" not in body  # shown as it stands there
        (article,) = json.loads(body)["articles"]
        for name, most, code in (
            ("title", 32, 45003),
            ("author", 16, 45110),
            ("digest", 128, 45004),
            ("content", 19_999, 45002),
        ):
            if len(article[name]) > most:
                return {"errcode": code, "errmsg": f"{name} size out of limit"}
        if article["thumb_media_id"] not in self.covers:
            return {"errcode": 40007, "errmsg": "invalid media_id"}
        for source in re.findall(r'src="([^"]*)"', article["content"]):
            if not source.startswith("https://mmbiz.qpic.cn/"):
                return {"errcode": 45166, "errmsg": "invalid content hint"}
        number = f"draft_{len(self.drafts)}"
        self.drafts.append((number, article))
        return {"media_id": number}

    def batchget(self, body):
        wanted = json.loads(body)
        rows = [
            {"media_id": n, "content": {"news_item": [{**a, "content": ""}]}, "update_time": 1}
            for n, a in reversed(self.drafts)
        ]
        return {"total_count": len(rows), "item_count": len(rows), "item": rows[: wanted["count"]]}

    def answer(self, path, query, body, kind):
        """(what is answered, whether the connection then breaks)."""
        name = path.rpartition("/")[2]
        self.asked.append(name)
        fault = self.faults[name].pop(0) if self.faults.get(name) else None
        if isinstance(fault, int):
            return {
                "errcode": fault,
                "errmsg": f"scripted for {parse_qs(query).get('access_token')} 203.0.113.7",
            }, None
        if fault and fault != "lost":
            return None, fault
        if name != "stable_token":
            token = parse_qs(query).get("access_token", [""])[0]
            if not self.tokens or token != self.tokens[-1]:
                known = token in self.tokens
                return {
                    "errcode": 42001 if known else 40001,
                    "errmsg": "access_token expired" if known else "invalid credential",
                }, None
        if name in ("uploadimg", "add_material"):
            if name == "add_material":
                assert parse_qs(query)["type"] == ["image"]
            line = re.search(r"boundary=(\S+)", kind)[1].encode()
            head, _, rest = body.partition(b"\r\n\r\n")
            assert b'name="media"' in head
            file = re.search(rb'filename="([^"]+)"', head)[1].decode()
            return getattr(self, name)(file, rest.removesuffix(b"\r\n--" + line + b"--\r\n")), fault
        return {"stable_token": self.token, "add": self.add, "batchget": self.batchget}[name](body), fault


@contextlib.contextmanager
def wechat() -> Iterator[WeChat]:
    account = WeChat()

    class Handler(http.server.BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None: ...

        def do_POST(self) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers["Content-Length"]))
            value, fault = account.answer(parts.path, parts.query, body, self.headers["Content-Type"])
            if fault == "lost":  # done, and nobody hears of it
                self.close_connection = True
                return
            self.send_response({"elsewhere": 302, "down": 502}.get(str(fault), 200))
            if fault == "elsewhere":
                self.send_header("Location", f"http://localhost:{server.server_port}/stolen?{parts.query}")
            self.end_headers()
            self.wfile.write(b"<html>" if fault else json.dumps(value).encode())

        def do_GET(self) -> None:
            account.asked.append("GET")

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        account.address = f"http://127.0.0.1:{server.server_port}"
        try:
            yield account
        finally:
            server.shutdown()
            thread.join()
