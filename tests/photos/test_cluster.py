"""Photos made on other machines: here a scheduler and two workers, each a process of its own."""

import io
import json
import os
import signal
import threading
import time

import pytest
from PIL import Image

from conftest import photo_bytes
from photos.test_archive import everything, put
from showcase.cli import main
from showcase.photos.cluster import FACTS, Cluster, Unlike, checked, made_there
from showcase.photos.making import Task
from showcase.photos.marks import Mark, Variant
from showcase.photos.orders import Refusal, Want
from showcase.photos.recipes import CARD, COVER, RECIPES
from showcase.project.errors import MachineError, ProjectError

PLATE = io.BytesIO()
Image.new("RGBA", (64, 64), "white").save(PLATE, "PNG")
MARK = Mark((Variant("reversed", PLATE.getvalue(), ("#ffffff",)),), 0.25, 24)
TASK = Task((Want(CARD),), sparing=True)


@pytest.fixture(scope="module")
def cluster():
    distributed = pytest.importorskip("distributed", reason="pip install 'dask[distributed]'")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0", silence_logs=60
    ) as local:
        yield local


def bring(source, out, *options):
    return main(["images", str(source), "--out", str(out), "--recipe", "cover", *options])


@pytest.mark.filterwarnings("default")  # of Dask's own
def test_a_cluster_makes_the_same_bytes_and_names_the_same_refused(cluster, tmp_path, capsys):
    source = tmp_path / "in"
    for number in range(2):
        put(source, f"{number}.jpg", photo_bytes((900 + number, 700)))
    put(source, "broken.jpg", photo_bytes((1500, 900))[:-4000])
    assert bring(source, tmp_path / "here") == 1
    assert bring(source, tmp_path / "there", "--scheduler", cluster.scheduler_address) == 1
    assert everything(tmp_path / "there") == everything(tmp_path / "here")
    assert "2 张照片做成" in capsys.readouterr().err


@pytest.mark.filterwarnings("default")
def test_a_worker_killed_costs_its_tasks_only_and_they_are_made_by_another(cluster, tmp_path):
    source, out = tmp_path / "in", tmp_path / "out"
    for number in range(6):
        put(source, f"{number}.jpg", photo_bytes((1000 + number, 750)))
    pids = [worker.pid for worker in cluster.workers.values()]

    def kill():
        while not list(out.glob("*/photo.json")):
            time.sleep(0.02)
        os.kill(pids[0], signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    assert bring(source, out, "--scheduler", cluster.scheduler_address) == 0
    killer.join()
    assert len(json.loads((out / "manifest.json").read_text("utf-8"))) == 6


def answer(data):
    return made_there(FACTS, data, TASK)


def parts(whole):
    head, _, body = whole.partition(b"\n")
    return json.loads(head), body


def joined(head, body):
    return json.dumps(head).encode() + b"\n" + body


def test_what_a_cluster_sends_back_is_taken_only_if_it_is_what_was_asked_for():
    data, other = photo_bytes((900, 700)), photo_bytes((901, 700))
    whole = answer(data)
    assert len(checked(whole, data, TASK).outputs) == 3
    head, body = parts(whole)
    sizes = head["outputs"]
    avif = body[: sizes[0][1]]
    wrong = {
        "no bytes": 5,
        "nothing": b"",
        "no JSON": b"\xff\n",
        "of another photo": answer(other),
        "cut short": whole[:-1],
        "more than announced": whole + b"x",
        "one file less": joined({**head, "outputs": sizes[:-1]}, body[: -sizes[-1][1]]),
        "a file of another name": joined({**head, "outputs": [["../x", sizes[0][1]], *sizes[1:]]}, body),
        "no picture": joined(head, b"x" * len(body)),
        "one size for another": joined(
            {**head, "outputs": [[name, len(avif)] for name, _ in sizes]}, avif * len(sizes)
        ),
        "a focal point outside": joined({**head, "probe": {**head["probe"], "focal": [2, 0]}}, body),
        "another width": joined({**head, "probe": {**head["probe"], "width": 800}}, body),
        "other software": made_there(("1", *FACTS[1:]), data, TASK),
        "an odd refusal": joined({"refused": ["X", 1, None]}, b""),
    }  # fmt: skip
    for name, sent in wrong.items():
        with pytest.raises(Unlike):
            assert not checked(sent, data, TASK), name


def test_a_refusal_from_a_cluster_is_the_one_that_is_given_here():
    refused = checked(answer(b"%PDF-1.7"), b"%PDF-1.7", TASK)
    assert isinstance(refused, Refusal)
    assert refused.code == "PHO102"


@pytest.mark.parametrize(
    "address", ["", "x", "http://a:1", "tcp://a:1/../x", "inproc://1", "tcp://a b:80", "ucx://a:1"]
)
def test_an_address_that_is_none_is_refused_before_anything_is_opened(address):
    with pytest.raises(ProjectError, match="tcp://"):
        Cluster(address)


@pytest.mark.filterwarnings("default")
def test_where_nobody_answers_the_command_says_so(monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr("showcase.photos.cluster.CONNECT_SECONDS", 0.5)
    with pytest.raises(MachineError, match="连不上集群"), Cluster("tcp://127.0.0.1:9"):
        pass


def test_every_recipe_with_an_emblem_says_in_the_answer_whether_it_bears_one():
    task = Task((Want(COVER), Want(RECIPES["wechat-wide"])), mark=MARK)
    data = photo_bytes((2000, 1500))
    made = checked(made_there(FACTS, data, task), data, task)
    (entry,) = [name for name in made.outputs if name.endswith(".mark")]
    assert made.developed(task).unmarked == (() if made.outputs[entry] else ("wechat-wide",))
    head, body = parts(made_there(FACTS, data, task))
    forged = {**head, "outputs": [[n, s] for n, s in head["outputs"]]}
    place = [name for name, _ in forged["outputs"]].index(entry)
    start = sum(size for _, size in forged["outputs"][:place])
    size = forged["outputs"][place][1]
    forged["outputs"][place][1] = 4
    with pytest.raises(Unlike, match="部徽"):
        checked(joined(forged, body[:start] + b"mine" + body[start + size :]), data, task)
