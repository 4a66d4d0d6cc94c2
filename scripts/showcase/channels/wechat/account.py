"""The account's official interface: a token, pictures, a cover, a draft. Who sends is known by the environment alone.

The secret goes into one request, the token into the addresses of the others: neither is ever part of what is said.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import secrets
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from showcase.channels.wechat.answers import BUSY, EXPIRED, FAILED, Answer, answer
from showcase.project.errors import ProjectError

APPID, SECRET, ADDRESS = "WECHAT_APPID", "WECHAT_SECRET", "WECHAT_API"
OFFICIAL = "https://api.weixin.qq.com"
PAUSES = (1.0, 3.0, 9.0)  # seconds before another try
PATIENCE = 30  # seconds for an answer
MOST = 4 << 20  # bytes of one


class NotSent(Exception):
    """`unknown`: the request may have done its work, only the answer was lost."""

    def __init__(self, why: Answer, *, unknown: bool = False) -> None:
        super().__init__(why.message)
        self.why, self.unknown = why, unknown


class _Lost(Exception):
    """No answer; `arrived`: the request may have been read."""

    def __init__(self, reason: str, *, arrived: bool) -> None:
        super().__init__(reason)
        self.reason, self.arrived = reason, arrived


class _Straight(urllib.request.HTTPRedirectHandler):
    """An interface that sends elsewhere is none: the token must not go along."""

    def redirect_request(self, *_: Any) -> None:
        return None


class Account:
    def __init__(
        self, address: str, appid: str, secret: str, pause: Callable[[float], None] = time.sleep
    ) -> None:
        self.name = appid
        self._address, self._secret, self._pause = address, secret, pause
        self._token = ""
        self._opener = urllib.request.build_opener(_Straight)

    def __repr__(self) -> str:
        return "Account(…)"

    def upload_picture(self, name: str, data: bytes) -> str:
        """The address under which an article shows it."""
        url = str(self._call("media/uploadimg", *_form(name, data)).get("url", ""))
        if not re.fullmatch(r"https?://mmbiz\.qpic\.cn/[!-~]{1,500}", url):
            raise NotSent(_unread())
        return url.replace("http://", "https://", 1)

    def add_cover(self, name: str, data: bytes) -> str:
        """The number of the material, which a draft names as its cover."""
        return _number(self._call("material/add_material?type=image", *_form(name, data)))

    def add_draft(self, article: Mapping[str, Any]) -> str:
        """The number of the draft. It is not tried again where it may have come in."""
        return _number(self._call("draft/add", *_json({"articles": [article]}), once=True), unknown=True)

    def newest_drafts(self) -> tuple[tuple[str, Mapping[str, Any]], ...]:
        """(number, first article) of the newest twenty."""
        found = self._call("draft/batchget", *_json({"offset": 0, "count": 20, "no_content": 1}))
        rows = []
        for item in found.get("item") or ():
            articles = (item.get("content") or {}).get("news_item") or [{}]
            rows.append((str(item.get("media_id", "")), articles[0]))
        return tuple(rows)

    def _call(self, path: str, body: bytes, kind: str, *, once: bool = False) -> dict[str, Any]:
        """What is answered; tries again where that helps.

        Raises:
            NotSent: refused, or no answer.
        """
        renewed = False
        for wait in (*PAUSES, None):
            try:
                if not self._token:
                    self._token = self._new_token(force=renewed)
                mark = "&" if "?" in path else "?"
                found = self._post(f"{path}{mark}access_token={self._token}", body, kind)
            except _Lost as lost:
                if once and lost.arrived:
                    raise NotSent(_silence(lost.reason), unknown=True) from None
                if wait is None:
                    raise NotSent(_silence(lost.reason)) from None
                self._pause(wait)
                continue
            code = _code(found)
            if not code:
                return found
            if code in EXPIRED and not renewed and wait is not None:
                self._token, renewed = "", True
                continue
            doubtful = once and code == FAILED
            if code not in BUSY or wait is None or doubtful:
                raise NotSent(answer(code, str(found.get("errmsg", ""))), unknown=doubtful)
            self._pause(wait)
        raise AssertionError("the last try ends")

    def _new_token(self, *, force: bool) -> str:
        """A stable token: others who ask for one do not make it invalid, as the plain one would."""
        wanted = {"grant_type": "client_credential", "appid": self.name, "secret": self._secret}
        found = self._post("stable_token", *_json({**wanted, "force_refresh": force}))
        if code := _code(found):
            if code in BUSY:
                raise _Lost("公众号的服务器忙", arrived=False)
            raise NotSent(answer(code, str(found.get("errmsg", ""))))
        token = found.get("access_token")
        if not isinstance(token, str) or not re.fullmatch(r"[\w-]{1,1024}", token):
            raise NotSent(_unread())
        return token

    def _post(self, path: str, body: bytes, kind: str) -> dict[str, Any]:
        request = urllib.request.Request(f"{self._address}/cgi-bin/{path}", body, {"Content-Type": kind})
        reason, arrived = "", True
        try:
            with self._opener.open(request, timeout=PATIENCE) as answered:
                value = json.loads(answered.read(MOST))
            if isinstance(value, dict):
                return value
            reason = "回答看不懂"
        except urllib.error.HTTPError as err:
            err.close()
            reason = f"回答是 HTTP {err.code}"
        except urllib.error.URLError as err:  # before anything could be read
            reason, arrived = _fault(err.reason), False
        except (OSError, http.client.HTTPException) as err:
            reason = _fault(err)
        except ValueError:
            reason = "回答看不懂"
        raise _Lost(
            reason, arrived=arrived
        )  # outside: what stopped it knows the address, and the token in it


def account_of_environment() -> Account:
    """Raises ProjectError where who sends is not said, or cannot be right; what was said is not repeated."""
    appid, secret = os.environ.get(APPID, ""), os.environ.get(SECRET, "")
    if not appid or not secret:
        raise ProjectError(
            f"--send-draft 要公众号的 AppID 和 AppSecret：设好环境变量 {APPID} 和 {SECRET} 再运行；不要写进文件"
        )
    if not re.fullmatch(r"wx[0-9a-f]{16}", appid):
        raise ProjectError(f"环境变量 {APPID} 不像 AppID：wx 后面 16 个小写字母或数字")
    if not re.fullmatch(r"[0-9a-f]{32}", secret):
        raise ProjectError(f"环境变量 {SECRET} 不像 AppSecret：32 个小写字母或数字")
    address = os.environ.get(ADDRESS, OFFICIAL).rstrip("/")
    parts = urlsplit(address)
    own = parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost")
    if not parts.hostname or parts.username or parts.query or not (parts.scheme == "https" or own):
        raise ProjectError(f"环境变量 {ADDRESS} 写转发服务器的地址，https:// 开头，例如 {OFFICIAL}")
    return Account(address, appid, secret)


def _json(value: object) -> tuple[bytes, str]:
    """Characters as they are: the interface shows \\u4e00 as it stands there."""
    return json.dumps(value, ensure_ascii=False).encode(), "application/json; charset=utf-8"


def _form(name: str, data: bytes) -> tuple[bytes, str]:
    """A file as a browser sends it."""
    line = secrets.token_hex(16)
    kind = "image/png" if name.endswith(".png") else "image/jpeg"
    head = f'--{line}\r\nContent-Disposition: form-data; name="media"; filename="{name}"\r\nContent-Type: {kind}\r\n\r\n'
    return head.encode() + data + f"\r\n--{line}--\r\n".encode(), f"multipart/form-data; boundary={line}"


def _code(found: Mapping[str, Any]) -> int:
    code = found.get("errcode", 0)
    return code if isinstance(code, int) else -2


def _number(found: Mapping[str, Any], *, unknown: bool = False) -> str:
    number = found.get("media_id")
    if not isinstance(number, str) or not re.fullmatch(r"[\w-]{1,200}", number):
        raise NotSent(_unread(), unknown=unknown)
    return number


def _fault(reason: object) -> str:
    if isinstance(reason, TimeoutError):
        return f"等了 {PATIENCE} 秒没有回答"
    if isinstance(reason, ssl.SSLError):
        return "证书或加密连接不对"
    return "连不上" if isinstance(reason, ConnectionRefusedError) else "连接断了"


def _silence(reason: str) -> Answer:
    return Answer(0, f"公众号的接口没有回答好：{reason}", "看看网络，再运行一次；传过的图片不会再传", True)


def _unread() -> Answer:
    return Answer(0, "公众号的接口回答得看不懂", "过一会儿再运行一次", True)
