"""审稿单: what an editor decides a story by, as a comment beside a pull request and as a printed page.

Everything a contributor typed passes `inert` or a fence: it can neither notify people, load pictures nor
look like a verdict.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from showcase.finding import Finding
from showcase.fixes import changes, difference
from showcase.intake import Examined, State
from showcase.photos.studio import Developed
from showcase.reports.markdown import code, fence, file_name, inert, ours, quoted, table
from showcase.reports.sources import Sources, guarded
from showcase.reports.text import counted, marked, shown
from showcase.rules import BY_CODE
from showcase.story import FrontMatter
from showcase.survey import Survey

LIMIT = 60_000  # characters; a comment on GitHub holds 65,536
MANY = 5  # stories, from which on only those with something to mend are shown in full
ROWS = 40  # findings of one story
WHOLE = 6_000  # characters of a manuscript that is quoted in full
# Worth knowing, nothing to mend before merging: the next review, a consent that ends in a month, what the
# processing of photos has put right by itself.
NOTES = frozenset({"REV001", "PHO202", "PHO203", "PHO204", "PHO302"})
CONSENT = {"signed": "本人签了", "team": "全组同意", "not-needed": "没有拍到脸", None: "没有写"}
STEPS = (("first", "初审"), ("second", "复审"), ("final", "终审"))


class Verdict(StrEnum):
    MERGE = "可合并"  # no error, and no warning but notes; or withdrawn, whatever is wrong with it
    MEND = "请修改"  # no error, but a warning that the author or editor should act on
    REFUSE = "不可合并"  # an error: the story would be left out


def verdict(one: Examined) -> Verdict:
    if one.state is State.WITHDRAWN:
        return Verdict.MERGE
    if one.state is State.BROKEN or any(finding.is_error for finding in one.findings):
        return Verdict.REFUSE
    if any(finding.code not in NOTES for finding in one.findings):
        return Verdict.MEND
    return Verdict.MERGE


@dataclass(frozen=True)
class Sheet:
    """What the sheet tells of: stories in full, and findings elsewhere."""

    survey: Survey
    sources: Sources
    stories: tuple[Examined, ...]
    others: tuple[Finding, ...]  # of files that belong to no story

    def markdown(self) -> str:
        ranked = sorted(self.stories, key=lambda one: list(Verdict).index(verdict(one)), reverse=True)
        parts = ["# 审稿单", self._total()]
        if len(ranked) > 1:
            parts.append(self._overview(ranked))
        many = len(ranked) > MANY
        told = [one for one in ranked if not many or verdict(one) is not Verdict.MERGE]
        sections = ["\n\n".join(self._story(one)) for one in told]
        if self.others:
            sections.append("## 故事以外的文件\n\n" + self._findings(self.others))
        return _fitting("\n\n".join(parts), sections)

    def _total(self) -> str:
        verdicts = [verdict(one) for one in self.stories]
        counts = "，".join(f"{n} 篇{v}" for v in Verdict if (n := verdicts.count(v)))
        day = f"按 {self.survey.today} 检查。"
        return f"{counts}。{day}" if counts else f"没有故事。{day}"

    def _story(self, one: Examined) -> Iterator[str]:
        front = one.draft.front
        yield f"## {verdict(one)} · {self._title(one)}"
        yield self._reasons(one)
        if one.findings:
            yield self._findings(one.findings)
        yield from self._mended(one)
        yield "### 稿件"
        yield "\n".join(f"- {label}：{text}" for label, text in self._facts(one))
        if front:
            yield from self._people(one, front)
            yield from self._photos(one)
            yield "### 三审"
            yield self._reviews(one, front)
        if one.allowed:
            yield "### 已经放行的问题"
            yield table(
                ("位置", "问题", "理由", "到哪天"),
                (
                    (_place(f, one), inert(f"{f.code} {f.message}"), inert(a.reason), str(a.until))
                    for f, a in one.allowed
                ),
            )

    def _typed(self, one: Examined, text: str, *path: str | int) -> str:
        """A value of the front matter, unless its line is shown to nobody."""
        lines = {one.draft.marks[path[:n]][0] for n in range(1, len(path) + 1) if path[:n] in one.draft.marks}
        if any((one.draft.path, line) in self.sources.private for line in lines):
            return "（不显示）"
        return quoted(text, 300)

    def _title(self, one: Examined) -> str:
        title = one.draft.typed.get("title")
        return (
            f"《{self._typed(one, title, 'title')}》"
            if isinstance(title, str)
            else file_name(one.draft.folder)
        )

    def _overview(self, stories: Iterable[Examined]) -> str:
        rows = (
            (verdict(one), self._title(one), file_name(one.draft.folder), counted(one.findings))
            for one in stories
        )
        return table(("结论", "故事", "文件夹", "问题"), rows)

    def _reasons(self, one: Examined) -> str:
        if one.state is State.WITHDRAWN:
            return "这篇已撤下：合并以后，页面和照片都不再公开，只留一页说明。"
        notes = sum(finding.code in NOTES for finding in one.findings)
        errors = sum(finding.is_error for finding in one.findings)
        mend = len(one.findings) - errors - (0 if errors else notes)
        said = []
        if errors:
            said.append(f"{errors} 处错误，改好以前不会发布")
            if mend:
                said.append(f"另有 {mend} 个提醒")
        elif mend:
            said.append(f"{mend} 处要改，改好再合并")
        else:
            said.append("没有要改的地方")
        front = one.draft.front
        if front and front.review.final is None:
            said.append("还差终审，补上以前正式网站不收，预览里带“待审”")
        if front and front.sample:
            said.append("这是示例，正式网站不收")
        return "；".join(said) + "。"

    def _findings(self, findings: tuple[Finding, ...]) -> str:
        ranked = sorted(findings, key=lambda f: (not f.is_error, f.code in NOTES, f.place))
        alike: dict[object, list[Finding]] = {}  # corrections by one rule are one row
        for finding in ranked:
            own = not finding.fix or finding.is_error
            alike.setdefault(finding if own else (finding.code, finding.place.path), []).append(finding)
        groups = list(alike.values())
        rows = [self._row(*group) if len(group) == 1 else self._rows(group) for group in groups[:ROWS]]
        more = f"\n\n还有 {len(groups) - ROWS} 处没有列出。" if len(groups) > ROWS else ""
        return table(("位置", "原文", "问题和建议", "依据"), rows) + more

    def _rows(self, alike: list[Finding]) -> tuple[str, str, str, str]:
        """Several corrections of one kind, as one row."""
        open_ones = [f for f in alike if (f.place.path, f.place.line) not in self.sources.private]
        lines = dict.fromkeys(f.place.line for f in alike)
        where = f"第 {'、'.join(map(str, list(lines)[:12]))}{' 等' if len(lines) > 12 else ''} 行"
        changes = dict.fromkeys((f.original, f.fix.text) for f in open_ones if f.fix and f.original)
        shown_ones = list(changes)[:6]
        originals = " ".join(quoted(original, 20) for original, _ in shown_ones) or "（不显示）"
        instead = "；".join(f"{file_name(old)} → {file_name(new)}" for old, new in shown_ones)
        rule = BY_CODE.get(alike[0].code)
        name = rule.name if rule else inert(alike[0].message)
        words = f"**提醒**：{name}，{len(alike)} 处（可自动改）" + (f"：{instead}" if instead else "")
        return where, originals, words, self._why(alike[0])

    def _why(self, finding: Finding) -> str:
        rule = BY_CODE.get(finding.code)
        return f"{finding.code} {ours(rule.why)}" if rule else finding.code

    def _row(self, finding: Finding) -> tuple[str, str, str, str]:
        (finding,) = guarded((finding,), self.sources.private)
        weight = "错误" if finding.is_error else "知道即可" if finding.code in NOTES else "提醒"
        hint = f" → {finding.hint}" if finding.hint else ""
        able = "（可自动改）" if finding.fixable else ""
        return (
            _where(finding),
            self._original(finding),
            f"**{weight}**：{inert(finding.message + hint, 400)}{able}",
            self._why(finding),
        )

    def _original(self, finding: Finding) -> str:
        if (finding.place.path, finding.place.line) in self.sources.private:
            return "（不显示）"
        if finding.original:
            return quoted(finding.original, 60)
        whole = (finding.place.line, finding.place.column) == (1, 1)  # the file, not a line of it
        source = "" if whole else self.sources.line(finding.place)
        return quoted(marked(source, finding)[0], 80) if source.strip(" -") else "—"

    def _mended(self, one: Examined) -> Iterator[str]:
        for change in changes((one.draft,), one.findings):
            yield "### 改好的原文"
            done = [f"自动改了 {change.count} 处"] if change.count else []
            done += [f"照片 {file_name(old)} 改名为 {file_name(new)}" for old, new in change.names]
            text = change.after.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
            private = any(path == one.draft.path for path, _ in self.sources.private)
            rest = "其余的要由人来改。"
            if len(text) <= WHOLE and not private:
                yield "；".join(done) + f"，可以整篇复制。{rest}"
                yield fence("\n".join(_still(line) for line in text.split("\n")), "markdown")
            else:
                yield "；".join(done) + f"。只列出改动的行：- 是改前，+ 是改后。{rest}"
                lines = difference(change, self.sources.private)[2:]
                yield fence("\n".join(map(_still, lines))[:WHOLE], "diff")

    def _facts(self, one: Examined) -> Iterator[tuple[str, str]]:
        front, survey = one.draft.front, self.survey
        yield "文件", file_name(one.draft.path)
        yield "去处", str(one.state)
        if front is None:
            return
        department = survey.organisation.departments.get(front.department)
        series = survey.organisation.series.get(front.series)
        yield (
            "部门、栏目",
            "，".join(
                entry.label if entry else inert(key)
                for entry, key in ((department, front.department), (series, front.series))
            ),
        )
        yield "日期", str(front.date)
        days = (("发布", front.publish), ("到期", front.expires))
        yield from ((label, str(day)) for label, day in days if day)
        yield "提要", self._typed(one, front.summary, "summary")
        yield "篇幅", f"{one.body.characters} 字，约读 {one.body.minutes} 分钟"
        credits = {"text": "文", "photo": "图", "edit": "编辑"}
        names = [(label, key, getattr(front.credits, key)) for key, label in credits.items()]
        if any(name for _, _, name in names):
            yield (
                "署名",
                "，".join(
                    f"{label} {self._typed(one, name, 'credits', key)}" for label, key, name in names if name
                ),
            )
        address = f"{one.draft.folder}/index.html"
        settings = survey.settings
        if address in survey.known:
            real = settings.origin and not settings.is_sample
            yield "网页", code(settings.origin + address) if real else f"生成以后在 {code('site/' + address)}"

    def _people(self, one: Examined, front: FrontMatter) -> Iterator[str]:
        if front.people:
            yield "### 写到的人"
            rows = (
                (
                    self._typed(one, person.name, "people", index, "name"),
                    self._typed(one, person.role, "people", index, "role"),
                    CONSENT[person.consent],
                )
                for index, person in enumerate(front.people)
            )
            yield table(("名字", "岗位", "同意"), rows)

    def _reviews(self, one: Examined, front: FrontMatter) -> str:
        names = [(key, getattr(front.review, key)) for key, _ in STEPS]
        row = [self._typed(one, name, "review", key) if name else "还没有" for key, name in names]
        day = str(front.review.date or "还没有")
        return table((*(label for _, label in STEPS), "日期"), [(*row, day)])

    def _photos(self, one: Examined) -> Iterator[str]:
        if one.story is None:
            return
        files = dict.fromkeys((*one.story.photo_files, *one.draft.photos))
        if not files:
            return
        yield "### 照片"
        yield "画面重点从左、从上数，0 到 1。裁切是原照片上的“左, 上 – 右, 下”，单位像素。"
        yield table(
            ("文件", "尺寸", "画面重点", "裁切", "供图", "同意"), (self._photo(one, file) for file in files)
        )

    def _photo(self, one: Examined, file: str) -> tuple[str, ...]:
        assert one.story is not None
        note, photo = one.story.note(file), one.photos.get(file)
        name = file_name(file) + ("（题图）" if file == one.story.front.cover else "")
        if file not in one.story.photo_files:
            name += "（同意已到期，不用）" if file in one.story.ended else "（没有用到）"
        until = f"，到 {note.consent_until}" if note.consent_until else ""
        consent = CONSENT[note.consent] + until
        credit = self._typed(one, note.credit, "photos", file, "credit")
        if photo is None:
            return name, "—", "—", "—", credit, consent
        x, y = note.focal or photo.probe.focal
        found = "" if note.focal else "（自动）"
        size = f"{photo.probe.width}×{photo.probe.height}"
        return name, size, f"{x:.2f}, {y:.2f}{found}", _crops(photo), credit, consent


def _still(line: str) -> str:
    """A quoted line that no build log takes for a command, should the sheet be printed to one."""
    return re.sub(r"^([-+]?\s*)::", r"\1：：", shown(line, WHOLE))


def _where(finding: Finding) -> str:
    name = finding.place.path.rpartition("/")[2]
    if name == "index.md" and (finding.place.line, finding.place.column) == (1, 1) and not finding.original:
        return "整篇"
    if name == "index.md" and finding.place.path.startswith("stories/"):
        return f"第 {finding.place.line} 行"
    if finding.place.path.startswith("stories/"):
        return file_name(name)
    return f"{file_name(finding.place.path)} 第 {finding.place.line} 行"


def _place(finding: Finding, one: Examined) -> str:
    return f"第 {finding.place.line} 行" if finding.place.path == one.draft.path else _where(finding)


def _crops(photo: Developed) -> str:
    boxes = []
    for want, made in sorted(photo.plans.items(), key=lambda item: item[0].recipe.name):
        if want.recipe.ratio and made:
            left, top, right, bottom = made[-1].box
            boxes.append(f"{want.recipe.label} {left}, {top} – {right}, {bottom}")
    return "；".join(boxes) or "不裁"


def _fitting(head: str, sections: list[str]) -> str:
    """All of it, or as many sections as a comment holds, and how to see the rest."""
    text, left = head, len(sections)
    for section in sections:
        if len(text) + len(section) + 2 > LIMIT:
            break
        text += "\n\n" + section
        left -= 1
    if left:
        text = text[:LIMIT] + (
            f"\n\n评论放不下，还有 {left} 部分没有列出。在本机运行 "
            "`showcase check --format sheet stories/年份/文件夹` 看单独一篇。"
        )
    return text + "\n"
