"""What the rules know of this repository's owner, and the front matter of a story without a fault."""

from functools import cache

from conftest import ROOT
from showcase.brand import tokens as brand
from showcase.brand.organisation import read_organisation
from showcase.project.folder import Project

FRONT = "---\ntitle: 凌晨四点的灯\ndate: 2026-03-05\ndepartment: dining\nseries: frontline\nsummary: 一句话。\n---\n\n"


@cache
def house():
    project = Project(ROOT)
    return read_organisation(project), brand.read_tokens(project).motto.words
