"""The rules as pages: one list, and one page a rule, made from the rule itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup, escape

from showcase.documents import Doc
from showcase.finding import Severity
from showcase.fragments import fragment
from showcase.page import Page, SearchEntry, href, published
from showcase.pages.views import FootView, HeadView, Link, RuleGroup, RuleView
from showcase.rules import RULES
from showcase.rules.rule import FAMILIES, Rule

FOLDER = "contribute/rules"
GUIDE = "contribute/index.md"
INDEX = f"{FOLDER}/index.md"
WORDS = {Severity.ERROR: "错误", Severity.WARNING: "提醒"}


def rule_path(code: str) -> str:
    return f"{FOLDER}/{code.lower()}/index.md"


def rulebook_paths(documents: Iterable[Doc]) -> Iterator[str]:
    """The paths of all these pages; none where no docs/contribute/index.md leads to them."""
    if any(doc.path == GUIDE for doc in documents):
        yield INDEX
        yield from (rule_path(rule.code) for rule in RULES)


def rulebook(documents: Iterable[Doc]) -> Iterator[Page]:
    """The list of all rules by family, then each rule's page."""
    if not any(rulebook_paths(documents)):
        return
    crumbs = (Link("首页", href(INDEX, "index.md")), Link("投稿指南", href(INDEX, GUIDE)))
    lede = "检查时报出的每一条，都能在这里查到：它检查什么，为什么，怎么改。"
    groups = tuple(
        RuleGroup(name, tuple(_view(INDEX, rule) for rule in _by_code() if rule.family == family))
        for family, name in FAMILIES.items()
    )
    body = fragment("rules", groups=tuple(group for group in groups if group.rules))
    # The rules themselves stay out of the search: who looks for 宿舍 wants no rule about room numbers.
    names = "\n".join(f"{rule.code} {rule.name}" for rule in _by_code())
    entry = SearchEntry("检查规则", published(INDEX), lede, "页面", names)
    yield _page(INDEX, HeadView("检查规则", lede, "manual", "投稿指南", crumbs), body, "检查规则", entry)
    for rule in RULES:
        yield _rule_page(rule)


def _by_code() -> list[Rule]:
    return sorted(RULES, key=lambda rule: rule.code)


def _rule_page(rule: Rule) -> Page:
    path = rule_path(rule.code)
    crumbs = (
        Link("首页", href(path, "index.md")),
        Link("投稿指南", href(path, GUIDE)),
        Link("检查规则", href(path, INDEX)),
    )
    kicker = f"{rule.code} · {FAMILIES[rule.family]} · {WORDS[rule.severity]}"
    head = HeadView(rule.name, "", "manual", kicker, crumbs)
    return _page(path, head, fragment("rule", rule=_view(path, rule)), f"{rule.what}{rule.why}")


def _view(page: str, rule: Rule) -> RuleView:
    return RuleView(
        code=rule.code,
        href=href(page, rule_path(rule.code)),
        name=rule.name,
        severity=WORDS[rule.severity],
        what=rule.what,
        why=rule.why,
        example=_lines(rule.example),
        instead=_lines(rule.instead),
        blocks=rule.severity is Severity.ERROR,
        allowable=rule.allowable,
    )


def _lines(text: str) -> Markup:
    """For <pre>; an empty line as a reference, since a finished page may hold none."""
    return Markup(str(escape(text)).replace("\n\n", "\n&#10;"))


def _page(path: str, head: HeadView, body: str, words: str, search: SearchEntry | None = None) -> Page:
    meta = {
        "title": head.title,
        "description": head.lede or words[:100],
        "layout": "manual",
        "section": "about",
    }
    whole = "\n".join((fragment("head", v=head), body, fragment("foot", v=FootView())))
    return Page(path, meta, whole, True, search)
