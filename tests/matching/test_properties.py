"""What holds for every base and every question: a curator's phrasing wins, order is nothing, and any script will do."""

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from qwenbot.answering.engine import Engine
from qwenbot.knowledge.model import Knowledge, Outcome
from qwenbot.matching.matcher import Matcher
from qwenbot.text.normalise import squeeze
from tests.matching.bases import FAIR
from tests.matching.rankings import ranked, shuffled
from tests.stories import DAM, entry

SMALL = replace(DAM, entries=DAM.entries[:4], out_of_scope=())
"""Quick to build, for a base is built for each example."""

STORY = Matcher(DAM)

SCRIPTS = {
    "Latin": "abcdefghijklmnopqrstuvwxyzßéñøłğ",
    "Greek": "αβγδεζηθικλμνξοπρστυφχψω",
    "Cyrillic": "абвгдежзийклмнопрстуфхцчшщъыьэюяїґ",
    "Armenian": "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփք",
    "Hebrew": "אבגדהוזחטיכלמנסעפצקרשת",
    "Arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهويپچگ",
    "Devanagari": "अआइईउऊएकखगघचछजझटठडढणतथदधनपफबभमयरलवशषसह",
    "Tamil": "அஆஇஈஉஊஎஏகஙசஞடணதநபமயரலவழளறன",
    "Thai": "กขคงจฉชซญดตถทธนบปผฝพฟภมยรลวศสหอฮ",
    "Georgian": "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
    "Ethiopic": "ሀለሐመሠረሰሸቀበተቸኀነኘአከኸወዐዘዠየደጀገጠጨጰጸፀፈፐ",
    "Hangul": "가나다라마바사아자차카타파하거너더러머버",
    "Hiragana": "あいうえおかきくけこさしすせそたちつてとなにぬねの",
    "Katakana": "アイウエオカキクケコサシスセソタチツテトナニヌネノ",
    "Han": "水坝工程师辞职原因市长选举公司水泵流量调查负责人年龄",
    "Khmer": "កខគឃងចឆជឈញដឋឌឍណតថទធនបផពភម",
}


def with_phrasing(knowledge: Knowledge, question: str) -> Knowledge:
    """Return the knowledge with one more entry, which is asked like this."""
    return replace(knowledge, entries=(*knowledge.entries, entry("new", (question,), "Yes [owner].")))


def texts_in(alphabet: str) -> st.SearchStrategy[str]:
    words = st.text(alphabet=alphabet, min_size=1, max_size=8)
    return st.lists(words, min_size=1, max_size=6).map(" ".join)


ANY_SCRIPT = st.sampled_from(sorted(SCRIPTS.values())).flatmap(texts_in)
SLOW = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


# ---------------------------------------------------------------- a curator's phrasing


def is_a_phrasing_of_another(question: str) -> bool:
    return any(squeeze(question) == squeeze(other) for known in SMALL.entries for other in known.questions)


@SLOW
@given(st.one_of(ANY_SCRIPT, st.text(min_size=1, max_size=80), texts_in("abehlmnorstw"), texts_in("0123456789")))
def test_a_new_phrasing_that_equals_the_question_makes_its_entry_first_for_sure(question: str) -> None:
    assume(squeeze(question) and not is_a_phrasing_of_another(question))
    matcher = Matcher(with_phrasing(SMALL, question))
    assume(matcher.read(question).units)
    best, *_ = ranked(matcher, question)
    assert (best[0], best[2]) == ("new", 1.0)


