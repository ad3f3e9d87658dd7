"""The knowledge that is being served: an immutable snapshot behind one reference."""

from qwenbot.answering.engine import Engine


class LiveKnowledge:
    """Holds the engine in use. A new one is built aside and assigned once, so no question meets half of one."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @property
    def engine(self) -> Engine:
        """The engine to use for one question, taken once and kept to its end."""
        return self._engine

    def swap(self, engine: Engine) -> Engine:
        """Serve another engine from now on, and return the one that was served until now."""
        old, self._engine = self._engine, engine
        return old
