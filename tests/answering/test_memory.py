"""What is remembered, and for how long."""

from qwenbot.answering.memory import Memory


def test_a_value_is_worked_out_once_until_it_has_to_go() -> None:
    memory: Memory[str, int] = Memory(2)
    worked_out: list[str] = []

    def length(key: str) -> int:
        def work_out() -> int:
            worked_out.append(key)
            return len(key)

        return memory.get(key, work_out)

    assert [length(key) for key in ("a", "bb", "a", "ccc", "bb", "a")] == [1, 2, 1, 3, 2, 1]
    assert worked_out == ["a", "bb", "ccc", "a"]
