"""A program that logs questions, to be run beside others or killed: DATABASE NAME HOW_MANY."""

import asyncio
import sys

from qwenbot.store.open import open_store
from tests.store.records import query


async def main(database: str, name: str, how_many: int) -> None:
    """Log questions in small lots, and say the key at the end."""
    async with open_store(f"sqlite:///{database}") as store:
        for number in range(how_many):
            store.record(query(f"{name}-{number}"))
            if number % 10 == 0:
                await asyncio.sleep(0.001)
        sys.stdout.write(store.key.hex())


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
