"""Every line that still speaks of those before, or is a sample, with what to do about it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from showcase.adoption.desk import read_desk
from showcase.adoption.former import words_of
from showcase.brand.organisation import read_organisation
from showcase.brand.tokens import read_tokens
from showcase.house.settings import read_settings
from showcase.markup import without_code
from showcase.project.folder import Project

HANDBOOK = "docs/handbook/"  # says what a sample is; holds none
EXCERPT = 46  # letters of a line that are shown
SAMPLE = re.compile(r"示例|演示|【待填|待核定|待核实|status: (?:sample|proposed)|^sample: true|!!! sample")
IDENTITY = re.compile(r"^<!-- block: (?:emblem|palette|contrast|plates? |motto|uniforms|film)")
COOPERATION = (".github/", ".gitea/", ".gitlab/", ".gitlab-ci.yml", ".ci/", "CODEOWNERS")
# What every house decides for itself, and where it stands in a file of that name.
DECIDED = (
    ("CODEOWNERS", re.compile(r"^[^#\s].*@\S+")),
    ("LICENSE", re.compile(r"^Copyright\b.*")),
    ("README.md", re.compile(r"!\[[^\]]*\]\(\.github/.*?\)")),
    ("contribute/consent/index.md", re.compile(r"^title: .*")),
    ("seasons/plants.yml", re.compile(r"^#.*海拔.*")),  # months of bloom are those of one place
    ("ISSUE_TEMPLATE/", re.compile(r"^name: .*")),
    ("workflows/", re.compile(r"^name: .*")),
    (".gitlab-ci.yml", re.compile(r"^\s*image: .*")),
)


@dataclass(frozen=True)
class Trace:
    path: str
    line: int
    excerpt: str
    words: str  # what gave it away


@dataclass(frozen=True)
class Group:
    title: str
    advice: str
    traces: tuple[Trace, ...]


@dataclass(frozen=True)
class Traces:
    adopted: bool  # whether somebody took over before: else it is told of who has it now
    groups: tuple[Group, ...]


Look = Callable[[str, str], Iterator[tuple[int, str]]]  # path, text → (line, what gave it away)


def read_traces(project: Project) -> Traces:
    """All of them, in the project as it is.

    Raises:
        ProjectError: a setting cannot be used.
    """
    organisation = read_organisation(project)
    words = tuple(one.word for one in organisation.former)
    adopted = bool(words)
    if not adopted:
        words = words_of(organisation, read_tokens(project), read_settings(project).origin)
    speaks, samples = _speaking(words), _samples(tuple(organisation.names.model_dump().values()))
    texts, kinds = read_desk(project).texts, _kinds(speaks, samples)
    groups = (Group(title, advice, tuple(_found(texts, where, look))) for title, advice, where, look in kinds)
    return Traces(adopted, tuple(group for group in groups if group.traces))


Kind = tuple[str, str, Callable[[str], bool], Look]  # title, advice, which files, what of them


def _kinds(speaks: Look, samples: Look) -> tuple[Kind, ...]:
    return (
        (
            "网页和稿子里，还在说原来的单位",
            "改成本单位的说法；引用原来单位文件的，换成自己的依据，或删掉那一句。",
            lambda path: path.startswith(("docs/", "stories/")),
            speaks,
        ),
        (
            "设置里，还在说原来的单位",
            "多半是注释和说明文字，顺手改掉；没有接手过的，showcase adopt 会改。",
            lambda path: path.startswith("brand/") or path == "mkdocs.yml",
            speaks,
        ),
        (
            "协作用的文件里，还在说原来的单位",
            "投稿表单、检查流程和负责人：改成本单位的。",
            _for_cooperation,
            speaks,
        ),
        (
            "项目说明里，还在说原来的单位",
            "README、CONTRIBUTING 和更新记录：改成本单位的，历史可以留着。",
            lambda path: "/" not in path and path != "mkdocs.yml" and not _for_cooperation(path),
            speaks,
        ),
        (
            "示例和待填",
            "换成本单位的真内容，再去掉“示例”和 sample；正式网站不收它们。",
            lambda path: path.startswith(("docs/", "stories/", "brand/")) and not path.startswith(HANDBOOK),
            samples,
        ),
        (
            "跟着部徽、部训、颜色和工服走的网页",
            "图由程序重画，正文是人写的：换了徽、训、颜色以后，把这几页的话也改过来。",
            lambda path: path.startswith("docs/"),
            _first_block,
        ),
        (
            "每个单位自己定的",
            "授权书请本校的法律顾问看过；投稿表单、检查流程、代码的负责人、许可证的署名和首页的截图，换成本单位的；花期按本地的改。",
            lambda path: True,
            _decided,
        ),
    )


def _for_cooperation(path: str) -> bool:
    return path.startswith(COOPERATION)


def _found(texts: dict[str, str], where: Callable[[str], bool], look: Look) -> Iterator[Trace]:
    for path, text in sorted(texts.items()):
        if where(path) and not path.endswith(".schema.json"):
            lines = text.split("\n")
            for line, words in look(path, text):
                yield Trace(path, line, _excerpt(lines[line - 1], words.split("、")[0]), words)


def _excerpt(line: str, word: str) -> str:
    """The line, or as much of it around `word` as is read at a glance."""
    line = " ".join(line.split())
    start = max(0, min(line.find(word) - EXCERPT // 3, len(line) - EXCERPT))
    piece = line[start : start + EXCERPT]
    return f"{'……' if start else ''}{piece}{'……' if start + EXCERPT < len(line) else ''}"


def _speaking(words: Sequence[str]) -> Look:
    every = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))) or r"(?!)")

    def look(path: str, text: str) -> Iterator[tuple[int, str]]:
        own = False
        for number, line in enumerate(text.split("\n"), 1):
            if path == "brand/organisation.yml" and re.match(r"\S", line):
                own = line.startswith("former:")  # the list of these words itself
            if not own and (found := dict.fromkeys(every.findall(line))):
                yield number, "、".join(found)

    return look


def _samples(names: Sequence[str]) -> Look:
    """Lines of samples and blanks; a house may itself be called 示例大学."""
    own = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))

    def look(path: str, text: str) -> Iterator[tuple[int, str]]:
        if path.startswith("stories/"):  # one line tells of the whole story
            text = "\n".join(line if line == "sample: true" else "" for line in text.split("\n"))
        lines = own.sub("", text).split("\n")
        for number, line in enumerate(without_code("\n".join(lines)).split("\n"), 1):
            if found := SAMPLE.findall(line):
                yield number, "、".join(dict.fromkeys(found))

    return look


def _first_block(path: str, text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(without_code(text).split("\n"), 1):
        if match := IDENTITY.match(line):
            yield number, match[0].removeprefix("<!-- ").strip()
            return


def _decided(path: str, text: str) -> Iterator[tuple[int, str]]:
    for name, pattern in DECIDED:
        if name in f"/{path}" and not path.startswith("stories/"):
            for number, line in enumerate(text.split("\n"), 1):
                if match := pattern.search(line):
                    yield number, match[0]
