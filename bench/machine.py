"""What is measured on, and what the system says of a process."""

import os
import platform
import re
import resource
import sys
from pathlib import Path


def machine() -> str:
    """Describe the machine in one line."""
    model = re.search(r"^model name\s*:\s*(.+)$", _read("/proc/cpuinfo"), re.MULTILINE)
    name = model[1].strip() if model else platform.processor() or platform.machine()
    return f"{name}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def load() -> float:
    """Return how many programs wanted to run at once in the last minute."""
    return os.getloadavg()[0]


def peak_mib(pid: int | None = None) -> float | None:
    """Return the most memory that a process, or this one, has had in use so far; None where the system does not say."""
    found = re.search(r"^VmHWM:\s+(\d+) kB$", _read(f"/proc/{pid or 'self'}/status"), re.MULTILINE)
    if found:
        return int(found[1]) / 1024
    if pid is not None:
        return None
    # Second best: the kernel also counts what the process was before it became this program.
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1024 / (1024 if sys.platform == "darwin" else 1)


def memory_mib(pid: int) -> float:
    """Return how much memory a process has in use now. Raises ValueError where the system does not say."""
    found = re.search(r"^VmRSS:\s+(\d+) kB$", _read(f"/proc/{pid}/status"), re.MULTILINE)
    if not found:
        raise ValueError("This system does not say how much memory a process has in use: Linux does.")
    return int(found[1]) / 1024


def cpu_s(pid: int) -> float:
    """Return the processor time of a process so far. Raises ValueError where the system does not say."""
    fields = _read(f"/proc/{pid}/stat").rpartition(")")[2].split()
    if not fields:
        raise ValueError("This system does not say how much a process has computed: Linux does.")
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError:
        return ""
