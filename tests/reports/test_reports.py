"""Facts, the timeline, topics, entities and sources as they are shown."""

from dataclasses import replace

import pytest

from qwenbot.knowledge.model import Date, EntryKind, Knowledge, Localised
from qwenbot.reports.entities import entries_about, like, named
from qwenbot.reports.facts import facts_about, timeline
from qwenbot.reports.sources import sources
from qwenbot.reports.topics import topic_of, topics
from tests.stories import DAM, en

DATES = {"holt-resigned": Date(2031, 5, 4), "holt-reason": Date(2031, 5), "aster-elected": Date(2029)}
DATED = replace(DAM, facts=tuple(replace(fact, date=DATES.get(fact.id)) for fact in DAM.facts))
TOPICS = {"holt-when": en("Holt", zh="霍尔特"), "holt-why": en("Holt", zh="霍尔特"), "dam-owner": en("The dam")}
GROUPED = replace(
    DAM,
    entries=tuple(
        replace(entry, topic=TOPICS.get(entry.id), kind=EntryKind.CHAT if entry.id == "greeting" else entry.kind)
        for entry in DAM.entries
    ),
)


def names(knowledge: Knowledge, typed: str, limit: int = 25) -> list[str]:
    return [entity.name for entity in like(knowledge, typed, limit)]


def test_the_timeline_has_the_facts_with_a_date_in_order_of_it() -> None:
    told = timeline(DATED, "en")
    assert [(each.fact, str(each.date)) for each in told] == [
        ("aster-elected", "2029"),
        ("holt-reason", "2031-05"),
        ("holt-resigned", "2031-05-04"),
    ]
    assert told[0].cited[0].label == "The Gazette, “News”, paragraph 2"
    assert told[1].cited[0].attributed_to == "The Gazette"


def test_without_a_date_there_is_no_timeline() -> None:
    assert timeline(DAM, "en") == ()


def test_the_facts_about_an_entity_are_those_that_name_it() -> None:
    assert [each.fact for each in facts_about(DATED, "larkfield-dam", "en")] == ["holt-resigned", "owner"]
    assert facts_about(DATED, "nobody", "en") == ()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("mira-holt", ["mira-holt"]),
        ("MIRA  holt", ["mira-holt"]),
        ("米拉", ["mira-holt"]),
        ("aster", ["tom-aster", "ana-aster"]),
        ("mira hold", []),
        ("", []),
    ],
)
def test_an_entity_is_found_by_its_id_name_or_alias(typed: str, found: list[str]) -> None:
    assert [entity.id for entity in named(DAM, typed)] == found


def test_before_anything_is_typed_people_come_first_then_organisations() -> None:
    assert names(DAM, "")[:4] == ["Mira Holt", "Tom Aster", "Ana Aster", "Northwater"]
    assert len(names(DAM, "", 2)) == 2


def test_names_are_offered_that_begin_with_hold_or_resemble_what_is_typed() -> None:
    assert names(DAM, "a")[:2] == ["Tom Aster", "Ana Aster"]
    assert names(DAM, "water")[0] == "Northwater"
    assert names(DAM, "mira hotl")[0] == "Mira Holt"
    assert names(DAM, "qwrt zxcv") == []


def test_what_can_be_asked_about_an_entity() -> None:
    holt, pump = DAM.entity_by_id["mira-holt"], DAM.entity_by_id["pump-7"]
    about = [entry.id for entry in entries_about(DAM, holt)]
    assert about[:3] == ["holt-when", "holt-why", "holt-who"]
    assert all("12" not in entry.title for entry in entries_about(DAM, pump))


def test_topics_come_in_the_order_of_the_files_and_what_has_none_comes_last() -> None:
    first, second, rest = topics(GROUPED, "zh")
    assert (first.name, [entry.id for entry in first.entries]) == ("霍尔特", ["holt-when", "holt-why"])
    assert (second.name, second.id) == ("The dam", "dam-owner")
    assert rest.name is None
    assert "greeting" not in {entry.id for entry in rest.entries}
    assert topic_of(GROUPED, "holt-why", "en") == replace(first, name="Holt")
    assert topic_of(GROUPED, "gone", "en") is None


def test_what_the_story_does_not_tell_comes_last() -> None:
    unknown = replace(DAM.entries[0], id="holt-age", kind=EntryKind.UNKNOWN, topic=en("Not told"))
    assert topics(replace(GROUPED, entries=(unknown, *GROUPED.entries)), "en")[-1].id == "holt-age"


def test_what_names_an_entity_in_its_title_comes_first_of_what_is_about_it() -> None:
    beside = replace(DAM.entries[0], id="beside", questions=("Who resigned?",))
    about = entries_about(replace(DAM, entries=(beside, *DAM.entries)), DAM.entity_by_id["mira-holt"])
    assert [entry.id for entry in about][-1] == "beside"


def test_sources_are_weighed_by_the_facts_that_stand_on_them() -> None:
    (gazette, *_) = sources(DAM)
    assert (gazette.source.id, gazette.facts) == ("gazette", len(DAM.facts))
    other = replace(DAM.sources[0], id="herald", title=Localised.of("en", "The Herald"))
    assert [each.source.id for each in sources(replace(DAM, sources=(other, *DAM.sources)))] == ["gazette", "herald"]
