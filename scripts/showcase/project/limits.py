"""What a worker may take of the machine, where the machine can be told so; elsewhere (Windows) only time limits it."""

from __future__ import annotations

import signal

try:
    import resource
except ImportError:  # Windows
    HAS_LIMITS = False
else:
    HAS_LIMITS = True

OVER_EFFORT = (
    -getattr(signal, "SIGXCPU", 0) or None
)  # exit code of a worker that used too much processor time


def keep_memory_below(space: int) -> None:
    """No more than `space` bytes may be mapped; nothing is dumped."""
    if HAS_LIMITS:
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        limit = space if hard == resource.RLIM_INFINITY else min(space, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def allow_effort(seconds: int) -> None:
    """From now on `seconds` of processor time: RLIMIT_CPU counts over a process's whole life, so used + allowed."""
    if HAS_LIMITS:
        used = resource.getrusage(resource.RUSAGE_SELF)
        spent = int(used.ru_utime + used.ru_stime)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (spent + seconds + 1, hard))
