"""`python -m bench.soak`: run it, print what came of it, and end with 1 if that is not as it must be."""

import argparse
import asyncio
import secrets
import sys
from pathlib import Path

from bench.soak.run import Plan, soak


def main(arguments: list[str]) -> int:
    """Run as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m bench.soak", description=__doc__)
    parser.add_argument("--knowledge", type=Path, default=Path("knowledge"), help="the story")
    parser.add_argument("--count", type=int, default=50_000, help="how much members do in all")
    parser.add_argument("--hours", type=float, help="how long it goes on, instead of a count")
    parser.add_argument("--seed", type=int, default=None, help="what chance begins with; said at the end")
    parser.add_argument("--at-once", type=int, default=24, help="members who act at the same time")
    read = parser.parse_args(arguments)
    seed = secrets.randbelow(1 << 32) if read.seed is None else read.seed
    plan = Plan(
        knowledge=read.knowledge.absolute(), count=read.count, hours=read.hours, seed=seed, at_once=read.at_once
    )
    outcome = asyncio.run(soak(plan, _tell))
    print(outcome)
    return 0 if outcome.is_good else 1


def _tell(text: str) -> None:
    print(f"soak: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
