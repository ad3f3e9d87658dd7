"""The parts of the report, each one table, made one after another as they are measured."""

import statistics
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import fill
from typing import Final

from bench.generated import generated
from bench.matcher import Measured, measure
from bench.online import AT_ONCE, measure_online
from bench.packs import write_pack
from bench.peers import MEASURE, PEERS
from bench.reload import pauses
from bench.sets import QuestionSet
from bench.startup import start_up
from bench.tables import NOTHING, number, table

_HEAD: Final = ("matcher", "forced", "typos", "AUROC", "@5%", "right", "wrong", "µs", "× QRatio", "build s", "MiB")

MOST: Final = 1_000
"""Questions of either kind that are asked of a set: some matchers need a hundredth of a second for each."""

OF_GENERATED: Final = 100
"""The same of a generated base, which says little about people's questions."""

_MANY: Final = 1_000
"""Phrasings from which on a start takes long enough that one tells what three would."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the report; the text tells what the table is of."""

    title: str
    text: str
    table: str

    def __str__(self) -> str:
        return f"## {self.title}\n\n{fill(self.text, 120)}\n\n{self.table}\n"


def compared(base: QuestionSet, title: str, told: Callable[[str], None], most: int) -> Part:
    """Measure every matcher on a set, with so many questions of either kind at most."""
    asked = base.at_most(most)
    measured = {}
    for name in PEERS:
        told(f"{base.name}: {name}")
        measured[name] = measure(name, asked)
    entries = len({label for _, label in base.phrasings})
    text = (
        f"{len(base.phrasings):,} phrasings of {entries:,} entries; {_part_of(asked.questions, base.questions)} "
        f"questions, {_part_of(asked.out_of_scope, base.out_of_scope)} out of scope."
    )
    rows = [_row(name, one, measured[MEASURE]) for name, one in measured.items()]
    return Part(title, text, table(_HEAD, rows))


def _part_of(some: Sequence[object], every: Sequence[object]) -> str:
    return f"{len(some):,}" if len(some) == len(every) else f"{len(some):,} of {len(every):,}"


def _row(name: str, one: Measured, beside: Measured) -> list[str]:
    return [
        name,
        number(one.forced, 1),
        number(one.typos, 1),
        number(one.auroc, 1),
        number(one.right_at, 1),
        number(one.rightly, 1),
        number(one.wrongly, 1),
        number(one.median_us),
        number(one.median_us / beside.median_us, 2),
        number(one.build_s, 2),
        number(one.peak_mib),
    ]


def started(sizes: Iterable[int], told: Callable[[str], None]) -> Part:
    """Measure the start with bases of these sizes."""
    rows = []
    for size in sizes:
        told(f"start with {size:,} phrasings")
        start = start_up(generated(size, 1), 1 if size >= _MANY else 3)
        rows.append([f"{size:,}", number(start.first_reply_s, 2), number(start.peak_mib)])
    text = "From the start of `qwenbot ask --jsonl` to its first reply, on generated bases written out as YAML."
    return Part("Start-up", text, table(("phrasings", "first reply s", "MiB"), rows, texts=0))


def reloaded(size: int, told: Callable[[str], None], *, both_ways: bool) -> Part:
    """Measure a reload of a base of that size: as the bot does it, in a process of its own, or also in a thread."""
    told(f"reload with {size:,} phrasings")
    with tempfile.TemporaryDirectory() as directory:
        write_pack(Path(directory), generated(size, 1).phrasings)
        found = pauses(Path(directory), both_ways=both_ways)
    rows = [
        [name, number(one.longest_ms, 1), number(one.p99_ms, 1), number(one.took_s, 1)]
        for name, one in (
            ("nothing: the machine's own noise", found.idle),
            ("a reload", found.first),
            ("one more", found.second),
            ("a reload in a thread, which the bot does not do", found.thread),
        )
        if one
    ]
    text = (
        f"How late a task on the event loop was that wants to run each millisecond, while a generated base of {size:,} "
        "phrasings was reloaded, as the bot does it: another process builds the engine and hands it over."
    )
    return Part("Reload", text, table(("while", "longest ms", "99th % ms", "took s"), rows))


def online(knowledge: Path, questions: Sequence[str], told: Callable[[str], None]) -> Part:
    """Measure what an answer costs on Discord, beside a bare discord.py bot."""
    told("answers on Discord")
    measured = measure_online(knowledge, questions)
    rows = []
    for what, most, costs in (("/ask", 2.0, measured.answer), ("autocomplete", 1.5, measured.choices)):
        bare = costs[1]
        for name, cost in zip(("qwenbot", "bare discord.py"), costs, strict=True):
            rows.append(
                [
                    f"{what}, {name}",
                    number(cost.median_cpu_ms, 2),
                    number(cost.median_cpu_ms / bare.median_cpu_ms, 2),
                    number(most, 1) if cost is not bare else NOTHING,
                    number(statistics.median(cost.a_second)),
                    number(cost.percentile_ms(0.5), 1),
                    number(cost.percentile_ms(0.99), 1),
                ]
            )
    text = (
        f"The program as it is run, over loopback sockets, asked by {AT_ONCE} members at once; beside it, in turn, a "
        "bare discord.py bot whose answer to everything is a constant message of the same shape: text, citations, "
        "buttons. The processor time is that of the bot's process; what is a second and what is waited for depend on "
        "the Discord at the other end, too, which is the same for both."
    )
    head = ("answers", "CPU ms", "× bare", "at most", "a second", "p50 ms", "p99 ms")
    return Part("On Discord", text, table(head, rows))


def parts(
    story: QuestionSet,
    public: Sequence[QuestionSet],
    sizes: Sequence[int],
    told: Callable[[str], None],
    knowledge: Path,
) -> Iterator[Part]:
    """Measure one part after another; without public sets, what takes two or three minutes."""
    yield online(knowledge, [each.text for each in story.questions], told)
    yield compared(story, f"The story: {story.name}", told, MOST)
    for size in sizes:
        yield compared(generated(size, OF_GENERATED), f"A generated base of {size:,}", told, OF_GENERATED)
    for base in public:
        yield compared(base, f"Public set: {base.name}", told, MOST)
    yield started((sizes[0] // 10, *sizes), told)
    yield reloaded(sizes[-1], told, both_ways=bool(public))
