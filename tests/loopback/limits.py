"""What Discord refuses in a message: our own table, which is always checked.

Written from Discord's documentation and not from the bot's names for the same limits, so that a wrong number there is
found here. Each check returns what is wrong, as sentences.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from tests.loopback.traffic import Upload
from tests.loopback.world import COMPONENTS_V2

CONTENT: Final = 2000
EMBEDS: Final = 10
EMBED_TOTAL: Final = 6000
EMBED_PARTS: Final = {"title": 256, "description": 4096}
EMBED_FIELDS: Final = 25
ROWS: Final = 5
BUTTONS_IN_A_ROW: Final = 5
OPTIONS: Final = 25
V2_COMPONENTS: Final = 40
V2_TEXT: Final = 4000
NONCE: Final = 25
LINK: Final = 512

FILES: Final = 10
FILES_BYTES: Final = 10 * 1024 * 1024
FILE_NAME: Final = 260
EMPTY: Final = "a message has nothing in it"

ROW, BUTTON, STRING_SELECT, TEXT_INPUT, TEXT_DISPLAY, LABEL = 1, 2, 3, 4, 10, 18
SELECTS: Final = frozenset({3, 5, 6, 7, 8})
_LINK_STYLE: Final = 5
_PREMIUM_STYLE: Final = 6
_SHOWN: Final = ("content", "embeds", "components", "attachments", "sticker_ids", "poll")


def check_message(body: dict[str, Any], *, edit: bool = False) -> list[str]:
    """Say what is wrong with a message that is to be sent, or with what is to change in one."""
    return list(_message(body, edit=edit))


def check_edit(body: dict[str, Any]) -> list[str]:
    """Say what is wrong with what is to change in a message."""
    return check_message(body, edit=True)


def check_files(body: Any, files: Mapping[str, Upload]) -> list[str]:
    """Say what is wrong with the files that come with a body, whose `attachments` number them from 0."""
    said = (body or {}) if isinstance(body, dict) else {}
    listed = said.get("data", said).get("attachments") if isinstance(said.get("data", said), dict) else None
    numbers = {f"files[{each.get('id')}]" for each in listed or [] if "filename" in each}
    return list(_files(files, numbers))


def _files(files: Mapping[str, Upload], numbers: set[str]) -> Iterator[str]:
    if len(files) > FILES:
        yield f"{len(files)} files, not {FILES} at most"
    if sum(len(file.data) for file in files.values()) > FILES_BYTES:
        yield f"more than {FILES_BYTES} bytes of files"
    for name in sorted(numbers ^ files.keys()):
        yield f"{name} is named among the attachments and not sent, or the reverse"
    for file in files.values():
        yield from _length("file name", file.name, FILE_NAME, 1)


def _message(body: dict[str, Any], *, edit: bool) -> Iterator[str]:
    content = body.get("content") or ""
    embeds = body.get("embeds") or []
    components = body.get("components") or []
    if not edit and not any(body.get(key) for key in _SHOWN):
        yield EMPTY
    if edit and "content" in body and not content and not embeds and not components:
        yield "an edit leaves a message with nothing in it"
    yield from _length("content", content, CONTENT)
    if len(str(body.get("nonce") or "")) > NONCE:
        yield f"a nonce is longer than {NONCE}"
    yield from _embeds(embeds)
    yield from _allowed_mentions(body.get("allowed_mentions"))
    if (body.get("flags") or 0) & COMPONENTS_V2:
        yield from _components_v2(body, components)
    else:
        yield from _rows(components)
    yield from _custom_ids(components)


def _length(what: str, text: Any, most: int, least: int = 0) -> Iterator[str]:
    if not isinstance(text, str):
        yield f"{what} is no text"
    elif not least <= len(text) <= most:
        yield f"{what} has {len(text)} characters, not {least} to {most}"


def _embeds(embeds: list[dict[str, Any]]) -> Iterator[str]:
    if len(embeds) > EMBEDS:
        yield f"{len(embeds)} embeds, not {EMBEDS} at most"
    total = 0
    for embed in embeds:
        texts = [("embed " + key, embed.get(key), most, 0) for key, most in EMBED_PARTS.items()]
        texts.append(("embed footer", (embed.get("footer") or {}).get("text"), 2048, 0))
        texts.append(("embed author", (embed.get("author") or {}).get("name"), 256, 0))
        fields = embed.get("fields") or []
        if len(fields) > EMBED_FIELDS:
            yield f"{len(fields)} fields in an embed, not {EMBED_FIELDS} at most"
        for field in fields:
            texts += [
                ("field name", field.get("name") or "", 256, 1),
                ("field value", field.get("value") or "", 1024, 1),
            ]
        for what, text, most, least in texts:
            if text is not None:
                yield from _length(what, text, most, least)
                total += len(text)
        pictures = ("image", "thumbnail", "video", "url")
        if not any(text for _, text, _, _ in texts) and not any(embed.get(key) for key in pictures):
            yield "an embed has nothing in it"
    if total > EMBED_TOTAL:
        yield f"{total} characters in all embeds together, not {EMBED_TOTAL} at most"


def _allowed_mentions(allowed: dict[str, Any] | None) -> Iterator[str]:
    for key in ("users", "roles"):
        named = (allowed or {}).get(key) or []
        if len(named) > 100:
            yield f"{len(named)} {key} in allowed_mentions, not 100 at most"
        if named and key in ((allowed or {}).get("parse") or []):
            yield f"allowed_mentions parses {key} and names some as well"


def _rows(rows: list[dict[str, Any]]) -> Iterator[str]:
    if len(rows) > ROWS:
        yield f"{len(rows)} rows of components, not {ROWS} at most"
    for row in rows:
        if row.get("type") != ROW:
            yield f"a component of type {row.get('type')} stands outside of a row"
        yield from _row(row.get("components") or [])


def _row(items: list[dict[str, Any]]) -> Iterator[str]:
    if not items:
        yield "a row has nothing in it"
    if len(items) > BUTTONS_IN_A_ROW:
        yield f"{len(items)} buttons in a row, not {BUTTONS_IN_A_ROW} at most"
    if any(item.get("type") in SELECTS for item in items) and len(items) > 1:
        yield "a select shares its row"
    for item in items:
        if item.get("type") == BUTTON:
            yield from _button(item)
        elif item.get("type") in SELECTS:
            yield from _select(item)
        else:
            yield f"a component of type {item.get('type')} stands in a row"


def _button(button: dict[str, Any]) -> Iterator[str]:
    style = button.get("style")
    if style == _LINK_STYLE:
        if not button.get("url") or button.get("custom_id"):
            yield "a link button has no url, or a custom_id"
        yield from _length("button url", button.get("url") or "", LINK, 1)
    elif style == _PREMIUM_STYLE:
        if not button.get("sku_id"):
            yield "a premium button has no sku_id"
        return
    else:
        if button.get("url"):
            yield "a button that is no link has a url"
        yield from _length("custom_id", button.get("custom_id") or "", 100, 1)
    if not button.get("label") and not button.get("emoji"):
        yield "a button has neither label nor emoji"
    yield from _length("button label", button.get("label") or "", 80)


def _select(select: dict[str, Any]) -> Iterator[str]:
    yield from _length("custom_id", select.get("custom_id") or "", 100, 1)
    yield from _length("placeholder", select.get("placeholder") or "", 150)
    least, most = select.get("min_values", 1), select.get("max_values", 1)
    if not 0 <= least <= 25 or not 1 <= most <= 25 or least > most:
        yield f"a select takes {least} to {most} values"
    if select.get("type") != STRING_SELECT:
        return
    options = select.get("options") or []
    if not 1 <= len(options) <= OPTIONS:
        yield f"{len(options)} options in a select, not 1 to {OPTIONS}"
    if len({option.get("value") for option in options}) < len(options):
        yield "two options of a select have one value"
    for option in options:
        for key, needed in (("label", 1), ("value", 1), ("description", 0)):
            yield from _length(f"option {key}", option.get(key) or "", 100, needed)


def _components_v2(body: dict[str, Any], components: list[dict[str, Any]]) -> Iterator[str]:
    if body.get("content") or body.get("embeds") or body.get("poll"):
        yield "a message of components has content, embeds or a poll beside them"
    everything = list(walk(components))
    if len(everything) > V2_COMPONENTS:
        yield f"{len(everything)} components, not {V2_COMPONENTS} at most"
    text = sum(len(item.get("content") or "") for item in everything if item.get("type") == TEXT_DISPLAY)
    if text > V2_TEXT:
        yield f"{text} characters in all components together, not {V2_TEXT} at most"
    for item in everything:
        if item.get("type") == ROW:
            yield from _row(item.get("components") or [])


def _custom_ids(components: list[dict[str, Any]]) -> Iterator[str]:
    ids = [item["custom_id"] for item in walk(components) if item.get("custom_id")]
    yield from (f"two components have the custom_id {each!r}" for each in sorted({i for i in ids if ids.count(i) > 1}))


def walk(components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield components and all that are inside of them."""
    for item in components:
        yield item
        inner = [*(item.get("components") or []), item.get("accessory"), item.get("component")]
        yield from walk([each for each in inner if each])
