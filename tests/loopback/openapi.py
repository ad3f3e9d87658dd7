"""Check requests, and our own answers, against Discord's published OpenAPI file, where DISCORD_OPENAPI names it.

The file is stricter than Discord in a few places that `DEVIATIONS` lists, and laxer in others, for which there is
`limits`. Keys that it does not know are faults: a key that Discord overlooks is a key that does nothing.
"""

import functools
import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import jsonschema
from jsonschema.exceptions import ValidationError, best_match
from referencing import Registry
from referencing.jsonschema import DRAFT202012

_FILE: Final = "urn:openapi"
_UPDATE: Final = 7
_TEXT: Final = re.compile(r'"(?:[^"\\]|\\.)*"')
_VARYING: Final = re.compile(r"[0-9a-f]{32}|[0-9]")
_REMEMBERED: Final = 10_000
_ESCAPES: Final = str.maketrans({"~": "~0", "/": "~1"})


@dataclass(frozen=True, slots=True)
class Deviation:
    """What discord.py sends, the file does not allow, and Discord takes: a value, `*` for each of a list.

    `means` turns it into what the file allows; without it, the key is taken out.
    """

    what: str
    where: tuple[str, ...]
    means: Callable[[Any], Any] | None = None


DEVIATIONS: Final = (
    Deviation("whom to write to is a number", ("recipient_id",), str),
    Deviation("the message replied to is a number", ("message_reference", "message_id"), str),
    Deviation("the channel of the message replied to is a number", ("message_reference", "channel_id"), str),
    Deviation("the server of the message replied to is a number", ("message_reference", "guild_id"), str),
    Deviation("the number of an attachment is a number", ("attachments", "*", "id"), str),
    Deviation("who may be pinged is a number", ("allowed_mentions", "users", "*"), str),
    Deviation("which role may be pinged is a number", ("allowed_mentions", "roles", "*"), str),
    Deviation("whether a command is for adults only", ("*", "nsfw")),
    Deviation("flags of an embed", ("embeds", "*", "flags")),
)
"""Measured with discord.py 2.7.1. They hold for a body and for the `data` of an interaction's answer."""

EDIT_DEVIATIONS: Final = (Deviation("whether an edited answer is read aloud", ("tts",)),)
"""The same where an interaction's answer, or the message below which somebody clicked, is edited."""


class OpenApi:
    """Discord's rules as it publishes them."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document
        _forbid_unknown_keys(document)
        registry: Registry[Any] = Registry()
        self._registry = registry.with_resource(_FILE, DRAFT202012.create_resource(document))
        self._good: set[tuple[tuple[str, ...], str]] = set()
        self._validators: dict[tuple[str, ...], jsonschema.Draft202012Validator] = {}

    def check(self, method: str, route: str, query: dict[str, str], body: Any) -> list[str]:
        """Say what is wrong with a request; `route` as the file writes it."""
        path = self._document["paths"].get(route)
        operation = (path or {}).get(method.lower())
        if path is None or operation is None:
            return [f"Discord's file has no {method} {route}"]
        parameters = [*path.get("parameters", ()), *operation.get("parameters", ())]
        known = {each.get("name") for each in parameters if each.get("in") == "query"}
        faults = [f"there is no parameter {name!r}" for name in query if name not in known]
        if body is None:
            return faults
        if "requestBody" not in operation:
            return [*faults, "there is a body, and none is wanted"]
        edits = (method == "PATCH" and "/webhooks/" in route) or (
            route.startswith("/interactions/") and isinstance(body, dict) and body.get("type") == _UPDATE
        )
        deviations = (*DEVIATIONS, *EDIT_DEVIATIONS) if edits else DEVIATIONS
        pointer = ("paths", route, method.lower(), "requestBody", "content", "application/json", "schema")
        return faults + self._faults(pointer, allowed(body, deviations))

    def check_answer(self, method: str, route: str, status: int, body: Any) -> list[str]:
        """Say what is wrong with an answer of ours, so that the bot is not tested against something else."""
        answer = self._document["paths"][route][method.lower()]["responses"].get(str(status))
        if answer is None:
            return [f"{method} {route} never answers {status}"]
        if "content" not in answer:
            return [] if body is None else [f"{method} {route} has no body with {status}"]
        pointer = (*("paths", route, method.lower(), "responses", str(status)), "content", "application/json", "schema")
        return self._faults(pointer, body)

    def _faults(self, pointer: tuple[str, ...], value: Any) -> list[str]:
        """Say what is wrong with a value; what was good once is so again if only numbers in its texts differ."""
        known = pointer, _TEXT.sub(lambda text: _VARYING.sub("0", text.group()), json.dumps(value))
        if known in self._good:
            return []
        faults = self._faults_anew(pointer, value)
        if not faults and len(self._good) < _REMEMBERED:
            self._good.add(known)
        return faults

    def _faults_anew(self, pointer: tuple[str, ...], value: Any) -> list[str]:
        if pointer not in self._validators:
            ref = f"{_FILE}#/" + "/".join(part.translate(_ESCAPES) for part in pointer)
            self._validators[pointer] = jsonschema.Draft202012Validator({"$ref": ref}, registry=self._registry)
        errors = self._validators[pointer].iter_errors(value)
        return [f"{error.json_path}: {error.message[:300]} (Discord's file)" for error in map(_meant, errors)]


def _meant(error: ValidationError) -> ValidationError:
    """Return what is wrong within the one of several alternatives that the value's `type` chooses."""
    while error.context:
        branches: dict[Any, list[ValidationError]] = {}
        for each in error.context:
            branches.setdefault(each.schema_path[0], []).append(each)
        chosen = [found for found in branches.values() if not any(_of_another_type(each) for each in found)]
        found = best_match(iter(chosen[0])) if len(chosen) == 1 else None
        if found is None:
            return error
        error = found
    return error


def _of_another_type(error: ValidationError) -> bool:
    return (error.validator == "type" and not error.relative_path) or list(error.relative_path) == ["type"]


def allowed(body: Any, deviations: tuple[Deviation, ...] = DEVIATIONS) -> Any:
    """Return a copy of a body in which each deviation is what the file allows."""
    body = json.loads(json.dumps(body))
    for deviation in deviations:
        for part in (body, body.get("data")) if isinstance(body, dict) else (body,):
            _apply(part, deviation.where, deviation.means)
    return body


def _apply(value: Any, where: tuple[str, ...], means: Callable[[Any], Any] | None) -> None:
    key, *rest = where
    keys: list[Any] = [key] if isinstance(value, dict) and key in value else []
    if key == "*" and isinstance(value, list):
        keys = list(range(len(value)))
    for each in keys:
        if rest:
            _apply(value[each], tuple(rest), means)
        elif means is None:
            del value[each]
        elif value[each] is not None:
            value[each] = means(value[each])


def _forbid_unknown_keys(schema: Any) -> None:
    if isinstance(schema, list):
        for each in schema:
            _forbid_unknown_keys(each)
    elif isinstance(schema, dict):
        for each in schema.values():
            _forbid_unknown_keys(each)
        if schema.get("type") == "object" and "properties" in schema and "allOf" not in schema:
            schema.setdefault("additionalProperties", False)


@functools.cache
def _read(path: str) -> OpenApi:
    return OpenApi(json.loads(Path(path).read_text(encoding="utf-8")))


def published() -> OpenApi | None:
    """Return Discord's rules, read once, if the environment names the file."""
    path = os.environ.get("DISCORD_OPENAPI")
    return _read(path) if path else None
