"""The JSON Schema of a story's front matter, for editors that complete and check while one types.

Made from `FrontMatter` and the house's own departments, series and themes; `showcase schema` writes it to
docs/handbook/story.schema.json. It is a help for typing: what counts is `showcase check`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from showcase.brand.organisation import Organisation, read_organisation
from showcase.project.folder import Project
from showcase.stories.front import FrontMatter

FILE = "docs/handbook/story.schema.json"
DAY = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
ONE_LINE = r"^[^<>\r\n]*$"

# What a person is told at each key, and the limits that the validators of `FrontMatter` hold in code.
KEYS: dict[str, dict[str, Any]] = {
    "title": {"description": "标题，4 到 32 个字。", "minLength": 4, "maxLength": 32},
    "date": {"description": "事情发生的日子，写成 2026-03-05；年份要和文件夹一致。"},
    "summary": {"description": "一句话提要，不超过 120 个字。", "minLength": 1, "maxLength": 120},
    "cover": {"description": "题图的文件名，照片放在 index.md 旁边。"},
    "people": {"description": "写到、拍到的人或班组。"},
    "people.name": {"description": "名字或班组。", "minLength": 1, "maxLength": 60},
    "people.role": {"description": "岗位。", "minLength": 1, "maxLength": 60},
    "people.consent": {
        "description": "同意的方式：signed 本人签了授权书，team 全组同意，not-needed 没有拍到脸。"
    },
    "people.channels": {
        "description": "同意只包括这些渠道：website、wechat、douyin、poster、board、screens；不写就都包括。"
    },
    "photos": {"description": "每张照片的补充：文件名: {focal, credit, consent}。"},
    "photos.focal": {"description": "画面重点：从左数、从上数，0 到 1，例如 [0.62, 0.40]。"},
    "photos.credit": {"description": "谁拍的。", "maxLength": 200},
    "photos.consent": {"description": "同意的方式：signed、team 或 not-needed。"},
    "photos.consent_until": {"description": "同意到哪一天为止；到期以后照片自动撤下。"},
    "photos.withdrawn": {"description": "这张照片撤下，故事留着：{date: 2026-04-01, reason: 本人要求}。"},
    "photos.withdrawn.date": {"description": "哪一天撤的。"},
    "photos.withdrawn.reason": {"description": "一句话，不写私事。", "minLength": 1, "maxLength": 60},
    "photos.channels": {
        "description": "同意只包括这些渠道：website、wechat、douyin、poster、board、screens；不写就都包括。"
    },
    "credits": {"description": "文字、照片、编辑各由谁提供。"},
    "review": {
        "description": "三审，由编辑填：first 初审人的姓名，second 复审人的姓名，final 终审人的姓名，date 审完的日子；三个人，写姓名。"
    },
    "honours": {"description": "这篇故事得过的奖，照证书上的写。"},
    "related": {"description": "相关的故事，写成 年份/文件夹名。"},
    "publish": {"description": "不早于哪一天发布。"},
    "expires": {"description": "到哪一天不再显示。"},
    "withdrawn": {"description": "撤下：{date: 2026-04-01, reason: 本人要求}。原因不写私事。"},
    "allow": {
        "description": "放行看过的一处问题：代码、理由、期限；同一代码有几处时用 at 写上那一行里的几个字。"
    },
    "sample": {"description": "只有演示稿才写 true，真稿子删掉这一行。"},
}


def story_schema(organisation: Organisation) -> dict[str, Any]:
    """Draft 07, which the YAML extensions of editors understand best."""
    model = FrontMatter.model_json_schema()
    kinds = model.pop("$defs")
    whole = flat(model, kinds, told=KEYS)
    known = whole["properties"]
    for key, entries in (("department", organisation.departments), ("series", organisation.series)):
        words = "、".join(f"{name} {entry.label}" for name, entry in entries.items())
        known[key] = {
            "description": f"{'部门' if key == 'department' else '栏目'}：{words}。",
            "enum": [*entries],
        }
    themes: dict[str, Any] = {"enum": [*organisation.themes.values(), *organisation.themes]}
    told = f"主题，可以写几个：{'、'.join(organisation.themes.values())}。"
    for key in ("themes", "honours", "related"):  # one may stand without its list
        one = themes if key == "themes" else known[key]["items"]
        known[key] = {
            "description": known[key].get("description", told),
            "anyOf": [one, {"type": "array", "items": one, "maxItems": 12}],
        }
    return {"$schema": "http://json-schema.org/draft-07/schema#", "title": "故事的稿头", **whole}


KEPT = ("type", "required", "enum", "const", "pattern", "minimum", "maximum", "minItems", "maxItems", "additionalProperties")  # fmt: skip


def flat(
    part: dict[str, Any],
    kinds: dict[str, Any],
    kept: tuple[str, ...] = KEPT,
    told: Mapping[str, dict[str, Any]] = MappingProxyType({}),
    path: str = "",
) -> dict[str, Any]:
    """`part` of pydantic's schema without references and nulls, with nothing else than is `kept` or `told` of a key."""
    if "$ref" in part:
        own = {key: part[key] for key in kept if key in part}
        return flat(kinds[part["$ref"].rsplit("/", 1)[1]], kinds, kept, told, path) | own
    options = [option for option in part.get("anyOf", ()) if option != {"type": "null"}]
    if options:
        own = {key: part[key] for key in kept if key in part}
        return flat(options[0], kinds, kept, told, path) | own
    plain = {key: part[key] for key in kept if key in part}
    if part.get("format") == "date":
        plain |= DAY
    elif plain.get("type") == "string" and not {"pattern", "enum", "const"} & plain.keys():
        plain["pattern"] = ONE_LINE
    if isinstance(plain.get("additionalProperties"), dict):
        plain["additionalProperties"] = flat(plain["additionalProperties"], kinds, kept, told, path)
    if "prefixItems" in part:
        plain["items"] = {"type": "number", "minimum": 0, "maximum": 1}  # the only pair there is: `focal`
    elif "items" in part:
        plain["items"] = flat(part["items"], kinds, kept, told, path)
    if "properties" in part:
        plain["properties"] = {
            key: flat(inner, kinds, kept, told, spot) | told.get(spot, {})
            for key, inner in part["properties"].items()
            for spot in (f"{path}.{key}".lstrip("."),)
        }
    return plain


def schema_text(project: Project) -> str:
    """What stands in story.schema.json."""
    return json.dumps(story_schema(read_organisation(project)), ensure_ascii=False, indent=2) + "\n"
