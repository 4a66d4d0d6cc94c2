"""Photos made on other machines: a Dask cluster gets a photo's bytes and a task, and sends the derivatives back.

What comes back is held against what was asked for before anything of it is written: the photo is looked at here, each
file has to be there, of its format and size, without metadata. Dask itself trusts its cluster (its messages can run code),
so this finds a wrong or broken one, not a hostile one: the network has to be closed.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from itertools import islice
from typing import Any

from showcase.photos.archive import Archive, Photo
from showcase.photos.making import Made, Task, make
from showcase.photos.orders import EXPORT, Refusal
from showcase.photos.plan import PIPELINE, Probe, codecs
from showcase.photos.render import check_output
from showcase.photos.sniff import UnreadablePhoto, read_header
from showcase.photos.studio import MISSING, SECONDS, read_photo
from showcase.project.errors import MachineError, ProjectError
from showcase.project.jail import Jail

ADDRESS = re.compile(r"(?:(?:tcp|tls)://)?(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\]):\d{1,5}")
CONNECT_SECONDS = 10
SILENCE_SECONDS = 4 * SECONDS  # without a single answer
AHEAD = 2  # photos a thread of the cluster has in hand or waiting
LARGE = "200MB"  # Dask advises against sending more than a tenth of it at once; a photo is never more than 40

FACTS = (PIPELINE, *codecs())  # other software makes other bytes


def made_there(facts: tuple[Any, ...], data: bytes, task: Task) -> bytes:
    """On a machine of the cluster: what `task` makes of `data`, as one piece of bytes."""
    if facts != FACTS:
        return packed({"other": list(FACTS)}, {})
    made = make(data, task)
    if isinstance(made, Refusal):
        return packed({"refused": [made.code, made.message, made.hint]}, {})
    return packed({"probe": asdict(made.probe)}, dict(made.outputs))


def packed(head: dict[str, Any], outputs: dict[str, bytes]) -> bytes:
    head |= {"outputs": [[name, len(data)] for name, data in outputs.items()]}
    return json.dumps(head).encode() + b"\n" + b"".join(outputs.values())


class Cluster:
    """A Dask cluster, connected within the `with` block.

    Raises:
        ProjectError: Dask is not installed here, or there is no such address.
        MachineError: nothing answers there.
    """

    def __init__(self, address: str) -> None:
        if not ADDRESS.fullmatch(address):
            raise ProjectError(f"--scheduler 写成 tcp://10.0.0.5:8786 的样子：{address}")
        self.address = address

    def __enter__(self) -> Cluster:
        try:
            import dask
            import distributed
        except ImportError:
            raise ProjectError("--scheduler 要用 Dask：先运行 pip install 'dask[distributed]'") from None
        dask.config.set({"distributed.admin.large-graph-warning-threshold": LARGE})
        try:
            self._client = distributed.Client(self.address, timeout=CONNECT_SECONDS)
        except (OSError, ValueError) as err:
            raise MachineError(f"连不上集群 {self.address}") from err
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def made(self, archive: Archive, photos: Iterable[Photo]) -> Iterator[tuple[Photo, int | Refusal]]:
        jail, waiting, under_way = Jail(archive.source), iter(photos), dict[Any, tuple[Photo, str]]()
        while True:
            for photo in islice(waiting, max(0, self._room() - len(under_way))):
                data = read_photo(jail, photo.path)
                if isinstance(data, Refusal):
                    yield photo, data
                    continue
                future = self._client.submit(made_there, FACTS, data, archive.task, pure=False)
                under_way[future] = photo, hashlib.sha256(data).hexdigest()
            if not under_way:
                return
            for future in self._finished(under_way):
                photo, sha256 = under_way.pop(future)
                data = read_photo(jail, photo.path)  # again: held for all of them they would be gigabytes
                if isinstance(data, bytes) and hashlib.sha256(data).hexdigest() != sha256:
                    data = Refusal(MISSING, "照片在处理途中被换过", "等文件复制完，再运行一次")
                result = data if isinstance(data, Refusal) else self._result(future, data, archive.task)
                yield photo, result if isinstance(result, Refusal) else archive.store(photo, result)

    def _room(self) -> int:
        return int(AHEAD * max(1, sum(self._client.nthreads().values())))

    def _finished(self, futures: Iterable[Any]) -> list[Any]:
        import distributed

        try:
            done, _ = distributed.wait(list(futures), timeout=SILENCE_SECONDS, return_when="FIRST_COMPLETED")
        except TimeoutError as err:
            raise MachineError(f"集群 {self.address} {SILENCE_SECONDS / 60:g} 分钟没有送回一张照片") from err
        return list(done)

    def _result(self, future: Any, data: bytes, task: Task) -> Made | Refusal:
        import distributed

        try:
            answer = future.result(timeout=CONNECT_SECONDS)
        except distributed.KilledWorker:
            return Refusal("PHO106", "处理这张照片时内存不够，或程序意外停下", EXPORT)
        except Exception as err:  # whatever is raised there, or cannot be read here
            raise MachineError(f"集群 {self.address} 出了故障：{type(err).__name__}") from err
        finally:
            future.release()
        try:
            return checked(answer, data, task)
        except Unlike as err:
            raise MachineError(f"集群 {self.address} 送回的东西不对，没有写进来：{err}") from err


class Unlike(Exception):
    """What came back is not what was asked for."""


def checked(answer: object, data: bytes, task: Task) -> Made | Refusal:
    """What was made of `data`, each file looked at.

    Raises:
        Unlike: it cannot have been made of `data` by `task`.
    """
    try:
        return _unpacked(answer, data, task)
    except Unlike:
        raise
    except Exception as err:  # rubbish of any kind
        raise Unlike("读不懂") from err


def _unpacked(answer: object, data: bytes, task: Task) -> Made | Refusal:
    assert isinstance(answer, bytes)
    head_text, _, body = answer.partition(b"\n")
    head = json.loads(head_text)
    if "other" in head:
        raise Unlike(f"那里的软件是另一版（{' '.join(map(str, head['other']))[:200]}），两边要装同一版")
    if "refused" in head:
        code, message, hint = head["refused"]
        if not re.fullmatch(r"PHO1\d\d", code) or not isinstance(message, str) or not isinstance(hint, str):
            raise Unlike("拒绝的理由读不懂")
        return Refusal(code, message[:300], hint[:300])
    outputs, place = {}, 0
    for name, size in head["outputs"]:
        outputs[name], place = body[place : place + size], place + size
    made = Made(_probe(head["probe"], data), outputs)
    instructions = task.instructions(made.probe)
    if place != len(body) or set(outputs) != {entry for i in instructions for entry in i.entries}:
        raise Unlike("文件不是要的那些")
    for instruction in instructions:
        fault = check_output(outputs[instruction.file], instruction.encoder, instruction.size)
        names = {"", *(variant.name for variant in instruction.mark.variants)} if instruction.mark else {""}
        if fault or outputs.get(instruction.mark_entry, b"").decode() not in names:
            raise Unlike(f"{instruction.recipe}：{fault or '部徽'}")
    return made


def _probe(facts: dict[str, Any], data: bytes) -> Probe:
    """What is said of the photo; all but what only its pixels tell is what we see in it ourselves."""
    try:
        own = read_header(data)[1]
    except UnreadablePhoto as err:
        raise Unlike("这张照片不该做得出来") from err
    x, y = map(float, facts["focal"])
    notes = tuple(facts["notes"])
    if not (0 <= x <= 1 and 0 <= y <= 1) or notes not in (own.notes, (*own.notes, "profile")):
        raise Unlike("照片的说明")
    probe = replace(own, focal=(x, y), notes=notes)
    if json.loads(json.dumps(asdict(probe))) != facts:
        raise Unlike("不是这张照片")
    return probe
