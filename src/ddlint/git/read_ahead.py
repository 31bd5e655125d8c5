"""Reading a pipe while this process is busy importing: a full pipe would make git wait."""

from __future__ import annotations

import os
import select
import threading
from collections import deque

_CHUNK = 1 << 18  # what a thread reads at once: it waits for the others after each
_LIMIT = 1 << 25


class ReadAhead:
    """The output on a descriptor, read by a thread until `taken` is called, which it must be."""

    def __init__(self, descriptor: int, limit: int = _LIMIT, chunk: int = _CHUNK) -> None:
        """Begin to read `descriptor`, until `limit` bytes are held, `chunk` at once."""
        self._descriptor = descriptor
        self._limit = limit
        self._chunk = chunk
        self._chunks: deque[bytes] = deque()
        self._stopped, self._stop = os.pipe()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    @property
    def holds_something(self) -> bool:
        """Whether anything was read yet."""
        return bool(self._chunks)

    def taken(self) -> deque[bytes]:
        """End the reading and return what was read; what follows is still on the descriptor."""
        os.write(self._stop, b"x")
        self._thread.join()
        os.close(self._stop)
        os.close(self._stopped)
        return self._chunks

    def _read(self) -> None:
        poll = select.poll()
        poll.register(self._descriptor, select.POLLIN)
        poll.register(self._stopped, select.POLLIN)
        room = self._limit
        while room > 0 and self._stopped not in dict(poll.poll()):
            chunk = os.read(self._descriptor, self._chunk)
            if not chunk:
                return
            self._chunks.append(chunk)
            room -= len(chunk)
