"""SQLite's full-text search with trigrams over all phrasings, in memory."""

import sqlite3
from collections.abc import Callable

from bench.peers import Find, Found
from bench.sets import QuestionSet

_ASK = "SELECT rowid, rank FROM phrasings WHERE phrasings MATCH ? ORDER BY rank LIMIT 1"


def build(base: QuestionSet) -> Callable[[], Find]:
    """Return what builds the table."""

    def start() -> Find:
        database = sqlite3.connect(":memory:")
        database.execute("CREATE VIRTUAL TABLE phrasings USING fts5(text, tokenize='trigram')")
        rows = ((number, text) for number, (text, _) in enumerate(base.phrasings))
        database.executemany("INSERT INTO phrasings(rowid, text) VALUES (?, ?)", rows)
        database.commit()

        def find(question: str) -> Found:
            row = database.execute(_ASK, (any_trigram(question),)).fetchone()
            return Found(base.phrasings[row[0]].label, -row[1]) if row else Found(None, 0.0)

        return find

    return start


def any_trigram(question: str) -> str:
    """Return a query that finds whatever has one of the question's trigrams in it."""
    trigrams = dict.fromkeys(question[place : place + 3] for place in range(len(question) - 2))
    quoted = ('"' + trigram.replace('"', '""') + '"' for trigram in trigrams)
    return " OR ".join(quoted) or '""'
