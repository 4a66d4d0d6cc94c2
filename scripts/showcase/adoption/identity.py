"""The settings in the name of the new owner: organisation.yml, tokens.yml and mkdocs.yml, comments and all."""

from __future__ import annotations

from collections.abc import Mapping

from showcase.adoption.answers import Answers
from showcase.adoption.colours import repainted
from showcase.brand.organisation import Former, Organisation
from showcase.brand.tokens import Colour, Tokens, emblem_contrasts
from showcase.house.keys import TAGS
from showcase.house.settings import Settings
from showcase.photos.contrast import AA_GRAPHIC
from showcase.typed.editing import removed, replaced, set_at
from showcase.typed.strict_yaml import Path, load
from showcase.typed.writing import inline

FORMER_NOTE = "\n# 原来那个单位的词（showcase adopt 写的）：页面和稿子里还有的，检查会提醒。都改完了，把这一项整个删掉。\n"
# An address, a filing number, a word list or a telephone of another house would be false here.
EMPTIED: Mapping[Path, str] = {
    ("address",): "''",
    ("filing", "icp"): "''",
    ("filing", "police"): "''",
    ("terms",): "[]",
    ("hotlines",): "[]",
    ("reviewers",): "[]",
    ("teams",): "{}",
    ("coverage", "departments"): "{}",
    ("coverage", "cells"): "[]",
    ("heads",): "{}",
}
UNNAMED = "待填：新的部徽是什么意思"


def new_organisation(text: str, answers: Answers) -> str:
    """organisation.yml with the new names and departments; what only the old owner can own is emptied."""
    for key, value in answers.names.model_dump().items():
        text = replaced(text, ("names", key), inline(value))
    width = max(map(len, answers.departments)) + 1
    rows = []
    for key, department in answers.departments.items():
        facts = {name: getattr(department, name) for name in ("label", "name", "culture", "english")}
        rows.append(f"{key + ':':<{width}} {inline({name: fact for name, fact in facts.items() if fact})}")
    text = replaced(text, ("departments",), "\n".join(rows))
    for path, empty in EMPTIED.items():
        text = _emptied(text, path, empty)
    return text


def _emptied(text: str, path: Path, empty: str) -> str:
    try:
        return replaced(text, path, empty)
    except KeyError:
        return text


def with_word_pages(text: str, became: Mapping[str, str]) -> str:
    """organisation.yml whose search words lead to where the culture pages stand now; to a page that is gone, to none."""
    words = load(text).value.get("words") or []
    for number, word in enumerate(words):
        path: Path = ("words", number, "page")
        folder = str(word.get("page", "")).removesuffix("/index.md")
        target = became.get(f"docs/{folder}")
        if target:
            text = replaced(text, path, f"{target.removeprefix('docs/')}/index.md")
        elif target == "":
            text = removed(text, path)
    return text


def with_former(text: str, former: tuple[Former, ...]) -> str:
    """organisation.yml with the words of those before at its end."""
    text = removed(text, ("former",)).replace(FORMER_NOTE, "").rstrip("\n") + "\n"
    if not former:
        return text
    rows = (inline({name: value for name, value in vars(one).items() if value}) for one in former)
    return f"{text}{FORMER_NOTE}former:\n" + "".join(f"  - {row}\n" for row in rows)


def new_tokens(text: str, answers: Answers, tokens: Tokens) -> str:
    """tokens.yml with the new site names, motto, colours and emblem; `tokens` is what it says now."""
    site = answers.site
    if site:
        text = replaced(text, ("names", "site"), inline(site.name))
        text = replaced(text, ("names", "tagline"), inline(site.tagline))
    motto = answers.motto
    text = replaced(text, ("motto", "words"), inline(motto.words))
    text = replaced(text, ("motto", "status"), motto.status)
    text = replaced(text, ("motto", "source"), inline(motto.source) if motto.source else "''")
    painted = repainted(tokens, answers.shades)
    for name, colour in painted.colour.items():
        if colour != tokens.colour[name]:
            text = _coloured(text, name, colour)
    text = _with_emblem(text, answers)
    return _on_grounds(text, painted, answers)


def _coloured(text: str, name: str, colour: Colour) -> str:
    path: Path = ("colour", name)
    for scheme in ("light", "dark"):
        text = replaced(text, (*path, scheme), f"'{getattr(colour, scheme)}'")
    text = replaced(text, (*path, "label"), inline(colour.label))
    if colour.use:
        text = set_at(text, (*path, "use"), inline(colour.use))
    for proof in (("cmyk", colour.cmyk), ("spot", colour.spot)):
        if not proof[1]:
            text = removed(text, (*path, proof[0]))
    return text


def _with_emblem(text: str, answers: Answers) -> str:
    emblem = answers.emblem
    if emblem is None:
        return text
    path: Path = ("emblem",)
    text = replaced(text, (*path, "status"), emblem.status)
    text = replaced(text, (*path, "meaning"), inline(emblem.meaning or UNNAMED))
    text = replaced(text, (*path, "colours"), inline(dict(emblem.colours)))
    return removed(text, (*path, "graphics"))  # names of the old emblem's own shapes


def _on_grounds(text: str, tokens: Tokens, answers: Answers) -> str:
    """Without the grounds on which no version of the emblem can be told apart any more."""
    rules = tokens.emblem
    if answers.emblem:
        rules = rules.model_copy(update={"colours": dict(answers.emblem.colours)})
    found: Mapping[str, float] = emblem_contrasts(tokens.model_copy(update={"emblem": rules}))
    weak = {ground for ground, ratio in found.items() if ratio < AA_GRAPHIC}
    for version, grounds in rules.grounds:
        if weak & set(grounds):
            left = inline([ground for ground in grounds if ground not in weak])
            text = set_at(text, ("emblem", "grounds", version), left)
    return text


def new_settings(text: str, answers: Answers, known: Settings) -> str:
    """mkdocs.yml with the site's new address and name."""
    if answers.site_url or not known.is_sample:  # an address of another house would be false
        text = set_at(text, ("site_url",), inline(answers.site_url), TAGS)
    return set_at(text, ("site_name",), inline(answers.site.name), TAGS) if answers.site else text


def heirs(answers: Answers, organisation: Organisation) -> dict[str, str]:
    """Each department there was → the one whose it becomes: the same key, or the one that names it as `was`."""
    same = {key: key for key in answers.departments if key in organisation.departments}
    return same | {one.was: key for key, one in answers.departments.items() if one.was}


def now(answers: Answers, organisation: Organisation, tokens: Tokens) -> dict[str, str]:
    """What the old owner's words are called by the new one."""
    pairs = [(getattr(organisation.names, key), value) for key, value in answers.names.model_dump().items()]
    for old, new in heirs(answers, organisation).items():
        before, after = organisation.departments[old], answers.departments[new]
        pairs += [(before.name, after.name), (before.culture, after.culture)]
    if answers.site:
        pairs += [(tokens.names.site, answers.site.name), (tokens.names.tagline, answers.site.tagline)]
    pairs += [(tokens.colour[name].label, colour.label) for name, colour in answers.colours.items()]
    return {old: new for old, new in pairs if old != new}
