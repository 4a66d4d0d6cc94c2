"""What a request does beside its stories: other files, stories that go or move."""

from __future__ import annotations

from collections.abc import Container, Iterator

from showcase.project.revision import Edit, Kind, Revision
from showcase.reports.markdown import file_name

NAMED = 12  # files that are named one by one


def strangers(revision: Revision) -> str:
    """The first line of the sheet, where somebody must look who knows the program; else ""."""
    outside = revision.outside
    if not outside:
        return ""
    names = "、".join(map(file_name, outside[:NAMED]))
    more = f" 等 {len(outside)} 个" if len(outside) > NAMED else ""
    return f"**这个合并请求还改了 stories/ 以外的文件：{names}{more}，请管理员看。**"


def departures(revision: Revision, present: Container[str]) -> Iterator[str]:
    """A line for each story whose folder is gone; `present` are those that are there."""
    for folder in revision.folders:
        if folder in present:
            continue
        heir = revision.heir(folder)
        if heir:
            yield (
                f"- {file_name(folder)} 改名为 {file_name(heir)}：旧网址会打不开，别处指向它的链接也会断。"
                "已经发布过的，最好不改名。"
            )
        else:
            yield (
                f"- {file_name(folder)} 整个删掉了：合并以后这个网址打不开，也没有“已经撤下”的说明，"
                "要清的缓存也不会列出来。撤稿请留着文件夹，在稿头写 `withdrawn`。"
            )


def others(revision: Revision) -> Iterator[str]:
    """A line for each file outside stories/, as many as are named."""
    edits = [edit for edit in revision.edits if not edit.path.startswith("stories/")]
    yield from (_line(edit) for edit in edits[:NAMED])
    if len(edits) > NAMED:
        yield f"- 还有 {len(edits) - NAMED} 个"


def _line(edit: Edit) -> str:
    before = f"{file_name(edit.before)} → " if edit.kind is Kind.RENAMED else ""
    return f"- {edit.kind} {before}{file_name(edit.path)}"
