"""Whether a review counts: three steps, and at each the name of another person."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from showcase.brand.organisation import Organisation
from showcase.stories.front import Front
from showcase.stories.rules.surnames import COMPOUND, GUARDED, PLAIN, TITLES, WARY, WORDS
from showcase.typed.meant import BLANK

STEPS = {"first": "初审", "second": "复审", "final": "终审"}


@dataclass(frozen=True)
class NoName:
    """`words`, parted by |, as a regular expression for the whole of what was written; `why` that is nobody's name."""

    why: str
    words: str


_TITLE = (
    rf"(?:{TITLES}|领导|负责人|分管|主编|总编|责编|编辑|审稿人|审核人|审核员|宣传员|通讯员|管理员|班组长)"
)
NO_NAMES = (
    NoName("是审稿的一步", r"[一二三初复终]审(?:人|员|者)?|审稿|审核|审阅|校对|已审|已阅|审过|通过|同意|签字|已签"),
    NoName("是还没有定下来的意思", r"待.{1,3}|未定|暂定|未知|不详|匿名|空缺|未审|暂无|暂缺|没有|还没有|无|空|略|同上|同前|同左|见上|名字|姓名|签名|某|.*某+|本人|自己|我|其他|相关人员|.*某人|专人|有关人员|大家|集体|小编"),
    NoName("是占位置的字", r"[a-z]|[0-9]+|([a-z○口囗])\1+|[甲乙丙丁]{2,}|null|none|todo|tbd|test|abc|na|name|reviewer|测试|示例.*|样例.*|例子|范例"),
    NoName("是单位或部门", r".*(?:科室|办公室|[部处]室|部门|单位|机关|中心|食堂|超市|公司|集团|学院|大学|学校|委员会|小组|支部|党委|工会|团委|[部处办组队室厅局])"
           r"|科|班|.*(?:宣传|财务|人事|综合|行政|总务|安全|保卫|采购|质检|质量|维修|动力|水电|管理|服务|党群|组织|纪检|监察|信息|工程|设备|基建|资产|文化|运营|业务|后勤|早餐|值班)[科班站]"),
)  # fmt: skip
# People may bear them: `reviewers` of organisation.yml says that somebody does.
_EXAMPLES = "张三 李四 王五 赵六 孙七 周八 吴九 郑十 小明 小红 小刚 小李 小王 小张"
EXAMPLES = frozenset(_EXAMPLES.split())


def plain(name: str) -> str:
    """The letters that make two spellings one name: without width, blanks and marks, without 科室： before, （一食堂） behind it."""
    text = unicodedata.normalize("NFKC", name).casefold()
    text = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", "", text).rpartition(":")[2]
    return "".join(character for character in text if character.isalnum())


def no_name(name: str, organisation: Organisation) -> str | None:
    """Why `name` is not a person's; None when it may be one."""
    word = plain(name)
    if BLANK in name:
        return "是空"
    if not word:
        return "没有姓名"
    if not {word, re.sub("[科班站]$", "", word)}.isdisjoint(map(plain, _own_units(organisation))):
        return "是单位或部门"
    if why := next((kind.why for kind in NO_NAMES if re.fullmatch(kind.words, word)), None):
        return why
    if _is_post(word):
        return "是职务"
    if word in EXAMPLES and word not in map(plain, organisation.reviewers):
        return "是举例用的名字"
    return "只有一个字，不是姓名" if len(word) == 1 else None


def _own_units(organisation: Organisation) -> Iterator[str]:
    names = organisation.names
    yield from (names.full, names.short, names.university, names.english)
    for department in organisation.departments.values():
        yield from (department.name, department.label, department.culture)
    for team in organisation.teams.values():
        yield team.name


def _is_post(word: str) -> bool:
    """分管领导, 食堂经理, 主任; not 王主任 or 王小明主任, who are somebody."""
    title = re.search(rf"{_TITLE}$", word)
    if title is None:
        return False
    whose = word[: title.start()]
    surname = whose[:2] in COMPOUND or whose[:1] in PLAIN + GUARDED + WARY
    return not (whose and surname and len(whose) <= 4 and whose[:2] not in WORDS)


def names_of(front: Front) -> Mapping[str, str]:
    """What is written at each step that has something."""
    written = {step: getattr(front.review, step) for step in STEPS}
    return {step: name for step, name in written.items() if name}


def nobodies(front: Front, organisation: Organisation) -> Mapping[str, str]:
    """The steps at which no person is named, with the reason; a sample names nobody and need not."""
    if front.sample:
        return {}
    return {step: why for step, name in names_of(front).items() if (why := no_name(name, organisation))}


def repeated(front: Front, organisation: Organisation) -> Mapping[str, str]:
    """Each step whose name stands at an earlier one already, with that one."""
    seen: dict[str, str] = {}
    again: dict[str, str] = {}
    unnamed = nobodies(front, organisation)
    for step, name in names_of(front).items():
        if front.sample or step in unnamed:
            continue
        first = seen.setdefault(plain(name), step)
        if first != step:
            again[step] = first
    return again


def lacking(front: Front, organisation: Organisation) -> str:
    """What a review lacks to count, in a few words; empty when it counts."""
    names = names_of(front)
    missing = "、".join(label for step, label in STEPS.items() if step not in names)
    said = [f"还没有{missing}"] if missing else []
    said += [f"{STEPS[step]}写的{why}" for step, why in nobodies(front, organisation).items()]
    said += [f"{STEPS[one]}和{STEPS[step]}是同一个人" for step, one in repeated(front, organisation).items()]
    return "；".join(said)
