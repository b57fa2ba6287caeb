"""The workflows of the team's own repository: which run by themselves, and what they do with driftwatch."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct

from driftwatch.patterns import lazy_regex

FOLDER: Final = ".github/workflows"
_SCHEDULE: Final = lazy_regex(r"^[ \t]*schedule[ \t]*:", re.MULTILINE)
_COMMENT: Final = lazy_regex(r"(?m)^[ \t]*#.*$")
_PROBES: Final = lazy_regex(r"""\bmode[ \t]*:[ \t]*["']?probe\b|\bdriftwatch[ \t]+probe\b""")


class Workflows(Struct, frozen=True):
    """The workflows that name driftwatch, by the names of their files."""

    named: Mapping[str, str]
    """Their texts."""

    @property
    def timed(self) -> tuple[str, ...]:
        """Those that run by themselves."""
        return tuple(name for name, text in self.named.items() if is_timed(text))

    @property
    def watching(self) -> tuple[str, ...]:
        """Those of them that capture documentation."""
        return tuple(name for name in self.timed if not probes(self.named[name]))

    @property
    def monitoring(self) -> tuple[str, ...]:
        """Those of them that call the live API."""
        return tuple(name for name in self.timed if probes(self.named[name]))


def workflows_in(root: Path) -> Workflows:
    """Look through the workflows of a repository."""
    folder = root / FOLDER
    files = sorted(folder.glob("*.y*ml")) if folder.is_dir() else []
    texts = {file.name: file.read_text(encoding="utf-8", errors="replace") for file in files if file.is_file()}
    return Workflows({name: text for name, text in texts.items() if "driftwatch" in text})


def is_timed(text: str) -> bool:
    """Tell whether a workflow runs by itself."""
    return bool(_SCHEDULE.search(_COMMENT.sub("", text)))


def probes(text: str) -> bool:
    """Tell whether a workflow calls the live API."""
    return bool(_PROBES.search(_COMMENT.sub("", text)))
