"""Our own table of what Discord refuses in messages, on both sides of each limit."""

from typing import Any

import pytest

from tests.loopback.limits import check_message

TEXT = {"content": "x"}


def button(number: int = 0, **others: Any) -> dict[str, Any]:
    return {"type": 2, "style": 2, "label": "x", "custom_id": f"id-{number}", **others}


def rows(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"components": [{"type": 1, "components": row} for row in rows]}


def select(number: int = 1, **others: Any) -> dict[str, Any]:
    listed = [{"label": f"{n}", "value": f"{n}"} for n in range(number)]
    return {"type": 3, "custom_id": "s", "options": listed, **others}


def embed(**parts: Any) -> dict[str, Any]:
    return {"embeds": [parts]}


GOOD = [
    TEXT,
    {"content": "x" * 2000},
    embed(title="x" * 256, description="x" * 4096),
    embed(fields=[{"name": "x" * 256, "value": "x" * 100}] * 10),
    embed(footer={"text": "x" * 2048}, author={"name": "x" * 256}),
    {"embeds": [{"title": "x"}] * 10},
    embed(image={"url": "https://example.org/x.png"}),
    rows([button(n) for n in range(5)]),
    rows(*([button(n)] for n in range(5))),
    rows([button(label="x" * 80, custom_id="x" * 100)]),
    rows([{"type": 2, "style": 5, "label": "x", "url": "https://example.org"}]),
    rows([button(label=None, emoji={"name": "😀"})]),
    rows([select(25)], [button()]),
    {"flags": 1 << 15, "components": [{"type": 10, "content": "x" * 4000}]},
    {**TEXT, "allowed_mentions": {"parse": ["users"], "roles": ["1"]}},
    {**TEXT, "nonce": "x" * 25},
]
BAD: list[tuple[dict[str, Any], str]] = [
    ({}, "nothing in it"),
    ({"content": "", "embeds": [], "components": []}, "nothing in it"),
    ({"content": "x" * 2001}, "2001 characters"),
    ({"content": 7}, "no text"),
    (embed(title="x" * 257), "embed title has 257"),
    (embed(description="x" * 4097), "embed description has 4097"),
    (embed(color=1), "an embed has nothing in it"),
    (embed(title="x", fields=[{"name": "x", "value": "x"}] * 26), "26 fields"),
    (embed(fields=[{"name": "", "value": "x"}]), "field name has 0"),
    (embed(fields=[{"name": "x", "value": "x" * 1025}]), "field value has 1025"),
    (embed(footer={"text": "x" * 2049}), "embed footer has 2049"),
    (embed(author={"name": "x" * 257}), "embed author has 257"),
    ({"embeds": [{"title": "x"}] * 11}, "11 embeds"),
    ({"embeds": [{"description": "x" * 3001}] * 2}, "6002 characters in all embeds"),
    (rows([button(n) for n in range(6)]), "6 buttons in a row"),
    (rows(*([button(n)] for n in range(6))), "6 rows"),
    (rows([]), "a row has nothing in it"),
    ({"components": [button()]}, "stands outside of a row"),
    (rows([button(), button()]), "two components have the custom_id"),
    (rows([button(label="x" * 81)]), "button label has 81"),
    (rows([button(label="")]), "neither label nor emoji"),
    (rows([button(custom_id="")]), "custom_id has 0"),
    (rows([button(custom_id="x" * 101)]), "custom_id has 101"),
    (rows([button(url="https://example.org")]), "is no link has a url"),
    (rows([button(style=5)]), "a link button has no url"),
    (rows([{"type": 2, "style": 6}]), "a premium button has no sku_id"),
    (rows([{"type": 4, "custom_id": "x"}]), "a component of type 4 stands in a row"),
    (rows([select(), button()]), "a select shares its row"),
    (rows([select(26)]), "26 options"),
    (rows([select(0)]), "0 options"),
    (rows([select(1, placeholder="x" * 151)]), "placeholder has 151"),
    (rows([select(1, min_values=2)]), "takes 2 to 1 values"),
    (rows([select(1, options=[{"label": "x", "value": "1"}] * 2)]), "have one value"),
    (rows([select(1, options=[{"label": "x" * 101, "value": "1"}])]), "option label has 101"),
    ({**TEXT, "flags": 1 << 15, "components": [{"type": 10, "content": "x"}]}, "has content"),
    ({"flags": 1 << 15, "components": [{"type": 10, "content": "x"}] * 41}, "41 components"),
    ({"flags": 1 << 15, "components": [{"type": 10, "content": "x" * 2001}] * 2}, "4002 characters"),
    ({"flags": 1 << 15, "components": [{"type": 1, "components": [button(label="")]}]}, "neither label nor emoji"),
    ({**TEXT, "allowed_mentions": {"parse": ["users"], "users": ["1"]}}, "names some as well"),
    ({**TEXT, "allowed_mentions": {"users": ["1"] * 101}}, "101 users"),
    ({**TEXT, "nonce": "x" * 26}, "a nonce is longer"),
]


@pytest.mark.parametrize("body", GOOD)
def test_what_discord_takes_is_taken(body: dict[str, Any]) -> None:
    assert check_message(body) == []


@pytest.mark.parametrize(("body", "said"), BAD)
def test_what_discord_refuses_is_named(body: dict[str, Any], said: str) -> None:
    faults = check_message(body)
    assert any(said in fault for fault in faults), faults


def test_an_edit_may_leave_a_message_as_it_is_but_not_empty_it() -> None:
    assert check_message({}, edit=True) == []
    assert check_message({"components": []}, edit=True) == []
    assert check_message({"content": ""}, edit=True) != []
