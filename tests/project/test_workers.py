import multiprocessing
import os
import signal
import struct
import subprocess
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from showcase.project.errors import MachineError
from showcase.project.workers import Failed, Workers


@pytest.fixture(autouse=True)
def as_in_a_build(monkeypatch):
    """Started anew, and not forked as in the other tests."""
    monkeypatch.setattr("showcase.project.worker.START", multiprocessing.get_context("spawn"))


def square(number):
    return number * number


def die(_):
    os.kill(os.getpid(), signal.SIGKILL)


def sleep(seconds):
    time.sleep(seconds)


def spin(_):
    while True:
        pass


def hoard(_):
    return len(bytearray(8 << 30))


def freeze(_):
    os.kill(os.getpid(), signal.SIGSTOP)


def half_an_answer(how):
    """A message of a megabyte begins; `how` happens to its sender in the middle."""
    whole = Connection._send_bytes

    def send(pipe, data):
        if len(data) < 1 << 20:
            whole(pipe, data)
        else:
            os.write(pipe.fileno(), struct.pack("!i", len(data)) + data[:1000])
            os.kill(os.getpid(), how)

    Connection._send_bytes = send
    return bytes(1 << 20)


def echo(data):
    return data


def full_disk(_):
    raise OSError(28, "No space left on device")


def mixed(kind):
    return {"die": die, "sleep": lambda _: sleep(60), "hoard": hoard}.get(kind, lambda _: kind)(0)


def test_results_come_with_their_index():
    with Workers(2) as workers:
        assert dict(workers.run(square, [(n,) for n in range(20)], seconds=10)) == {
            n: n * n for n in range(20)
        }


def test_a_task_that_dies_hangs_or_hoards_costs_only_itself():
    tasks = ["a", "die", "b", "sleep", "c", "hoard", "d"]
    with Workers(2) as workers:
        done = dict(workers.run(mixed, [(task,) for task in tasks], seconds=2))
    assert [done[n] for n in (0, 2, 4, 6)] == ["a", "b", "c", "d"]
    assert [done[n].why for n in (1, 3, 5)] == ["died", "time", "memory"]


def test_the_limit_on_processor_time_holds_for_each_task_alone():
    with Workers(1) as workers:
        assert [r for _, r in workers.run(square, [(n,) for n in range(5)], seconds=1)] == [0, 1, 4, 9, 16]
        ((_, result),) = workers.run(spin, [(0,)], seconds=1)
        assert isinstance(result, Failed)
        assert [r for _, r in workers.run(square, [(3,)], seconds=1)] == [9]


def test_processor_time_and_wall_time_are_limited_apart():
    with Workers(1) as workers:
        ((_, late),) = workers.run(sleep, [(1.5,)], seconds=30, cpu_seconds=1)
        assert late is None  # waiting is no work
        ((_, hard),) = workers.run(spin, [(0,)], seconds=60, cpu_seconds=1)
        assert hard.why == "effort"


def test_a_full_disk_is_the_machines_fault_not_the_photos():
    with Workers(1) as workers, pytest.raises(MachineError, match="磁盘满了"):
        list(workers.run(full_disk, [(0,)], seconds=5))


def test_a_thousand_small_tasks_share_two_processes_and_keep_their_order():
    with Workers(2) as workers:
        done = list(workers.run(_pid_after, [(0.0,)] * 1000, seconds=10))
    assert [index for index, _ in done] == list(range(1000))
    assert len({pid for _, pid in done}) <= 2


def test_tasks_and_results_larger_than_a_pipe_holds_come_through():
    large = [(bytes([n]) * (8 << 20),) for n in range(6)]
    with Workers(2) as workers:
        assert [result for _, result in workers.run(echo, large, seconds=30)] == [data for (data,) in large]


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP])
def test_a_worker_that_ends_or_halts_while_it_answers_costs_its_task_only(monkeypatch, how):
    monkeypatch.setattr("showcase.project.worker.MOVE_SECONDS", 1)
    with Workers(2) as workers:
        begun = workers.run(_either, [(square, 3), (half_an_answer, how), (square, 4)], seconds=20)
        assert [getattr(result, "why", result) for _, result in begun] == [9, "died", 16]
        assert [result for _, result in workers.run(square, [(5,)], seconds=20)] == [25]


def test_a_worker_that_never_answers_is_ended_at_its_deadline():
    with Workers(2) as workers:
        done = workers.run(_either, [(sleep, 600), (square, 3), (freeze, 0), (square, 4)], seconds=2)
        assert [getattr(result, "why", result) for _, result in done] == ["time", 9, "time", 16]


