"""The bytes of a hand-written file to its text."""

from driftwatch.located.problem import Problem


def decoded(content: bytes, *, file: str) -> str | Problem:
    """Return the text of a file without a byte order mark, or where it stops being UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        column = error.start - (before.rfind(b"\n") + 1) + 1
        says = f"not UTF-8: byte 0x{content[error.start]:02x}; save the file as UTF-8"
        return Problem(file=file, line=before.count(b"\n") + 1, column=column, path="", says=says)
