"""What is ordered of photos, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from showcase.photos.plan import Focal, Instruction, Probe
from showcase.photos.recipes import Recipe

# What to do about a photo that cannot be used.
EXPORT = "请用手机相册重新导出为 JPEG，再放进来"
SMALLER = "请导出为长边 4000 像素左右的 JPEG"


@dataclass(frozen=True)
class Want:
    recipe: Recipe
    focal: Focal | None = None


@dataclass(frozen=True)
class Order:
    path: str  # relative to the root, with "/"
    wants: frozenset[Want]


@dataclass(frozen=True)
class Refusal:
    code: str
    message: str
    hint: str
    entry: str = field(default="", compare=False)  # in the cache, where the reason lies in the content


@dataclass(frozen=True)
class Developed:
    """A photo whose outputs lie in the cache."""

    probe: Probe
    plans: Mapping[Want, tuple[Instruction, ...]] = field(hash=False)
    unmarked: tuple[str, ...] = ()  # recipes that should carry the emblem and could not
    hasty: bool = False  # for somebody who waits; not the form in which it is published

    def want(self, recipe: Recipe, focal: Focal | None = None) -> Want:
        """How `recipe` was ordered; `focal` tells apart what several entries of a list want of one photo."""
        exact = Want(recipe, focal)
        return exact if exact in self.plans else next(want for want in self.plans if want.recipe == recipe)

    def picture(self, recipe: Recipe, focal: Focal | None = None) -> tuple[Instruction, ...]:
        """The outputs of `recipe`, narrowest first."""
        return self.plans[self.want(recipe, focal)]
