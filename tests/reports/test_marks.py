"""One line for each mark, however many places it leads to."""

from dataclasses import replace

from qwenbot.answering.citations import citations
from qwenbot.answering.reply import Citation
from qwenbot.knowledge.model import Cite
from qwenbot.reports.marks import by_mark
from tests.stories import DAM

NEWS = (Cite("gazette", "news", 2), Cite("gazette", "news", 4), Cite("gazette"))


def cited(n: int, *places: Cite) -> tuple[Citation, ...]:
    return citations(n, replace(DAM.fact_by_id["owner"], cites=places), DAM, "en")


def labels(*cited: Citation, language: str = "en") -> list[tuple[int, str]]:
    return [(one.n, one.label) for one in by_mark(cited, language)]


def test_the_places_of_a_source_stand_on_one_line() -> None:
    assert labels(*cited(1, *NEWS[:2]), *cited(2, NEWS[0])) == [
        (1, "The Gazette, “News”, paragraphs 2, 4"),
        (2, "The Gazette, “News”, paragraph 2"),
    ]
    assert labels(*cited(1, *NEWS[:2]), language="zh") == [(1, "The Gazette, “News”, 第 2, 4 段")]


def test_a_source_as_a_whole_beside_its_places_is_not_named_twice() -> None:
    assert labels(*cited(1, NEWS[0], NEWS[2])) == [(1, "The Gazette, “News”, paragraph 2")]
    assert labels(*cited(1, NEWS[2])) == [(1, "The Gazette")]
    assert labels(*cited(1, NEWS[2], NEWS[2])) == [(1, "The Gazette")]


def test_another_source_has_a_line_of_its_own() -> None:
    first, second = cited(1, *NEWS[:2])
    assert labels(first, replace(second, source="herald", label="The Herald")) == [
        (1, "The Gazette, “News”, paragraph 2"),
        (1, "The Herald"),
    ]
