"""Where everything that leaves this process passes while it holds credentials: none of them goes through.

It is the last line: what is written holds shapes and names alone. A file, a commit or a call of GitHub that would
repeat a credential is refused, for it stays; what goes to stdout and stderr has the label instead.
"""

import io
import os
import stat
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any, Final, TextIO

from driftwatch.errors import LeakError
from driftwatch.secret import Secret, Secrets

_REMEMBERED: Final = 64
"""Bytes of a line that were let out before its end: the longest coding of a window fits in."""
_STREAMS: Final = ("stdout", "stderr")


class Sink:
    """Knows the credentials of this process; without any it does nothing."""

    def __init__(self) -> None:
        self._secrets = Secrets()
        self._replaced: dict[str, tuple[TextIO, TextIO]] = {}

    def know(self, *secrets: Secret) -> None:
        """Let none of these through from now on; a GitHub runner is told before anything else can be printed."""
        new = [one for one in secrets if one not in tuple(self._secrets)]
        if os.environ.get("GITHUB_ACTIONS") == "true":
            _tell_runner(new)
        self._secrets = Secrets((*self._secrets, *new))
        for name in _STREAMS:
            before = getattr(sys, name)
            if name not in self._replaced and before is not None:
                with suppress(OSError, ValueError):
                    before.flush()
                masking = masked_stream(before, self.masked)
                setattr(sys, name, masking)
                self._replaced[name] = (before, masking)

    def forget(self) -> None:
        """Know nothing any more: at the end of a command, whose process may live on."""
        for name, (before, masking) in self._replaced.items():
            with suppress(OSError, ValueError):
                masking.flush()
            if getattr(sys, name) is masking:
                setattr(sys, name, before)
        self._replaced = {}
        self._secrets = Secrets()

    def masked(self, text: str, start: int = 0) -> str:
        """Return a text from a position on, with labels in place of every part of a credential."""
        return self._secrets.masked(text, start)

    def check(self, name: str, *contents: str | bytes) -> None:
        """Refuse what would repeat a credential where it stays.

        Args:
            name: what is written, for the message; it may repeat one itself.
            contents: all of it.

        Raises:
            LeakError: a part of a credential is in it.
        """
        if not self._secrets:
            return
        labels = sorted({label for each in (name, *contents) for label in self._secrets.found_in(each)})
        if labels:
            raise LeakError(
                f"{self.masked(name)} is not written: it would repeat a part of the credential {', '.join(labels)}",
                hint="nothing of it was written; change the credential if it was repeated elsewhere, and report this",
            )


SINK: Final = Sink()
"""That of this process: a writer need not be handed anything to be watched."""


def masked_stream(below: TextIO, masked: Callable[[str, int], str]) -> TextIO:
    """Return a stream that masks what it passes on to another one, text and bytes alike."""
    raw = _Masking(below, masked)
    encoding = getattr(below, "encoding", None) or "utf-8"
    errors = getattr(below, "errors", None) or "backslashreplace"
    return io.TextIOWrapper(raw, encoding=encoding, errors=errors, newline="\n", write_through=True)


class _Masking(io.RawIOBase):
    """Passes whole lines on, and what there is when it is flushed."""

    def __init__(self, below: TextIO, masked: Callable[[str, int], str]) -> None:
        self._below = below
        self._masked = masked
        self._pending = b""
        self._before = b""

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return self._below.isatty()

    def fileno(self) -> int:
        return self._below.fileno()

    @property
    def name(self) -> str:
        return str(getattr(self._below, "name", ""))

    def write(self, data: Any) -> int:
        self._pending += bytes(data)
        lines, mark, rest = self._pending.rpartition(b"\n")
        if mark:
            self._pending = rest
            self._pass(lines + mark)
        return len(data)

    def flush(self) -> None:
        piece, self._pending = self._pending, b""
        if piece:
            self._pass(piece)
        self._below.flush()

    def _pass(self, piece: bytes) -> None:
        """Mask a piece; what it completes of a part that was let out before is masked as well."""
        # Every byte is a character of Latin-1, so that the others come out as they went in.
        text = self._masked((self._before + piece).decode("latin-1"), len(self._before))
        self._before = (self._before + piece)[-_REMEMBERED:]
        buffer = getattr(self._below, "buffer", None)
        if buffer is not None:
            buffer.write(text.encode("latin-1", "replace"))
        else:
            self._below.write(text.encode("latin-1", "replace").decode("utf-8", "replace"))


def _tell_runner(secrets: Iterable[Secret]) -> None:
    """Print the commands on stderr, where that goes to the runner and to nothing else: they hold the credential.

    A file, or a stderr that was joined to stdout for another program, would keep what is to be hidden.
    """
    stream = sys.stderr
    if not _goes_to_the_runner(stream):
        return
    for line in (line for one in secrets for line in one.mask_commands()):
        stream.write(f"{line}\n")
    stream.flush()


def _goes_to_the_runner(stream: TextIO) -> bool:
    try:
        there = os.fstat(stream.fileno())
        out = os.fstat(sys.stdout.fileno())
    except (OSError, ValueError):
        return False
    joined = (there.st_dev, there.st_ino) == (out.st_dev, out.st_ino)
    return not stat.S_ISREG(there.st_mode) and not joined
