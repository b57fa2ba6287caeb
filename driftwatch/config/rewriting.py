"""What driftwatch writes of a driftwatch.toml: the table of a source, and accepted findings into a file that is there.

Every byte of that file that is not about them stays as it was.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct, structs

from driftwatch.config.keys import AcceptConfig, SourceConfig
from driftwatch.config.reading import ConfigFile, read_config
from driftwatch.errors import ConfigError, InternalError
from driftwatch.located.toml import scalar_at
from driftwatch.located.value import Located
from driftwatch.model.characters import is_unseen
from driftwatch.patterns import lazy_regex

_BOM: Final = b"\xef\xbb\xbf"
_LINES: Final = lazy_regex(r"\r\n|\r|\n")
_ESCAPED: Final = lazy_regex(r'["\\]')
_LAST_OF_PLANE: Final = 0xFFFF
_KEPT: Final = ("reason", "owner", "expires")
"""Keys of an entry that another answer changes."""


class Entry(Struct, frozen=True, kw_only=True):
    """One entry of `[[accept]]`, and what it is about, for whoever reads the file; of visible characters, one line."""

    accept: AcceptConfig
    about: str = ""


def with_accepted(content: bytes, entries: Iterable[Entry], *, file: str) -> bytes:
    """Return the configuration with some findings accepted; what accepts one of them by its fingerprint is changed.

    The result is read again and held against what it should say, so that no text can end its string or its line.

    Raises:
        ConfigError: the file cannot be used, or holds `accept` in a form to which nothing can be added.
    """
    for entry in entries:
        before = read_config(content, file=file)
        known = _number_of(before, entry.accept.fingerprint)
        made = _added(content, entry) if known is None else _changed(content, before, known, entry.accept)
        _expect(made, before, known, entry.accept)
        content = made
    return content


def source_table(name: str, source: SourceConfig) -> str:
    """Write a source as driftwatch.toml has it: its table with every key that is not as by default."""
    keys = ((key, getattr(source, key)) for key in SourceConfig.__struct_fields__)
    lines = [f"{key} = {_value(value)}" for key, value in keys if value != getattr(SourceConfig(), key)]
    return "\n".join([f"[sources.{quoted(name)}]", *lines, ""])


def _value(value: str | float | tuple[str, ...]) -> str:
    if isinstance(value, str):
        return quoted(value)
    return f"[{', '.join(map(quoted, value))}]" if isinstance(value, tuple) else str(value).lower()


def quoted(text: str) -> str:
    """Write a string as TOML: on one line, with what nobody sees as an escape."""
    return f'"{"".join(map(_escape, text))}"'


def _escape(character: str) -> str:
    if _ESCAPED.match(character):
        return f"\\{character}"
    if not is_unseen(character):
        return character
    code = ord(character)
    return f"\\u{code:04X}" if code <= _LAST_OF_PLANE else f"\\U{code:08X}"


def _number_of(file: ConfigFile, fingerprint: str) -> int | None:
    """Return which entry accepts this one finding: the last, which goes on when all others have expired."""
    mine = [number for number, each in enumerate(file.config.accept) if each.fingerprint == fingerprint]
    return mine[-1] if mine else None


def _added(content: bytes, entry: Entry) -> bytes:
    text = content.decode()
    ends = _LINES.findall(text)
    end = ends[-1] if ends else "\n"
    about = [f"# {entry.about}"] if entry.about else []
    keys = ("fingerprint", *(["members"] if entry.accept.members else []), *_KEPT)
    lines = [*about, "[[accept]]", *(f"{key} = {_value(getattr(entry.accept, key))}" for key in keys)]
    gap = "" if not text.strip("\ufeff") else end if text.endswith(("\n", "\r")) else end * 2
    return content + f"{gap}{end.join(lines)}{end}".encode()


def _changed(content: bytes, file: ConfigFile, number: int, accept: AcceptConfig) -> bytes:
    bom = _BOM if content.startswith(_BOM) else b""
    text = content.removeprefix(bom).decode()
    entry = (file.document.get("accept") or Located(())).items()[number]
    starts = [0, *(match.end() for match in _LINES.finditer(text))]
    spans: list[tuple[int, int, str]] = []
    for key in _KEPT:
        at = entry.entries()[key]
        wanted = getattr(accept, key)
        if at.value != wanted:
            start, end = scalar_at(text, starts[at.line - 1] + at.column - 1)
            spans.append((start, end, quoted(wanted)))
    for start, end, written in sorted(spans, reverse=True):
        text = text[:start] + written + text[end:]
    return bom + text.encode()


def _expect(made: bytes, before: ConfigFile, number: int | None, accept: AcceptConfig) -> None:
    try:
        after = read_config(made, file=before.file)
    except ConfigError:
        raise ConfigError(
            f"{before.file}: `accept` is written as one array: nothing can be added to it",
            hint="write each of its entries as a table of its own: [[accept]]",
        ) from None
    wanted = _with(before.config.accept, number, accept)
    if after.config != structs.replace(before.config, accept=wanted):
        raise InternalError(f"{before.file} would say something else afterwards", hint="add the entry by hand")


def _with(entries: Sequence[AcceptConfig], number: int | None, accept: AcceptConfig) -> tuple[AcceptConfig, ...]:
    if number is None:
        return (*entries, accept)
    changed = structs.replace(entries[number], **{key: getattr(accept, key) for key in _KEPT})
    return (*entries[:number], changed, *entries[number + 1 :])
