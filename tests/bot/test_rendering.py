"""What members see of a reply."""

import string
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from qwenbot.answering.reply import Choice, Citation, Reply
from qwenbot.bot import limits
from qwenbot.bot.parts import Button, Part
from qwenbot.bot.rendering import render, render_brief, with_lead, with_rows
from qwenbot.knowledge.model import Date, FactStatus, Outcome
from tests.bot.replies import HELLO, MISS, RESIGNED, UNSAID, UNSURE, citation, reply

SOURCES = """Mira Holt resigned on 4 May 2031 [1]. “I am done,” she said [2].

**Sources**
[1] [The Gazette, “News”, paragraph 1](https://example.org/gazette) — reported
[2] The Gazette, “News”, paragraph 2 — quoted, said by Mira Holt
[2] The Herald — quoted, said by Mira Holt
As of <t:1936094400:D>"""


def test_an_answer_shows_its_title_its_sources_and_how_old_it_is() -> None:
    assert render(RESIGNED) == (Part(SOURCES, "When did Mira Holt resign?", card=True),)


def test_without_frames_the_title_stands_above_the_text() -> None:
    (part,) = render(RESIGNED, framed=False)
    assert part.text == f"**When did Mira Holt resign?**\n{SOURCES}"
    assert not part.card


def test_in_chinese_the_labels_are_chinese() -> None:
    (part,) = render(
        reply(
            "米拉辞职了 [1]。",
            language="zh",
            citations=(citation(1, "公报", status=FactStatus.ANALYSIS, attributed_to="公报"),),
        )
    )
    assert part.text == "米拉辞职了 [1]。\n\n**出处**\n[1] 公报 — 作者分析, 据公报\n截至 <t:1936094400:D>"


def test_a_miss_is_said_plainly_and_where_others_talk_in_one_sentence() -> None:
    assert render(MISS) == (Part("I don't know: I found nothing on that. Ask about the Larkfield dam."),)
    assert render_brief(MISS) == (Part("I don't know: I found nothing on that."),)


def test_what_the_story_does_not_say_is_told_with_what_it_does() -> None:
    (part,) = render(UNSAID)
    assert part.title == "How old is Mira Holt?"
    assert part.text.startswith("The story does not say. She was chief engineer [1].\n\n**Sources**\n[1] ")
    assert render_brief(UNSAID) == (Part("The story does not say."),)


def test_a_cited_miss_keeps_its_source_where_others_talk() -> None:
    said = replace(UNSAID, text="Of Holt it says only that she was chief engineer [1]. More it does not.")
    (part,) = render_brief(said)
    assert part.text == (
        "Of Holt it says only that she was chief engineer [1].\n[1] The Gazette, “News”, paragraph 1 — reported"
    )


def test_did_you_mean_is_a_line() -> None:
    assert render(UNSURE) == (Part("I'm not sure which of these you mean:"),)


def test_small_talk_has_no_title_unless_it_was_chosen() -> None:
    assert render(HELLO) == (Part("Hello! Ask me about the dam."),)
    (chosen,) = render(HELLO, chosen=True)
    assert chosen.title == "hello"


def test_a_curators_asterisks_are_asterisks() -> None:
    (part,) = render(reply("They wrote **so** [1].", citations=(citation(1, "The *Gazette*"),)))
    assert part.text.startswith("They wrote \\*\\*so\\*\\* [1].\n\n**Sources**\n[1] The \\*Gazette\\* — reported")


def test_an_answer_too_long_for_one_message_is_parted_between_sentences() -> None:
    sentence = "The engineers of the dam measured the water again and again [1]."
    said = reply(" ".join([sentence] * 100), title="How often?", citations=(citation(1),))
    first, last = render(said)
    assert len(first.text) <= limits.EMBED_DESCRIPTION
    assert first.text == " ".join([sentence] * (len(first.text) // 64))
    assert (first.title, last.title) == ("How often?", "")
    assert last.text.startswith(sentence)


def test_rows_stand_below_the_last_message_and_a_lead_above_the_first() -> None:
    rows = ((Button("Delete", "delete:1"),),)
    first, last = with_lead(with_rows((Part("one", card=True), Part("two", card=True)), rows), "<@7>", pings=7)
    assert (first.rows, last.rows) == ((), rows)
    assert (first.lead, first.pings, last.lead, last.pings) == ("<@7>", 7, "", None)


def test_a_lead_that_does_not_fit_above_plain_text_is_a_message_of_its_own() -> None:
    assert with_lead((Part("text"),), "lead") == (Part("lead\ntext"),)
    assert with_lead((Part("x" * 1998),), "lead") == (Part("lead"), Part("x" * 1998))


_TEXT = st.text(st.sampled_from(string.ascii_letters + " \n.*_[]()<>`#-1。俊\\") | st.characters(), max_size=20)
_LONG = st.builds(lambda text, times: text * times, _TEXT, st.sampled_from([1, 10, 100, 1000]))
_ID = st.from_regex(r"[a-z0-9][a-z0-9-]{0,63}", fullmatch=True)
_CHOICES = st.lists(st.builds(Choice, _ID, _LONG), max_size=7).map(tuple)
_CITATION = st.builds(
    Citation,
    n=st.integers(1, 200),
    fact=_ID,
    source=_ID,
    label=_LONG,
    section=st.none(),
    paragraph=st.none(),
    status=st.sampled_from(FactStatus),
    attributed_to=st.none() | _LONG,
    url=st.none() | _LONG.map("https://example.org/{}".format),
)
_REPLY = st.builds(
    Reply,
    outcome=st.sampled_from(Outcome),
    text=_LONG,
    language=st.sampled_from(["en", "zh", "fr"]),
    knowledge=st.just("0"),
    as_of=st.sampled_from([Date(0), Date(1), Date(2026, 3), Date(2026, 3, 5), Date(9999, 12, 31)]),
    entry=st.none() | _ID,
    title=st.none() | _LONG,
    citations=st.builds(lambda cited, times: tuple(cited * times), st.lists(_CITATION, max_size=3), st.integers(1, 9)),
    suggestions=_CHOICES,
    follow_ups=_CHOICES,
)


@given(_REPLY, st.booleans(), st.booleans())
def test_any_reply_keeps_to_discords_limits(said: Reply, chosen: bool, framed: bool) -> None:
    for part in (*render(said, chosen=chosen, framed=framed), *render_brief(said)):
        assert 0 < len(part.text) <= (limits.EMBED_DESCRIPTION if part.card else limits.CONTENT)
        assert len(part.title) <= limits.EMBED_TITLE
        assert len(part.text) + len(part.title) <= limits.EMBED_TOTAL
        assert framed or not part.card
