"""The arithmetic of the tables."""

import pytest

from bench.measures import auroc, right_at, share
from bench.tables import number, table


def test_a_share_is_in_per_cent() -> None:
    assert share([True, False, False, False]) == 25.0
    assert share([]) == 0.0


@pytest.mark.parametrize(
    ("inside", "outside", "expected"),
    [
        ([3.0, 4.0], [1.0, 2.0], 100.0),
        ([1.0, 2.0], [3.0, 4.0], 0.0),
        ([1.0, 3.0], [2.0, 2.0], 50.0),
        ([1.0, 1.0], [1.0], 50.0),  # a tie is half a win
        ([1.0, 2.0], [1.0, float("-inf")], 87.5),
    ],
)
def test_auroc_is_how_often_inside_scores_higher(inside: list[float], outside: list[float], expected: float) -> None:
    assert auroc(inside, outside) == expected


def test_the_threshold_lets_its_share_of_those_outside_through_and_no_more() -> None:
    outside = [place / 100 for place in range(100)]  # the highest five per cent are 0.95 to 0.99
    right = [True, True, False, True]
    scores = [0.94, 0.95, 0.99, 0.96]
    assert right_at(right, scores, outside, 0.05) == 50.0


def test_of_few_outside_none_is_let_through() -> None:
    assert right_at([True, True], [0.5, 0.7], [0.6, 0.1], 0.05) == 50.0


def test_a_table_is_aligned() -> None:
    rows = [["short", number(1234.5, 1)], ["a longer name", number(None)]]
    assert table(("matcher", "µs"), rows).splitlines() == [
        "| matcher       |      µs |",
        "| ------------- | ------: |",
        "| short         | 1,234.5 |",
        "| a longer name |       – |",
    ]
