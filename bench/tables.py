"""A table as text: Markdown whose columns are aligned, so that it reads well in a terminal too."""

from collections.abc import Sequence

NOTHING = "–"


def table(head: Sequence[str], rows: Sequence[Sequence[str]], texts: int = 1) -> str:
    """Set a table; the first columns are texts, all others numbers."""
    widths = [max(3, *map(len, column)) for column in zip(head, *rows, strict=True)]
    rule = ["-" * width if place < texts else "-" * (width - 1) + ":" for place, width in enumerate(widths)]
    return "\n".join(_line(cells, widths, texts) for cells in (head, rule, *rows))


def number(value: float | None, digits: int = 0) -> str:
    """Write a number, with commas between thousands; a dash where there is none."""
    return NOTHING if value is None else f"{value:,.{digits}f}"


def _line(cells: Sequence[str], widths: Sequence[int], texts: int) -> str:
    set_cells = (
        cell.ljust(width) if place < texts else cell.rjust(width)
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return f"| {' | '.join(set_cells)} |"
