"""What a photo's bytes become by a task: the same wherever it is done, in a worker of ours or on another machine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from showcase.photos.marks import Mark
from showcase.photos.orders import SMALLER, Developed, Refusal, Want
from showcase.photos.plan import Instruction, Probe, plan

# What a worker that shall stay below 400 MB can open, in megapixels, measured with every recipe (tests/bench/README.md).
# JPEG is read in strips, but for a progressive one without subsampling: libjpeg then holds all of it until the last scan.
SPARING = {"AVIF": 33, "WEBP": 18, "PROGRESSIVE": 46}


@dataclass(frozen=True)
class Task:
    """What is to be made of each photo. `sparing`: what needs more than 400 MB is refused."""

    wants: tuple[Want, ...]
    ground: str = "#ffffff"
    mark: Mark | None = None
    in_haste: bool = False
    sparing: bool = False

    def plans(self, probe: Probe) -> dict[Want, tuple[Instruction, ...]]:
        def planned(want: Want) -> tuple[Instruction, ...]:
            recipe = want.recipe.hastened if self.in_haste else want.recipe
            return plan(probe, recipe, want.focal, self.ground, self.mark)

        return {want: planned(want) for want in self.wants}

    def instructions(self, probe: Probe) -> tuple[Instruction, ...]:
        """Each output once."""
        return tuple({i.file: i for planned in self.plans(probe).values() for i in planned}.values())


@dataclass(frozen=True)
class Made:
    probe: Probe
    outputs: Mapping[str, bytes]  # by the names of the instructions' entries

    def developed(self, task: Task) -> Developed:
        plans = task.plans(self.probe)
        marked = [i for planned in plans.values() for i in planned if i.mark]
        return Developed(self.probe, plans, tuple(i.recipe for i in marked if not self.outputs[i.mark_entry]))


def make(
    data: bytes, task: Task, have: Callable[[str], bool] = lambda entry: False, threads: int = 1
) -> Made | Refusal:
    """What `task` makes of the photo `data`, but for what we `have`, or why it cannot be used."""
    from showcase.photos.render import develop  # here, in a worker: who only plans opens no picture
    from showcase.photos.sniff import UnreadablePhoto

    try:
        if task.sparing:
            _check_sparing(data)
        probe, outputs = develop(data, task.instructions, have=have, ground=task.ground, threads=threads)
    except UnreadablePhoto as err:
        return Refusal(err.code, err.message, err.hint)
    return Made(probe, outputs)


def _check_sparing(data: bytes) -> None:
    from showcase.photos.sniff import UnreadablePhoto, open_photo

    image = open_photo(data)
    kind = image.format or ""
    layers = getattr(image, "layer", ())  # of a JPEG: (component, across, down, table)
    if image.info.get("progressive") and len({layer[1:3] for layer in layers}) == 1 and len(layers) > 1:
        kind = "PROGRESSIVE"
    megapixels = image.width * image.height / 1e6
    if megapixels > SPARING.get(kind, megapixels):
        raise UnreadablePhoto(
            "PHO103", f"这种照片超过 {SPARING[kind] * 100} 万像素，打开它要 400 MB 以上的内存", SMALLER
        )
