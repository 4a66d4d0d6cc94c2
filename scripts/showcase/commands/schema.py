"""`showcase schema`: the JSON Schemas that editors complete from, made anew."""

from __future__ import annotations

from showcase.brand.organisation import read_organisation
from showcase.brand.tokens import read_tokens
from showcase.commands.options import command, in_project
from showcase.commands.terminal import out
from showcase.project.atomic import write_whole
from showcase.project.folder import Project, judgement
from showcase.project.jail import Jail
from showcase.records.kinds import KINDS, read_records
from showcase.records.schema import record_schema_text, schema_path
from showcase.stories.schema import FILE, schema_text


@command("schema")
@in_project
def schema(project: Project) -> int:
    organisation, tokens = read_organisation(project), read_tokens(project)
    directory = read_records(Jail(project.root), organisation, tokens, {}, judgement(None).day).directory
    texts = {FILE: schema_text(project)}
    texts |= {
        schema_path(kind): record_schema_text(kind, directory)
        for kind in KINDS
        if any((project.root / "docs" / kind.folder).glob(f"{kind.name}{'-*' if kind.yearly else ''}.yml"))
    }
    for path, text in texts.items():
        if (project.root / path).parent.is_dir():
            write_whole(project.root / path, text.encode())
            out.print(path, soft_wrap=True)
    return 0
