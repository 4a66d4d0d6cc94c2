"""Reads story folders, in any state, through the jail."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from showcase.project.errors import MachineError
from showcase.project.finding import Finding, Place, error, warning
from showcase.project.folder import Project
from showcase.project.jail import Entry, Jail, Refused
from showcase.stories.front import PHOTO_SUFFIXES, Front, FrontMatter, photo_name
from showcase.stories.story import SLUG, YEAR, Draft
from showcase.typed.fields import read_marked
from showcase.typed.line import has_control
from showcase.typed.opening import read_opening

MAX_INDEX = 256 << 10  # bytes
MAX_FRONT = 16 << 10
MAX_PHOTOS = 30
ENTRIES = frozenset((*FrontMatter.model_fields, *FrontMatter.CALLED))  # what an entry may begin with


def read_drafts(project: Project) -> Iterator[Draft]:
    """Every folder below stories/, by year and slug; none where there is no stories/.

    Raises:
        MachineError: stories/ or a year cannot be opened; a site without that year is not what anybody wants.
    """
    if not os.path.lexists(project.stories):
        return
    jail = Jail(project.root)
    for year in _entries(jail, "stories"):
        if year.name.startswith("."):
            continue
        if not year.is_folder or not YEAR.fullmatch(year.name):
            yield _no_story(year.name, "", "stories/ 里只放年份文件夹，例如 2026；这一项没有使用")
            continue
        for story in _entries(jail, "stories", year.name):
            if story.name.startswith("."):
                continue
            if not story.is_folder:
                yield _no_story(year.name, story.name, "这里只放故事文件夹，不放文件或链接")
            elif not SLUG.fullmatch(story.name):
                words = "文件夹名只能用小写字母、数字和连字符，例如 zaocan-de-deng"
                yield _no_story(year.name, story.name, words)
            else:
                yield read_draft(jail, year.name, story.name)


def _entries(jail: Jail, *parts: str) -> tuple[Entry, ...]:
    try:
        return jail.entries(*parts)
    except Refused as err:
        raise MachineError(f"{'/'.join(parts)}/：{err}；旧网站没有动") from err


def _no_story(year: str, slug: str, message: str) -> Draft:
    """What lies where a story would, as a draft with nothing in it but that."""
    place = Place(f"stories/{year}/{slug}".rstrip("/"))
    return Draft(year, slug, findings=(error("FILE001", place, message, "请改名或移走"),))


def read_draft(jail: Jail, year: str, slug: str) -> Draft:
    """One story folder; what is wrong with reading it is among its findings."""
    bare = Draft(year, slug)
    place = Place(bare.path)
    try:
        entries = jail.entries("stories", year, slug)
        source = jail.read("stories", year, slug, "index.md", limit=MAX_INDEX)
    except Refused as err:
        return Draft(
            year,
            slug,
            findings=(error("FILE002", place, f"index.md：{err}", "故事写在这个文件夹的 index.md 里"),),
        )
    photos, findings = _photos(bare, entries)
    text, fault = decode(source, place)
    if fault:
        return Draft(year, slug, source, photos=photos, findings=(*findings, fault))
    start = read_opening(text, bare.path, ENTRIES)
    findings = (*findings, *start.findings, *invisible(start.body, bare.path, start.body_line))
    draft = Draft(
        year, slug, source, start.body, start.body_line, photos=photos, has_clear_end=start.is_clear
    )
    if start.yaml is None:
        return replace(draft, findings=findings)
    if len(start.yaml.encode()) > MAX_FRONT:
        large = error("FM003", place, "稿头超过 16 KB", "正文写在第二个 --- 后面")
        return replace(draft, findings=(*findings, large))
    return _with_front(draft, start.yaml, start.yaml_line, findings)


def _with_front(draft: Draft, yaml: str, first_line: int, findings: tuple[Finding, ...]) -> Draft:
    reading = read_marked(FrontMatter, yaml, draft.path, "FM002", first_line=first_line)
    loaded, below = reading.loaded, first_line - 1
    findings = (*findings, *reading.findings)
    whole = reading.value if not any(finding.code == "FM001" for finding in findings) else None
    return replace(
        draft,
        front=whole or Front.model_validate(reading.part),
        findings=findings,
        typed=loaded.value or {},
        marks={path: (line + below, column) for path, (line, column) in loaded.marks.items()},
        ends={path: (line + below, column) for path, (line, column) in loaded.ends.items()},
        keys={path: (line + below, start, end) for path, (line, start, end) in loaded.keys.items()},
        faulty=reading.faulty,
        meant={number + below: line for number, line in reading.meant.items()},
    )


def _photos(draft: Draft, entries: tuple[Entry, ...]) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    photos: list[str] = []
    findings: list[Finding] = []
    seen: dict[str, str] = {}
    names = {entry.name.casefold() for entry in entries}
    for entry in entries:
        if entry.name == "index.md" or entry.name.startswith("."):
            continue
        place = Place(f"{draft.folder}/{entry.name}".encode("utf-8", "replace").decode())
        if not entry.is_plain:
            findings.append(
                error("FILE003", place, "这不是一个普通文件（可能是链接、管道或文件夹）", "只放照片文件本身")
            )
            continue
        try:
            entry.name.encode()
            photo_name(entry.name)
        except (ValueError, UnicodeEncodeError) as err:
            if isinstance(err, UnicodeEncodeError):
                words = "文件名的编码读不出来"
                findings.append(error("FILE004", place, words, "请改一个普通的文件名"))
                continue
            words, better = str(err), _free_name(entry.name, names)
            hint = f"改成 {better}；showcase check --fix 会连同稿子里的文件名一起改"
            findings.append(replace(error("FILE004", place, words, hint), rename=better))
            continue
        twin = seen.setdefault(unicodedata.normalize("NFC", entry.name).casefold(), entry.name)
        if twin != entry.name:
            better = _free_name(entry.name, names)
            hint = f"改成 {better}；showcase check --fix 会连同稿子里的文件名一起改"
            same = unicodedata.normalize("NFC", entry.name) == unicodedata.normalize("NFC", twin)
            words = f"和 {twin} 看上去一样，是两种编码的同一个名字" if same else f"和 {twin} 只差大小写"
            findings.append(replace(error("FILE005", place, words, hint), rename=better))
        if PurePosixPath(entry.name).suffix.lower() in PHOTO_SUFFIXES:
            photos.append(entry.name)
        else:
            findings.append(
                warning("FILE006", place, "这个文件不是照片，没有使用", "故事文件夹里只放 index.md 和照片")
            )
    if len(photos) > MAX_PHOTOS:
        findings.append(
            error(
                "FILE007", Place(draft.path), f"有 {len(photos)} 张照片，最多 {MAX_PHOTOS} 张", "请挑选后再放"
            )
        )
    return tuple(photos), tuple(findings)


def _free_name(name: str, taken: set[str]) -> str:
    """A photo name near `name` that may stand in a story and differs from all `taken`, which gains it."""
    name = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode())
    printable = "".join(c if c.isprintable() else "-" for c in name)
    plain = re.sub(r'\s*[/\\:*?"<>|]+\s*', "-", printable).lstrip(".")
    stem, suffix = PurePosixPath(plain or "photo").stem, PurePosixPath(plain or "photo").suffix[:8]
    stem = stem.encode()[:100].decode("utf-8", "ignore").strip("- ") or "photo"
    free = f"{stem}{suffix}"
    number = 2
    while free.casefold() in taken:
        free, number = f"{stem}-{number}{suffix}", number + 1
    taken.add(free.casefold())
    return free


def decode(source: bytes, place: Place) -> tuple[str, Finding | None]:
    """(the text with plain line ends, or why it is none)."""
    if source[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "", error("FILE008", place, "文件是 UTF-16 编码", "用记事本打开，另存为，编码选 UTF-8")
    try:
        return source.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n"), None
    except UnicodeDecodeError:
        pass
    try:
        source.decode("gb18030")
        return "", error("FILE008", place, "文件是 GBK（GB18030）编码", "用记事本打开，另存为，编码选 UTF-8")
    except UnicodeDecodeError:
        return "", error("FILE008", place, "文件不是文字，或编码认不出来", "请另存为 UTF-8 编码的文本")


def split_front_matter(text: str) -> tuple[str | None, str, int]:
    """(YAML or None, body, line on which the body begins); the YAML begins on line 2."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return None, text, 1
    for number, line in enumerate(lines[1:], 2):
        if line.rstrip() == "---":
            return "\n".join(lines[1 : number - 1]) + "\n", "\n".join(lines[number:]), number + 1
    return None, text, 1


def invisible(body: str, path: str, first_line: int) -> Iterator[Finding]:
    """The first character of each line that nobody can see; `body` begins on `first_line`."""
    if not has_control(body, "\n\t"):
        return
    for number, line in enumerate(body.split("\n"), first_line):
        for column, character in enumerate(line, 1):
            if has_control(character, "\t"):
                yield error("FILE009", Place(path, number, column), f"含有看不见的字符 U+{ord(character):04X}", "删掉它，或重新输入这几个字")  # fmt: skip
                break
