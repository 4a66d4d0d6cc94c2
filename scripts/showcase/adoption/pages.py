"""The pages that belong to a department or to the motto: carried over, made from a template, or gone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources

from showcase.adoption.answers import Answers
from showcase.adoption.desk import Desk, photos_in
from showcase.brand.organisation import Organisation
from showcase.project.folder import Project
from showcase.records.quotations import QUOTATIONS
from showcase.records.uniforms import UNIFORMS
from showcase.stories.drafts import split_front_matter
from showcase.typed.editing import Sheet, removed, replaced
from showcase.typed.strict_yaml import YamlFault, load
from showcase.typed.writing import inline

CULTURES = "docs/culture"  # where a department's page goes when there is none to show the way
MOTTO = re.compile(r"^<!-- block: (?:motto|plate name=motto-[a-z]+)\b", re.MULTILINE)


@dataclass(frozen=True)
class Front:
    """What the front matter of a page of docs/ says; texts that cannot be read say nothing."""

    folder: str  # docs/culture/<key>
    layout: str
    department: str
    theme: str


def fronts(texts: Mapping[str, str]) -> Iterator[Front]:
    for path, text in sorted(texts.items()):
        if not (path.startswith("docs/") and path.endswith("/index.md")):
            continue
        typed, _, _ = split_front_matter(text)
        try:
            value = load(typed or "").value
        except YamlFault:
            continue
        if isinstance(value, dict):
            said = (str(value.get(key, "")) for key in ("layout", "department", "theme"))
            yield Front(path.removesuffix("/index.md"), *said)


def culture_pages(texts: Mapping[str, str]) -> tuple[Front, ...]:
    return tuple(
        page for page in fronts(texts) if page.layout == "culture" and (page.department or page.theme)
    )


def settle_cultures(
    desk: Desk, project: Project, answers: Answers, organisation: Organisation, heirs: Mapping[str, str]
) -> dict[str, str]:
    """Gives every new department a culture page and takes those of departments that are gone; folder → new folder, "" when gone."""
    became: dict[str, str] = {}
    served: set[str] = set()
    for page in culture_pages(desk.texts):
        if page.department not in organisation.departments:
            continue
        heir = heirs.get(page.department, "")
        if not heir:
            _remove_page(desk, project, page.folder)
            became[page.folder] = ""
            continue
        served.add(heir)
        parent, _, name = page.folder.rpartition("/")
        target = f"{parent}/{heir}" if name == page.department else page.folder
        became[page.folder] = target
        if target != page.folder:
            _move_page(desk, project, page.folder, target)
        path = f"{target}/index.md"
        yaml, body, _ = split_front_matter(desk.texts[path])
        if yaml is not None:
            desk.texts[path] = f"---\n{replaced(yaml, ('department',), heir)}---\n{body}"
    parent = next((folder.rpartition("/")[0] for folder in became), CULTURES)
    for key in answers.departments:
        path = f"{parent}/{key}/index.md"
        if key not in served and path not in desk.texts:
            desk.texts[path] = _culture(key, answers, parent.count("/") + 1)
    return became


def _remove_page(desk: Desk, project: Project, folder: str) -> None:
    """The page and its photos, not the pages below it."""
    desk.remove(f"{folder}/index.md")
    for name, _ in photos_in(project, folder):
        desk.remove(f"{folder}/{name}")


def _move_page(desk: Desk, project: Project, folder: str, target: str) -> None:
    text = desk.texts[f"{folder}/index.md"]
    for name, data in photos_in(project, folder):
        desk.binary[f"{target}/{name}"] = data
    _remove_page(desk, project, folder)
    desk.texts[f"{target}/index.md"] = text


def _template(kind: str, **words: str) -> str:
    text = (resources.files("showcase") / "adoption" / "templates" / f"{kind}.md").read_text("utf-8")
    return text.format(**words)


def _culture(key: str, answers: Answers, depth: int) -> str:
    department = answers.departments[key]
    return _template(
        "culture",
        key=key,
        label=department.label,
        name=department.name,
        title=inline(department.culture),
        description=inline(f"{department.name}的文化：想法、承诺、故事和规矩。"),
        up="../" * depth,
    )


def settle_motto(desk: Desk, answers: Answers, old: tuple[str, ...]) -> None:
    """The page that explains the old motto word by word says nothing about another: it begins anew."""
    words = answers.motto.words
    if words == old:
        return
    for path, text in list(desk.texts.items()):
        if path.startswith("docs/") and MOTTO.search(text) and "、".join(old) in text:
            proposed = "现为建议稿。" if answers.motto.status == "proposed" else ""
            description = inline(f"{'、'.join(words)}。{proposed}")
            desk.texts[path] = _template(
                "motto", description=description, spaced=" ".join(words), joined="、".join(words)
            )


def remove_sample_lists(desk: Desk) -> int:
    """Empties every list beside a page that says of itself that it is a sample, and takes single ones out of the others; how many entries went."""
    gone = 0
    for path, text in list(desk.texts.items()):
        if not (path.startswith("docs/") and path.endswith(".yml")):
            continue
        try:
            value = load(text).value
        except YamlFault:
            continue
        if not isinstance(value, dict):
            continue
        for key, entries in value.items():
            if not isinstance(entries, list) or not entries:
                continue
            samples = [
                n for n, one in enumerate(entries) if isinstance(one, dict) and one.get("sample") == "true"
            ]
            if value.get("sample") != "true" and len(samples) < len(entries):
                for number in reversed(samples):
                    text, gone = removed(text, (key, number)), gone + 1
                desk.texts[path] = text
            elif samples or value.get("sample") == "true":
                text, gone = _without_entries(text, str(key)), gone + len(entries)
                desk.texts[path] = removed(text, ("sample",)) if "sample" in value else text
    return gone


def remove_sample_practices(desk: Desk, project: Project) -> None:
    """A practice that is a sample names a department of those before."""
    for path, text in list(desk.texts.items()):
        yaml, _, _ = split_front_matter(text) if path.endswith("/index.md") else (None, "", 0)
        if yaml and re.search(r"(?m)^practice:", yaml) and re.search(r"(?m)^sample: *true\b", yaml):
            _remove_page(desk, project, path.removesuffix("/index.md"))


def settle_quotations(desk: Desk, *, emptied: bool) -> None:
    """Sentences of another house's paper stay as that paper has them: a sample, until the new owner quotes its own."""
    text = desk.texts.get(QUOTATIONS.path)
    if text is None:
        return
    try:
        sheet = Sheet(text, load(text))
    except YamlFault:
        return
    if emptied and sheet.value((QUOTATIONS.name,)):
        desk.texts[QUOTATIONS.path] = _without_entries(text, QUOTATIONS.name)
    elif sheet.value((QUOTATIONS.name,)):
        edit = sheet.replaced(("sample",), "true") or sheet.added((), "sample: true", first=True)
        desk.texts[QUOTATIONS.path] = sheet.applied(edit) if edit else text


