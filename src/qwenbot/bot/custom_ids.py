"""What buttons, menus and modals carry: what they do and to which ids, never text to match again.

A `custom_id` begins with its kind, by which `clicks` finds who answers it. Everything needed is in it, or for a menu in
the value that was chosen, so that what was sent before a restart or a reload goes on working. Discord takes at most 100
characters; the longest here has 93.
"""

from typing import Final

ENTRY_ID: Final = "[a-z0-9][a-z0-9-]{0,63}"
QUERY_ID: Final = "[0-9a-f]{32}"
SNOWFLAKE: Final = "[0-9]{1,20}"
VERSION: Final = "[0-9a-f]{12}"

ENTRY: Final = rf"entry:(?P<visibility>public|private):(?P<entry>{ENTRY_ID})"
NONE: Final = rf"none:(?P<query>{QUERY_ID})"
VOTE: Final = rf"vote:(?P<way>up|down):(?P<query>{QUERY_ID})"
REASON: Final = rf"reason:(?P<query>{QUERY_ID})"
WHY: Final = rf"why:(?P<query>{QUERY_ID})"
DELETE: Final = rf"delete:(?P<user>{SNOWFLAKE})"
PREVIEW: Final = rf"preview:(?P<message>{SNOWFLAKE}):(?P<entry>{ENTRY_ID})"
POST: Final = rf"post:(?P<message>{SNOWFLAKE}):(?P<entry>{ENTRY_ID})"
COPY: Final = rf"copy:(?P<message>{SNOWFLAKE}):(?P<query>{QUERY_ID}):(?P<version>{VERSION})"
CHOOSE: Final = "choose"
TOPIC: Final = "topic"
KEPT: Final = "kept"
PAGE: Final = rf"page:(?P<report>[a-z]{{1,16}}):(?P<about>{ENTRY_ID}|-):(?P<number>[0-9]{{1,5}})"


def entry(entry_id: str, *, private: bool) -> str:
    """Open an entry, for everybody to see or for who clicks alone."""
    return f"entry:{'private' if private else 'public'}:{entry_id}"


def none_fits(query: str) -> str:
    """Say that none of the entries offered for a question is meant."""
    return f"none:{query}"


def vote(query: str, *, helpful: bool) -> str:
    """Vote on an answer."""
    return f"vote:{'up' if helpful else 'down'}:{query}"


def reason(query: str) -> str:
    """Say why an answer did not help: the modal."""
    return f"reason:{query}"


def why(query: str) -> str:
    """Ask why a question got its answer."""
    return f"why:{query}"


def delete(user: int) -> str:
    """Delete an answer that this user asked for."""
    return f"delete:{user}"


def preview(message: int, entry_id: str) -> str:
    """Look at another entry as the answer to somebody's message."""
    return f"preview:{message}:{entry_id}"


def post(message: int, entry_id: str) -> str:
    """Post an entry as the answer to somebody's message."""
    return f"post:{message}:{entry_id}"


def copy(message: int, query: str, version: str) -> str:
    """Post what the preview shows, as long as the knowledge is of this version: for an answer of several entries."""
    return f"copy:{message}:{query}:{version}"


def page(report: str, about: str, number: int) -> str:
    """Turn to a page, counted from 0, of a report; on an entity where it is about one."""
    return f"page:{report}:{about or '-'}:{number}"
