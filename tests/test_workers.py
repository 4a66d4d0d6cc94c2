import multiprocessing
import os
import signal
import threading
import time

import pytest

from showcase.errors import MachineError
from showcase.workers import Failed, Workers


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


@pytest.mark.parametrize("stolen", [1, 2])
def test_a_task_that_was_taken_and_never_begun_is_done_again(monkeypatch, stolen):
    """A worker that ends between the two says nothing of it; the build waited for ever."""
    monkeypatch.setattr("showcase.workers.LOST_SECONDS", 3)
    with Workers(1) as workers:
        assert dict(workers.run(square, [(1,)], seconds=10)) == {0: 1}
        found = workers.run(_pid_after, [(2.0,), (0.0,), (0.0,)], seconds=10)
        thief = threading.Timer(1, lambda: [_steal(workers) for _ in range(stolen)])
        thief.start()
        assert all(isinstance(pid, int) for _, pid in found)
        thief.join()


def _steal(workers):
    channel = workers._pool._pool_manager.worker_manager.workers_channel
    assert channel.poll(5)
    channel.recv()


def test_a_pool_that_ends_while_a_worker_still_starts_says_nothing(capfd):
    for _ in range(6):
        with Workers(2) as workers:
            list(workers.run(abs, [(-1,), (-2,)], seconds=10))
    assert capfd.readouterr().err == ""


def test_no_more_workers_start_than_there_are_tasks():
    with Workers(2) as workers:
        [(_, one)] = workers.run(os.getpid, [()], seconds=10)
        assert len(multiprocessing.active_children()) == 1
        both = {pid for _, pid in workers.run(_pid_after, [(0.5,), (0.5,)], seconds=10)}
        assert len(both) == 2
    assert one != os.getpid()


def _pid_after(seconds):
    time.sleep(seconds)
    return os.getpid()
