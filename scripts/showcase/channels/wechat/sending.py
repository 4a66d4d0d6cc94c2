"""A finished export into the account's box of drafts: once, whatever is interrupted on the way."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from showcase.channels.export import Export
from showcase.channels.telling import Told
from showcase.channels.wechat.account import Account, NotSent
from showcase.channels.wechat.ledger import FILE, Ledger
from showcase.channels.wechat.validator import validate
from showcase.project.finding import Finding, Place, error

COVER = "cover-235.jpg"
# The whole for the first of a list; its middle, which the crop keeps free, for the others. x1_y1_x2_y2, 0–1.
CROP_235, CROP_SQUARE = "0_0_1_1", "0.287222_0_0.712778_1"
_SRC = re.compile(r'(?<=src=")(?:img-\d+\.jpg|qr\.png)(?=")')


@dataclass(frozen=True)
class Parcel:
    """What is to be sent of one story."""

    told: Told
    files: Mapping[str, bytes]

    @property
    def meta(self) -> dict[str, Any]:
        value: dict[str, Any] = json.loads(self.files["meta.json"])
        return value

    @property
    def article(self) -> str:
        return self.files["article.html"].decode()

    @property
    def pictures(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(_SRC.findall(self.article)))

    @property
    def hash(self) -> str:
        """Of everything that a reader would see."""
        names = ("article.html", "meta.json", COVER, *self.pictures)
        sums = [(name, _sum(self.files.get(name, b""))) for name in names]
        return _sum(json.dumps(sums).encode())


@dataclass(frozen=True)
class Outcome:
    words: str = ""  # what was done
    finding: Finding | None = None


def send(account: Account, ledger: Ledger, exports: Iterable[tuple[Told, Export]]) -> Iterator[Outcome]:
    """One after the other; where the account itself is refused the rest is not tried."""
    stopped = ""
    for told, export in exports:
        if stopped:
            yield _not(told, f"没有发：{stopped}", "前面的问题解决以后，再运行一次")
            continue
        try:
            yield _sent(account, ledger, Parcel(told, dict(export.files)))
        except NotSent as err:
            hint = "再运行一次：会先到草稿箱里找，找到就不再发" if err.unknown else err.why.hint
            yield _not(told, err.why.message, hint)
            stopped = "前一篇没有发成" if err.why.of_account else ""


def _sent(account: Account, ledger: Ledger, parcel: Parcel) -> Outcome:
    told, key = parcel.told, parcel.told.story.key
    entry, now = ledger.entry(key), parcel.hash
    if entry.sent == now:
        again = f"；要再发一份，先删掉 {FILE} 里的这一篇"
        return Outcome(f"{key} 已经在草稿箱里（{entry.draft}），没有再发{again}")
    if COVER not in parcel.files:
        return _not(told, "没有题图，公众号的每一篇都要有封面", "在稿头写 cover，再发")
    if entry.tried == now and (found := _lying(account, parcel)):
        ledger.write(key, replace(entry, sent=now, draft=found, tried=""))
        return Outcome(f"{key} 上一次已经存进草稿箱了（{found}），没有再发")
    content = _with_addresses(account, ledger, parcel)
    verdict = validate(content)
    if verdict.breaches:
        one = verdict.breaches[0]
        return _not(told, f"换上图片地址以后公众号不收：{one.message}", one.cure)
    draft = _add(account, ledger, parcel, content)
    old = f"；上一次的那份（{entry.draft}）还在草稿箱里，请删掉" if entry.draft else ""
    return Outcome(f"{key} 存进草稿箱了（{draft}），共 {len(parcel.pictures)} 张图{old}")


def _with_addresses(account: Account, ledger: Ledger, parcel: Parcel) -> str:
    """The article with its pictures uploaded; each is remembered as soon as it is."""
    key = parcel.told.story.key
    wanted = {name: _sum(parcel.files[name]) for name in parcel.pictures}
    entry = ledger.entry(key)
    kept = {digest: entry.pictures[digest] for digest in wanted.values() if digest in entry.pictures}
    for name, digest in wanted.items():
        if digest not in kept:
            kept[digest] = account.upload_picture(name, parcel.files[name])
            ledger.write(key, replace(ledger.entry(key), pictures=dict(kept)))
    digest = _sum(parcel.files[COVER])
    if ledger.entry(key).cover[0] != digest:
        number = account.add_cover(f"{parcel.told.folder}.jpg", parcel.files[COVER])
        ledger.write(key, replace(ledger.entry(key), cover=(digest, number)))
    return _SRC.sub(lambda match: kept[wanted[match[0]]], parcel.article)


def _add(account: Account, ledger: Ledger, parcel: Parcel, content: str) -> str:
    """Adds the draft; before it is tried that is written down, for an answer that never comes."""
    key, meta = parcel.told.story.key, parcel.meta
    entry = ledger.entry(key)
    article = {
        "article_type": "news",
        "title": meta["title"],
        "author": meta["author"],
        "digest": meta["digest"],
        "content": content.strip(),
        "content_source_url": meta["content_source_url"],
        "thumb_media_id": entry.cover[1],
        "need_open_comment": 0,
        "only_fans_can_comment": 0,
        "pic_crop_235_1": CROP_235,
        "pic_crop_1_1": CROP_SQUARE,
    }
    ledger.write(key, replace(entry, tried=parcel.hash))
    try:
        draft = account.add_draft(article)
    except NotSent as err:
        if not err.unknown:
            stale = err.why.code == 40007  # the cover was deleted there
            ledger.write(key, replace(entry, cover=("", "") if stale else entry.cover))
        raise
    ledger.write(key, replace(entry, sent=parcel.hash, draft=draft, tried=""))
    return draft


def _lying(account: Account, parcel: Parcel) -> str:
    """The number of the draft that came in although its answer was lost; "" where there is none."""
    meta, entry = parcel.meta, ("title", "author", "digest", "content_source_url")
    for number, article in account.newest_drafts():
        if all(article.get(name) == meta[name] for name in entry):
            return number
    return ""


def _not(told: Told, message: str, hint: str) -> Outcome:
    return Outcome(finding=error("CHN017", Place(f"{told.story.folder}/index.md"), message, hint))


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
