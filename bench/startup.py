"""How long it takes from the start of `qwenbot ask --jsonl` to its first reply, and how much memory."""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench.machine import peak_mib
from bench.packs import write_pack
from bench.sets import QuestionSet


@dataclass(frozen=True, slots=True)
class Started:
    """Seconds to the first reply, and the most memory until then."""

    first_reply_s: float
    peak_mib: float | None


def start_up(base: QuestionSet, times: int) -> Started:
    """Start it so many times on a base; the median of the seconds counts."""
    with tempfile.TemporaryDirectory() as directory:
        write_pack(Path(directory), base.phrasings)
        starts = [_start(directory, base.questions[0].text) for _ in range(times)]
    return Started(statistics.median(one.first_reply_s for one in starts), starts[-1].peak_mib)


def _start(directory: str, question: str) -> Started:
    command = [sys.executable, "-m", "qwenbot", "--knowledge", directory, "--database", "memory:", "ask", "--jsonl"]
    start = time.perf_counter()
    # Its working directory has no .env, whose settings would count.
    with subprocess.Popen(command, cwd=directory, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps({"id": "1", "question": question}).encode() + b"\n")
        process.stdin.flush()  # left open, so that the process is still there to be asked for its memory
        reply = process.stdout.readline()
        first_reply_s = time.perf_counter() - start
        peak = peak_mib(process.pid)
        process.stdin.close()
    if process.returncode or "error" in json.loads(reply):
        raise RuntimeError(f"qwenbot ask --jsonl ended with status {process.returncode}")
    return Started(first_reply_s, peak)
