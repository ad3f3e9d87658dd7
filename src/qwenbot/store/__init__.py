"""The query log: SQLite by default, memory for keeping nothing. It never costs anybody an answer."""
