"""Checking against a published file, with a small one of our own."""

from typing import Any

import pytest

from tests.loopback.openapi import DEVIATIONS, EDIT_DEVIATIONS, OpenApi, allowed

MESSAGES = "/channels/{channel_id}/messages"


def schema() -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "components": {
            "schemas": {
                "Message": {
                    "type": "object",
                    "properties": {"content": {"type": ["string", "null"], "maxLength": 4}},
                    "required": ["content"],
                }
            }
        },
        "paths": {
            MESSAGES: {
                "parameters": [{"name": "channel_id", "in": "path"}],
                "post": {
                    "parameters": [{"name": "wait", "in": "query"}],
                    "requestBody": {
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Message"}}}
                    },
                    "responses": {
                        "200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Message"}}}},
                        "204": {"description": "nothing"},
                    },
                },
                "get": {"responses": {}},
            }
        },
    }


@pytest.fixture(name="openapi")
def _openapi() -> OpenApi:
    return OpenApi(schema())


def test_a_request_that_fits_is_good(openapi: OpenApi) -> None:
    assert openapi.check("POST", MESSAGES, {"wait": "1"}, {"content": "abcd"}) == []


@pytest.mark.parametrize(
    ("method", "route", "query", "body", "said"),
    [
        ("POST", MESSAGES, {}, {"content": "abcde"}, "'abcde' is too long"),
        ("POST", MESSAGES, {}, {}, "'content' is a required property"),
        ("POST", MESSAGES, {}, {"content": "a", "contnt": "b"}, "'contnt' was unexpected"),
        ("POST", MESSAGES, {"wat": "1"}, {"content": "a"}, "there is no parameter 'wat'"),
        ("GET", MESSAGES, {}, {"content": "a"}, "none is wanted"),
        ("PUT", MESSAGES, {}, None, "has no PUT"),
        ("GET", "/nowhere", {}, None, "has no GET /nowhere"),
    ],
)
def test_a_request_that_does_not_fit_is_named(
    openapi: OpenApi, method: str, route: str, query: dict[str, str], body: Any, said: str
) -> None:
    faults = openapi.check(method, route, query, body)
    assert any(said in fault for fault in faults), faults


def test_of_several_alternatives_the_one_that_is_meant_is_held_against_a_value() -> None:
    kinds = {
        f"Kind{kind}": {
            "type": "object",
            "properties": {"type": {"enum": [kind]}, "content": {"type": "string", "minLength": least}},
            "required": ["type", "content"],
        }
        for kind, least in ((4, 1), (7, 0))
    }
    document = schema()
    document["components"]["schemas"]["Message"] = {"anyOf": [{"type": "null"}, *kinds.values()]}
    openapi = OpenApi(document)
    faults = openapi.check("POST", MESSAGES, {}, {"type": 7, "content": "", "extra": 1})
    assert ["'extra' was unexpected" in fault for fault in faults] == [True], faults
    assert "is not valid under any" in openapi.check("POST", MESSAGES, {}, {"type": 5, "content": ""})[0]


def test_all_faults_of_a_body_are_named(openapi: OpenApi) -> None:
    faults = openapi.check("POST", MESSAGES, {}, {"content": "abcde", "other": 1})
    assert ["too long" in fault or "unexpected" in fault for fault in faults] == [True, True], faults


def test_our_own_answers_are_held_against_it_too(openapi: OpenApi) -> None:
    assert openapi.check_answer("POST", MESSAGES, 200, {"content": "a"}) == []
    assert openapi.check_answer("POST", MESSAGES, 204, None) == []
    assert openapi.check_answer("POST", MESSAGES, 200, {}) != []
    assert openapi.check_answer("POST", MESSAGES, 204, {}) != []
    assert openapi.check_answer("POST", MESSAGES, 201, {}) != []


def test_what_discord_takes_all_the_same_is_made_to_fit() -> None:
    body = {
        "recipient_id": 1,
        "message_reference": {"message_id": 2, "channel_id": 3, "guild_id": 4, "type": 0},
        "attachments": [{"id": 5}],
        "allowed_mentions": {"parse": [], "users": [6], "roles": [7]},
        "embeds": [{"title": "x", "flags": 0}],
        "tts": False,
    }
    expected = {
        "recipient_id": "1",
        "message_reference": {"message_id": "2", "channel_id": "3", "guild_id": "4", "type": 0},
        "attachments": [{"id": "5"}],
        "allowed_mentions": {"parse": [], "users": ["6"], "roles": ["7"]},
        "embeds": [{"title": "x"}],
    }
    assert allowed(body) == {**expected, "tts": False}
    assert allowed({"type": 4, "data": body}) == {"type": 4, "data": {**expected, "tts": False}}
    assert allowed(body, (*DEVIATIONS, *EDIT_DEVIATIONS)) == expected
    assert allowed([{"name": "ask", "nsfw": False}]) == [{"name": "ask"}]
    assert body["recipient_id"] == 1
