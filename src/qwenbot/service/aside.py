"""Do long work in a process of its own, so that questions are answered meanwhile as if there were none.

A thread would share the interpreter, and hold it for a fifth of a second at a time. The process is a fresh one: it
inherits no connection, no signal handler, and none of the signals that a terminal sends; it ends with the program that
started it, whatever that dies of; and where memory runs out, it is the one to go.
"""

import asyncio
import contextlib
import io
import os
import pickle
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, TypeVar, cast

import qwenbot
from qwenbot.service import handing

PATIENCE_S: Final = 600.0
"""What work may take. 100,000 phrasings take two minutes; Discord takes what came of it for fifteen."""

_NICE: Final = 10
"""How far the work stands back for everything else that wants the processor."""

_FIRST_TO_GO: Final = "500"
"""Of 1,000: how much sooner than others of its size Linux ends the process when memory runs out."""

_LAST_WORDS_S: Final = 5.0
"""Within which a process has ended that has closed its pipe."""

_T = TypeVar("_T")


class AsideError(Exception):
    """Nothing came of the work; the text says what became of it, `details` may have more, for the log."""

    def __init__(self, what: str, details: str = "") -> None:
        super().__init__(what)
        self.details = details


class Aside:
    """Does work in other processes of this program, for as long as its files are those that it was started from.

    Else what is made by the new program would go on in the old one.
    """

    def __init__(self, patience_s: float = PATIENCE_S, program: Path = Path(qwenbot.__file__).parent) -> None:
        """Take note of the program's files; `patience_s` is what any work may take."""
        self._patience_s = patience_s
        self._program = program
        self._started_from = _state_of(program)

    async def do(self, work: Callable[[], _T]) -> _T:
        """Do work in another process, and return what it returns.

        The work is a function of a module, or `partial` of one, with arguments that can be pickled, and so must be
        what it returns. If this is cancelled, the process is ended. Raises AsideError if nothing comes of the work.
        """
        child = _Child()
        try:
            async with asyncio.timeout(self._patience_s):
                return cast("_T", await asyncio.to_thread(self._do, child, work))
        except TimeoutError as error:
            raise AsideError(f"it had not ended after {self._patience_s:g} s") from error
        finally:
            child.end()

    def _do(self, child: "_Child", work: Callable[[], object]) -> Any:
        if _state_of(self._program) != self._started_from:
            raise AsideError("the program's files have changed since it was started, and it must be restarted first")
        return child.do(pickle.dumps(work))


def _state_of(program: Path) -> Mapping[Path, tuple[int, int]]:
    """Return when each module of a program was last written, and its size."""
    found = {}
    for file in program.rglob("*.py"):
        with contextlib.suppress(OSError):  # it is being replaced just now
            status = file.stat()
            found[file] = status.st_mtime_ns, status.st_size
    return found


class _Child:
    """One process. A thread waits for what comes of it; another may end it at any time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._over = False

    def do(self, work: bytes) -> Any:
        """Return what comes of the work, and leave nothing of the process behind. Raises AsideError."""
        try:
            process = self._start()
        except OSError as error:
            raise AsideError(f"no process could be started for it ({error.strerror})") from error
        with process:
            try:
                good, value = _talk(process, work)
            finally:
                process.kill()  # it has said all that it had to say
        if not good:
            raise AsideError("it ended in an error that the log shows", value)
        return value

    def end(self) -> None:
        """End the process, if it is running or about to."""
        with self._lock:
            self._over = True
            if self._process:
                self._process.kill()

    def _start(self) -> subprocess.Popen[bytes]:
        # Modules are found where this process finds them, and nowhere else: not in the working directory.
        path = os.pathsep.join(str(Path(place).absolute()) for place in sys.path)
        with self._lock:
            if self._over:
                raise AsideError("it was not wanted any more")
            self._process = subprocess.Popen(  # noqa: S603 - this program
                [sys.executable, "-P", "-m", __name__],
                bufsize=0,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=os.environ | {"PYTHONPATH": path},
                start_new_session=True,
            )
            return self._process


def _talk(process: subprocess.Popen[bytes], work: bytes) -> tuple[bool, Any]:
    """Give a process its work; return whether it could be done, and the value or the traceback. Raises AsideError."""
    read_from, write_to = cast("io.FileIO", process.stdout), cast("io.FileIO", process.stdin)
    try:
        write_to.write(work)  # stays open: its end is the process's sign that nobody waits any more
        with io.BufferedReader(read_from) as stream:
            return cast("tuple[bool, Any]", handing.read(stream))
    except (BrokenPipeError, EOFError, pickle.UnpicklingError) as error:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_LAST_WORDS_S)
        raise AsideError(_end_of(process.poll())) from error


def _end_of(status: int | None) -> str:
    """Tell how a process has ended."""
    if status is None:
        return "its process said nothing more"
    if status >= 0:
        return f"its process ended with status {status}"
    why = ", as happens when memory runs out" if -status == signal.SIGKILL else ""
    return f"its process was ended by signal {-status}{why}"


def _serve() -> None:
    """Be the process: do the work that standard input brings, and write what comes of it to standard output."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(nowhere, 1)  # whatever prints shall not come between
    os.nice(_NICE)
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(_FIRST_TO_GO, encoding="ascii")
    work = pickle.load(sys.stdin.buffer)  # noqa: S301 - it comes from the process that started this one
    threading.Thread(target=_watch, daemon=True).start()
    try:
        said = handing.pieces((True, work()))
    except Exception:  # noqa: BLE001 - whatever it is, who wants the work done is told
        said = handing.pieces((False, traceback.format_exc()))
    with contextlib.suppress(BrokenPipeError):
        output.writelines(said)
        output.flush()
    os._exit(0)  # at once: tidying up a large value takes a while


def _watch() -> None:
    """End with whoever started this process."""
    os.read(0, 1)
    os._exit(1)


if __name__ == "__main__":
    _serve()
