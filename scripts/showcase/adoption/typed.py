"""Answers as the file that gives them again."""

from __future__ import annotations

from pydantic import BaseModel

from showcase.adoption.answers import Answers
from showcase.typed.writing import inline


def as_typed(answers: Answers) -> str:
    """The answers as a file that gives them again."""
    lines = ["names:", *_lines(answers.names)]
    if answers.site:
        lines += ["site:", *_lines(answers.site)]
    lines.append("departments:")
    lines += (f"  {key}: {_mapping(one)}" for key, one in answers.departments.items())
    motto = answers.motto
    lines += ["motto:", f"  words: {inline(motto.words)}", f"  status: {motto.status}"]
    lines += [f"  source: {inline(motto.source)}"] if motto.source else []
    if answers.colours:
        lines += ["colours:", *(f"  {key}: {_mapping(one)}" for key, one in answers.colours.items())]
    if answers.emblem:
        emblem = answers.emblem
        lines += ["emblem:", f"  file: {inline(emblem.file)}", f"  colours: {inline(dict(emblem.colours))}"]
        lines += [f"  meaning: {inline(emblem.meaning)}"] if emblem.meaning else []
    lines += [f"site_url: {inline(answers.site_url)}"] if answers.site_url else []
    lines.append(f"remove_samples: {'true' if answers.remove_samples else 'false'}")
    return "\n".join(lines) + "\n"


def _lines(model: BaseModel) -> list[str]:
    return [f"  {key}: {inline(value)}" for key, value in model.model_dump().items() if value]


def _mapping(model: BaseModel) -> str:
    return inline({key: value for key, value in model.model_dump().items() if value})