@pytest.mark.parametrize(
    "question",
    [
        "when did mira holt not resign",
        "who is she",
        "pump 9",
        "why",
        "the of and",
        "hey please",
        "7",
        "when when when when",
        "when did Mira Holt resign, and why did Mira Holt resign?",
        "谁",
        "mira mira mira",
        "blorb " * 200,
    ],
)
def test_a_curators_word_is_the_last_word(question: str) -> None:
    """Whatever rules and likeness say, and in whatever case and punctuation it is asked."""
    engine = Engine.build(with_phrasing(DAM, question))
    for asked in (question, question.upper() + "?!", f"“{question}”"):
        reply, _ = engine.reply(asked)
        assert (reply.outcome, reply.entry, reply.score) == (Outcome.ANSWERED, "new", 1.0)
        assert (reply.candidates[0].entry, reply.candidates[0].score) == ("new", 1.0)


@pytest.mark.parametrize("count", [30, 120])
def test_it_is_first_among_many_that_differ_in_one_word(count: int) -> None:
    """More of them than are looked at closely."""
    many = tuple(entry(f"e{n}", (f"who runs the old mill number {n}",), "Yes [owner].") for n in range(count))
    matcher = Matcher(replace(SMALL, entities=(), entries=many))
    for n in (0, count // 2, count - 1):
        assert ranked(matcher, f"who runs the old mill number {n}")[0][0] == f"e{n}"


# ---------------------------------------------------------------- order

QUESTIONS = (
    "when did holt quit", "wen did mira hlt resgin", "pump 7 capacity", "who owns larkfield", "head of inquiry?",
    "aster", "米拉什么时候走的", "why", "best pizza in town", "bakery openning hours", "who runs the carousel", "blorb",
)  # fmt: skip


@pytest.mark.parametrize(("knowledge", "seed"), [(DAM, 0), (DAM, 1), (FAIR, 2)], ids=["dam-0", "dam-1", "fair"])
def test_the_order_of_files_and_of_what_is_in_them_changes_nothing(knowledge: Knowledge, seed: int) -> None:
    """Not a bit of a rank, a confidence or a reply. The phrasings of an entry stay in order: the first is its title."""
    engine, other = Engine.build(knowledge), Engine.build(shuffled(knowledge, seed, phrasings=False))
    assert engine.thresholds == other.thresholds
    for question in QUESTIONS:
        assert engine.reply(question, explain=True) == other.reply(question, explain=True)


# ---------------------------------------------------------------- scripts


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_base_in_any_script_finds_its_own_phrasings(script: str) -> None:
    """With a letter missing as well, where words have enough of them."""
    letters = SCRIPTS[script]
    words = [letters[n : n + 5] for n in range(0, len(letters) - 4, 3)]
    entries = tuple(entry(f"e{n}", (f"{word} {words[n - 1]}", word), "Yes [owner].") for n, word in enumerate(words))
    story = replace(DAM.story, language={"Latin": "en"}.get(script, "und"))
    matcher = Matcher(replace(DAM, story=story, entities=(), entries=entries))
    for n, word in enumerate(words):
        assert ranked(matcher, word)[0][0] == f"e{n}"
        assert ranked(matcher, f"{words[n - 1]} {word}")[0][0] == f"e{n}"
        assert ranked(matcher, word[:3] + word[4:])[0][0] == f"e{n}"


@SLOW
@given(
    st.sampled_from(sorted(SCRIPTS)).flatmap(lambda script: st.lists(texts_in(SCRIPTS[script]), min_size=2, max_size=5))
)
def test_any_script_can_be_read_and_its_own_phrasing_found(questions: list[str]) -> None:
    own = {squeeze(question): n for n, question in reversed(list(enumerate(questions)))}
    entries = tuple(entry(f"e{n}", (question,), "Yes [owner].") for n, question in enumerate(questions))
    matcher = Matcher(replace(DAM, entities=(), entries=entries))
    for question in questions:
        assert matcher.read(question).units
        assert ranked(matcher, question)[0][0] == f"e{own[squeeze(question)]}"


@given(st.lists(ANY_SCRIPT, max_size=4).map(" ".join))
def test_any_mixture_of_scripts_is_a_question(question: str) -> None:
    json.dumps(ranked(STORY, question), allow_nan=False)
