"""A story in the sheet: what an editor decides it by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from showcase.photos.orders import Developed
from showcase.reports.markdown import code, fence, file_name, inert, quoted, table
from showcase.reports.sheet.faults import Faults, place_in
from showcase.reports.sheet.verdict import conclusion, reminders
from showcase.reports.shown import shown
from showcase.reports.sources import Sources
from showcase.site.survey import Survey
from showcase.stories.fixes import changes, difference
from showcase.stories.front import Front
from showcase.stories.intake import Examined, State
from showcase.stories.rules.reviewers import STEPS

WHOLE = 6_000  # characters of a manuscript that is quoted in full
CONSENT = {"signed": "本人签了", "team": "全组同意", "not-needed": "没有拍到脸", None: "没有写"}


@dataclass(frozen=True)
class StorySheet:
    survey: Survey
    sources: Sources

    def markdown(self, one: Examined) -> str:
        return "\n\n".join(self._parts(one))

    def _parts(self, one: Examined) -> Iterator[str]:
        front = one.draft.front
        yield f"## {conclusion(one)} · {self.title(one)}"
        yield _said(one)
        if one.findings:
            yield Faults(self.sources).table(one.findings)
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
                    (place_in(f, one), inert(f"{f.code} {f.message}"), inert(a.reason), str(a.until))
                    for f, a in one.allowed
                ),
            )

    def _typed(self, one: Examined, text: str, *path: str | int) -> str:
        """A value of the front matter, unless its line is shown to nobody."""
        marks, spot = one.draft.marks, one.draft.spot(*path)
        lines = {marks[spot[:n]][0] for n in range(1, len(spot) + 1) if spot[:n] in marks}
        if any((one.draft.path, line) in self.sources.private for line in lines):
            return "（不显示）"
        return quoted(text, 300)

    def title(self, one: Examined) -> str:
        title = one.draft.typed.get("title")
        return (
            f"《{self._typed(one, title, 'title')}》"
            if isinstance(title, str)
            else file_name(one.draft.folder)
        )

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
        department = survey.house.organisation.departments.get(front.department or "")
        series = survey.house.organisation.series.get(front.series or "")
        yield (
            "部门、栏目",
            "，".join(
                entry.label if entry else inert(key or "—")
                for entry, key in ((department, front.department), (series, front.series))
            ),
        )
        yield "日期", str(front.date or "—")
        days = (("发布", front.publish), ("到期", front.expires))
        yield from ((label, str(day)) for label, day in days if day)
        yield "提要", self._typed(one, front.summary, "summary") if front.summary else "—"
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
        settings = survey.house.settings
        if address in survey.collection.addresses.known:
            real = settings.origin and not settings.is_sample
            yield "网页", code(settings.origin + address) if real else f"生成以后在 {code('site/' + address)}"

    def _people(self, one: Examined, front: Front) -> Iterator[str]:
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

    def _reviews(self, one: Examined, front: Front) -> str:
        names = [(key, getattr(front.review, key)) for key in STEPS]
        row = [self._typed(one, name, "review", key) if name else "还没有" for key, name in names]
        day = str(front.review.date or "还没有")
        return table((*STEPS.values(), "日期"), [(*row, day)])

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
            ended = "（同意已到期，不用）" if file in one.story.ended else "（没有用到）"
            name += "（已撤下，不用）" if file in one.story.withdrawn else ended
        until = f"，到 {note.consent_until}" if note.consent_until else ""
        consent = CONSENT[note.consent] + until
        credit = self._typed(one, note.credit, "photos", file, "credit")
        if photo is None:
            return name, "—", "—", "—", credit, consent
        x, y = note.focal or photo.probe.focal
        found = "" if note.focal else "（自动）"
        size = f"{photo.probe.width}×{photo.probe.height}"
        return name, size, f"{x:.2f}, {y:.2f}{found}", _crops(photo), credit, consent


def _said(one: Examined) -> str:
    """What stands in the way, or does not, in a sentence."""
    if one.state is State.WITHDRAWN:
        return "这篇已撤下：合并以后，页面和照片都不再公开，只留一页说明。"
    errors, judged = sum(finding.is_error for finding in one.findings), reminders(one)
    said = [f"{errors} 处错误，改好以前不会发布"] if errors else []
    if judged:
        said.append(f"{'另有 ' if errors else ''}{judged} 处提醒，看过以后改或不改都行")
    front = one.draft.front
    if one.unreviewed:
        said.append(f"三审还不算数，{inert(one.unreviewed)}，补上以前正式网站不收，预览里带“待审”")
    if front and front.sample:
        said.append("这是示例，正式网站不收")
    return "；".join(said or ["没有要改的地方"]) + "。"


def _still(line: str) -> str:
    """A quoted line that no build log takes for a command, should the sheet be printed to one."""
    return re.sub(r"^([-+]?\s*)::", r"\1：：", shown(line, WHOLE))


def _crops(photo: Developed) -> str:
    boxes = []
    for want, made in sorted(photo.plans.items(), key=lambda item: item[0].recipe.name):
        if want.recipe.ratio and made:
            left, top, right, bottom = made[-1].box
            boxes.append(f"{want.recipe.label} {left}, {top} – {right}, {bottom}")
    return "；".join(boxes) or "不裁"