def _without_entries(text: str, name: str) -> str:
    """The list `name` as `name: []`, behind its key: on a line of its own it would close what is added below."""
    emptied = replaced(text, (name,), "[]")
    return re.sub(rf"(?m)^({re.escape(name)}:)[ \t]*(#[^\n]*)?\n\s*\[\]", _closed, emptied)


def _closed(match: re.Match[str]) -> str:
    return f"{match[1]} []{f'  {match[2]}' if match[2] else ''}"


def settle_uniforms(desk: Desk, organisation: Organisation, heirs: Mapping[str, str]) -> None:
    """Clothes of a department that is gone go with it; the others are its heir's."""
    text = desk.texts.get(UNIFORMS.path)
    if text is None:
        return
    try:
        clothes = load(text).value.get("uniforms") or []
        worn = [str(one.get("department", "")) for one in clothes]
    except (YamlFault, AttributeError):
        return
    left = [name for name in worn if name not in organisation.departments or name in heirs]
    for index in reversed(range(len(worn))):
        name = worn[index]
        if name in heirs:
            text = replaced(text, ("uniforms", index, "department"), heirs[name])
        elif name in organisation.departments and left:
            text = removed(text, ("uniforms", index))
    desk.texts[UNIFORMS.path] = text if left or not worn else _without_entries(text, UNIFORMS.name)
