"""Text from outside in a sentence of ours."""

from typing import Final

LONGEST: Final = 120


def quoted(text: str, *, limit: int | None = LONGEST) -> str:
    """Put text from outside in backticks, on one line, not longer than 120 characters."""
    plain = " ".join(text.replace("`", "'").split())
    if limit is not None and len(plain) > limit:
        plain = plain[: limit - 1] + "…"
    return f"`{plain}`"
