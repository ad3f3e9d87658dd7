"""The gateway's compression: one stream a connection, flushed after each payload."""

import importlib
import zlib
from collections.abc import Callable


def compressor(name: str | None) -> Callable[[bytes], bytes] | None:
    """Return what compresses the payloads of one connection; None if it wants them as they are."""
    match name:
        case None | "":
            return None
        case "zlib-stream":
            stream = zlib.compressobj()
            return lambda data: stream.compress(data) + stream.flush(zlib.Z_SYNC_FLUSH)
        case "zstd-stream":
            zstandard = importlib.import_module("zstandard")  # who asks for it has it
            frames = zstandard.ZstdCompressor().compressobj()
            flush = zstandard.COMPRESSOBJ_FLUSH_BLOCK
            return lambda data: bytes(frames.compress(data) + frames.flush(flush))
        case _:
            raise ValueError(f"the gateway knows no compression {name!r}")
