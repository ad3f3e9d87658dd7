"""/privacy: what is kept of a member is shown, handed over and deleted, to them alone."""

import json
from collections.abc import AsyncIterator

import pytest

from qwenbot.bot.exporting import files
from qwenbot.service.ports import AuditRecord, Record, Share, StoreError
from qwenbot.store.memory import MemoryStore
from tests.bot.serving import Backstage, online
from tests.loopback.driver import Discord
from tests.loopback.shown import Shown

WHEN = "When did Mira Holt resign?"
FOLLOW_UP = "/webhooks/{webhook_id}/{webhook_token}"


class BrokenStore(MemoryStore):
    """A store that cannot be read."""

    async def share(self, asker: str, latest: int) -> Share:
        raise StoreError

    def everything(self, asker: str | None = None) -> AsyncIterator[Record]:
        return unreadable()

    async def erase(self, asker: str) -> int:
        raise StoreError


async def unreadable() -> AsyncIterator[Record]:
    """Break off before the first record."""
    records: list[Record] = []
    for record in records:
        yield record
    raise StoreError


async def exported(discord: Discord, command: str = "privacy export") -> tuple[Shown, list[dict[str, object]]]:
    """Export, and return the first message and the records of the file that follows it."""
    owner = discord.world.owner if command.startswith("admin") else None
    first, second = await discord.seen(await discord.use(command, user=owner), 2)
    assert first.ephemeral
    assert second.ephemeral
    ((name, data),) = second.files
    assert name.endswith(".jsonl")
    return first, [json.loads(line) for line in data.decode().splitlines()]


async def test_who_has_asked_nothing_is_told_that_nothing_is_kept(discord: Discord, bot: Backstage) -> None:
    for command in ("privacy show", "privacy export"):
        told = await discord.slash(command)
        assert told.ephemeral
        assert told.text == "Nothing: I have kept no question and no vote of yours."
    assert (await discord.slash("privacy forget")).text == "There was nothing of yours to delete."


async def test_what_is_kept_is_shown_to_who_it_is_of_alone(discord: Discord, bot: Backstage) -> None:
    shown = await discord.slash("ask", question="when did *holt* resign?")
    await discord.click(shown, "Helpful")
    await discord.slash("ask", question="who owns the dam?", user=discord.world.other)
    told = await discord.slash("privacy show")
    assert told.ephemeral
    assert told.cards[0].title == "What I keep of you"
    assert told.cards[0].text.startswith(
        "Questions: 1. Votes: 1. Lines on what you did as an admin: 0.\n"
        "The first is of <t:1936094400:f>, the last of <t:1936094400:f>.\n\n"
        "**Your last questions, as I kept them**\n• when did \\*holt\\* resign?\n\n"
    )
    assert "/privacy forget" in told.said
    assert "owns the dam" not in told.said


async def test_an_export_is_a_file_of_json_lines_without_the_pseudonym(discord: Discord, bot: Backstage) -> None:
    shown = await discord.slash("ask", question=WHEN)
    await discord.press(shown, "Not helpful")
    first, records = await exported(discord)
    assert first.text.startswith("This is all that I keep of you")
    assert [record["type"] for record in records] == ["question", "vote"]
    assert records[0]["question"] == WHEN
    assert str(bot.store.queries[0].asker) not in json.dumps(records)


async def test_who_wants_to_be_forgotten_is(discord: Discord, bot: Backstage) -> None:
    shown = await discord.slash("ask", question=WHEN)
    await discord.click(shown, "Helpful")
    await discord.slash("ask", question="who owns the dam?", user=discord.world.other)
    told = await discord.slash("privacy forget")
    assert told.ephemeral
    assert told.text.endswith("(2 in all).")
    assert bot.questions == ["who owns the dam?"]
    assert (await discord.slash("privacy show")).text.startswith("Nothing: ")
    assert (await discord.click(shown, "Why this answer?")).text.startswith("I no longer have a record")


@pytest.mark.parametrize("command", ["privacy show", "privacy export", "privacy forget"])
async def test_what_cannot_be_read_is_one_sentence(discord: Discord, command: str) -> None:
    async with online(discord, Backstage(store=BrokenStore())):
        told = await discord.slash(command)
    assert told.ephemeral
    assert told.text.startswith("What I have kept cannot be reached just now")


async def test_an_export_that_breaks_off_says_that_it_is_not_all(discord: Discord) -> None:
    class Torn(MemoryStore):
        async def everything(self, asker: str | None = None) -> AsyncIterator[Record]:
            for number in range(2):
                yield AuditRecord(number, asker, "export", "x" * 5_000_000)
            raise StoreError

    async with online(discord, Backstage(store=Torn())):
        *_, file, told = await discord.seen(await discord.use("privacy export"), 3)
    assert file.files
    assert told.ephemeral
    assert "the files above are not all of it" in told.text


async def test_it_is_offered_in_direct_messages_and_in_chinese(discord: Discord, bot: Backstage) -> None:
    discord.world.member.locale = "zh-CN"
    channel = discord.world.direct_channel(discord.world.member)
    assert (await discord.slash("privacy show", channel=channel)).text.startswith("什么都没有")


async def test_files_are_of_whole_lines_and_no_longer_than_they_may_be() -> None:
    async def lines() -> AsyncIterator[dict[str, object]]:
        for n in range(10):
            yield {"n": n}

    found = [each async for each in files(lines(), most=30)]
    assert [number for _, number in found] == [3, 3, 3, 1]
    assert all(len(data) <= 30 for data, _ in found)
    assert b"".join(data for data, _ in found) == b"".join(b'{"n": %d}\n' % n for n in range(10))
