"""Run a module of this package in a process of its own, which prints one JSON value."""

import json
import subprocess
import sys
from typing import Any


def run(module: str, *arguments: str, given: str = "") -> Any:
    """Run it and return what it printed. Raises CalledProcessError if it fails; what it complains of is shown."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments], input=given, stdout=subprocess.PIPE, text=True, check=True
    )
    return json.loads(done.stdout)
