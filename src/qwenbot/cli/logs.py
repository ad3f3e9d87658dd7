"""The program's own log: lines on standard error, for people or as JSON objects."""

import json
import logging
from datetime import UTC, datetime


class _Lines(logging.Formatter):
    """Time in UTC, level, part and text."""

    def format(self, record: logging.LogRecord) -> str:
        time = datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        line = f"{time} {record.levelname.lower()} {record.name}: {record.getMessage()}"
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


class _Objects(logging.Formatter):
    """The same as one JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        shown = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            shown["traceback"] = self.formatException(record.exc_info)
        return json.dumps(shown, ensure_ascii=False)


def set_up_logging(level: int, *, as_json: bool) -> None:
    """Send what is logged from a level on to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Objects() if as_json else _Lines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
