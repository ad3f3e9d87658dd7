"""`python -m bench`: measure, print, and write the report."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from bench.machine import load, machine
from bench.report import MOST, parts
from bench.sets import public_sets
from bench.story import story

_INTRODUCTION = """\
# Benchmarks

Written by `{command}` on {date}: run that again rather than edit this.

Machine: {machine}. Every matcher ran in a process of its own, one after another.
Beginning with a load of {load:.1f}: where other programs want the same cores, times are too long.

- **forced**: questions whose first candidate is the right one, nothing refused, %; **typos**: the same with one or two
  letters of each mistyped.
- **AUROC**: how often a question that the base can answer scores higher than one that is out of its scope, %;
  **@5%**: questions that are right *and* above the threshold that lets 5 % of those out of scope through, %.
- **right**, **wrong**: by qwenbot's own thresholds, questions that are given the right answer, and questions out of
  scope that are given one, %; its peers have no thresholds. To be told that the story does not say is no wrong answer.
- **µs**: the median time of a question; **× QRatio**: the same as a multiple of rapidfuzz's QRatio on the same set.
- **build s**: from the phrasings in memory to an index; **MiB**: the most memory that the process had in use,
  interpreter and questions included.

The engine's time is that of a whole reply, composed and with its citations; its peers only rank. Public sets are asked
their validation questions; where there are many, the same {most:,} each time.
"""


def main(arguments: list[str]) -> None:
    """Run what the command line asks for."""
    read = _parse(arguments)
    command = "make bench" + (" BENCH_DATA=…" if read.data else "")
    date = datetime.now(UTC).date().isoformat()
    written = [_INTRODUCTION.format(command=command, date=date, machine=machine(), load=load(), most=MOST)]
    print(written[0])
    public = tuple(public_sets(read.data)) if read.data else ()
    for part in parts(story(read.knowledge), public, read.sizes, _tell, read.knowledge):
        print(part, flush=True)
        written.append(str(part))
    read.out.parent.mkdir(parents=True, exist_ok=True)
    read.out.write_text("\n".join(written), encoding="utf-8")
    _tell(f"written to {read.out}")


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--knowledge", type=Path, default=Path("knowledge"), help="the story")
    parser.add_argument("--data", type=_directory, help="a directory of public question sets")
    parser.add_argument("--sizes", type=_sizes, default=(1_500, 15_000), help="phrasings of the generated bases")
    parser.add_argument("--out", type=Path, default=Path("docs/benchmarks.md"), help="the report")
    return parser.parse_args(arguments)


def _directory(text: str) -> Path:
    if not Path(text).is_dir():
        raise argparse.ArgumentTypeError(f"{text} is not a directory")
    return Path(text)


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(sorted(int(part) for part in text.split(",")))


def _tell(text: str) -> None:
    print(f"bench: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
