"""The query log: SQLite by default, memory for tests and for keeping nothing."""