def test_workers_killed_while_they_wait_for_a_task_cost_nothing():
    with Workers(2) as workers:
        assert len(list(workers.run(_pid_after, [(0.5,), (0.5,)], seconds=10))) == 2
        for child in multiprocessing.active_children():
            child.kill()
        assert [result for _, result in workers.run(square, [(n,) for n in range(5)], seconds=10)] == [
            0,
            1,
            4,
            9,
            16,
        ]


def test_who_takes_the_results_slowly_loses_none():
    """What was done in time lies in the pipe, in part, long after its deadline."""
    with Workers(2) as workers:
        for index, result in workers.run(echo, [(bytes(1 << 20),)] * 4, seconds=2):
            assert result == bytes(1 << 20), index
            time.sleep(0 if index else 2.5)


def test_what_cannot_be_sent_or_read_is_a_failed_task():
    with Workers(1) as workers:
        done = workers.run(_either, [(_unsendable, 0), (_unreadable, 0), (square, 3)], seconds=10)
        assert [getattr(result, "why", result) for _, result in done] == ["error", "error", 9]


def test_where_no_worker_comes_up_the_machine_is_at_fault(monkeypatch):
    context = multiprocessing.spawn
    monkeypatch.setattr(context, "_python_exe", os.fsencode("/bin/false"))
    with Workers(2) as workers, pytest.raises(MachineError, match="启动不了"):
        list(workers.run(square, [(1,), (2,)], seconds=10))


PROGRAM = """
import os, sys, time
from showcase.project.workers import Workers

def report(number):
    print(os.getpid(), flush=True)
    time.sleep(600 if number else 0)

if __name__ == "__main__":
    with Workers(2) as workers:
        list(workers.run(report, [(0,), (1,), (2,)], seconds=900))
"""


@pytest.fixture
def started(tmp_path):
    """A program whose two workers are busy for ten minutes, and their process ids."""
    (tmp_path / "program.py").write_text(PROGRAM, "utf-8")
    program = subprocess.Popen(
        [sys.executable, "program.py"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    pids = {int(program.stdout.readline()) for _ in range(3)}
    yield program, pids
    program.kill()
    program.communicate()
    for pid in filter(alive, pids):
        os.kill(pid, signal.SIGKILL)


def alive(pid):
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


def gone(pids):
    for _ in range(200):
        if not any(map(alive, pids)):
            return True
        time.sleep(0.1)
    return False


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc")
def test_workers_end_by_themselves_when_their_parent_is_killed(started):
    program, pids = started
    assert all(map(alive, pids))
    program.kill()
    assert gone(pids)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc")
def test_an_interruption_ends_the_program_and_all_its_workers_and_they_say_nothing(started):
    program, pids = started
    os.killpg(program.pid, signal.SIGINT)
    _, said = program.communicate(timeout=60)
    assert program.returncode == -signal.SIGINT
    assert said.count("Traceback") == 1, said  # the program's own, which catches nothing
    assert gone(pids)


def test_a_pool_that_ends_while_a_worker_still_starts_says_nothing(capfd):
    for _ in range(6):
        with Workers(2) as workers:
            list(workers.run(abs, [(-1,), (-2,)], seconds=10))
    assert capfd.readouterr().err == ""


def test_no_more_workers_start_than_there_are_tasks():
    others = set(multiprocessing.active_children())  # of tests before, while they end
    with Workers(2) as workers:
        [(_, one)] = workers.run(os.getpid, [()], seconds=10)
        assert len(set(multiprocessing.active_children()) - others) == 1
        both = {pid for _, pid in workers.run(_pid_after, [(0.5,), (0.5,)], seconds=10)}
        assert len(both) == 2
    assert one != os.getpid()


def test_tasks_that_take_no_time_start_no_second_worker():
    with Workers(2) as workers:
        assert len({pid for _, pid in workers.run(os.getpid, [()] * 20, seconds=10, worth=20)}) == 1
        assert [n for _, n in workers.run(square, [(n,) for n in range(41)], seconds=10, worth=20)] == [
            n * n for n in range(41)
        ]
        assert len(workers._workers) == 2


def _pid_after(seconds):
    time.sleep(seconds)
    return os.getpid()


def _either(function, argument):
    return function(argument)


def _unsendable(_):
    return lambda: None


class _Odd(Exception):
    def __init__(self, one, other):
        super().__init__(one)


def _unreadable(_):
    return _Odd(1, 2)
