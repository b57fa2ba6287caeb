"""Find out who commits."""

import os
from collections.abc import Mapping
from datetime import UTC, datetime

import msgspec

from driftwatch.adapters.git.command import GitCommands
from driftwatch.adapters.git.errors import explain
from driftwatch.adapters.git.objects import records
from driftwatch.errors import ConfigError, RepositoryError

FALLBACK_NAME = "driftwatch"
FALLBACK_EMAIL = "driftwatch@localhost"
_NOT_SET = 1
_CRUD = " ,:;\"\\'"
"""What git leaves out at the beginning and the end of a name."""


class Identity(msgspec.Struct, frozen=True):
    """Name and e-mail address for author and committer; `is_fallback` when git is configured with none."""

    name: str
    email: str
    is_fallback: bool

    def environment(self, when: datetime) -> Mapping[str, str]:
        """Return the variables that make git use this identity and the time `when`, in UTC."""
        return {
            f"GIT_{role}_{part}": value
            for role in ("AUTHOR", "COMMITTER")
            for part, value in (("NAME", self.name), ("EMAIL", self.email), ("DATE", f"@{_date(when)}"))
        }

    def signature(self, when: datetime) -> str:
        """Return the line that names author or committer in a commit."""
        return f"{self.name} <{self.email}> {_date(when)}"


def identity_of(commands: GitCommands, environment: Mapping[str, str] | None = None) -> Identity:
    """Return the identity that git is configured with, or ours when it has none.

    Raises:
        ConfigError: when name or address hold characters that would break out of a commit's header.
    """
    variables = os.environ if environment is None else environment
    name, email = variables.get("GIT_AUTHOR_NAME", "").strip(), variables.get("GIT_AUTHOR_EMAIL", "").strip()
    if not name or not email:
        settings = _settings(commands)
        name, email = name or settings.get("user.name", ""), email or settings.get("user.email", "")
    for value, what in ((name, "user.name"), (email, "user.email")):
        if not value.isprintable() or set("<>") & set(value):
            raise ConfigError(
                f"git's {what} cannot be used in a commit: {value[:80]!r}",
                hint=f"set it to plain text: git config --global {what} ...",
            )
    name, email = name.strip(_CRUD), email.strip(_CRUD)
    if not name or not email:
        return Identity(FALLBACK_NAME, FALLBACK_EMAIL, is_fallback=True)
    return Identity(name, email, is_fallback=False)


def _settings(commands: GitCommands) -> Mapping[str, str]:
    """Return what git is configured with; of several values the last one counts."""
    answer = commands.attempt("config", "-z", "--get-regexp", r"^user\.(name|email)$")
    if answer.status not in (0, _NOT_SET):
        raise explain(("config",), answer.complaint)
    # Decoded as the environment is, since there it goes next: bytes outside of UTF-8 come back unchanged.
    pairs = (os.fsdecode(record).partition("\n") for record in records(answer.output))
    return {name: value.strip() for name, _, value in pairs}


def _date(when: datetime) -> str:
    """Write a time as git does.

    Raises:
        RepositoryError: it lies before 1970.
    """
    seconds = int(when.astimezone(UTC).timestamp())
    if seconds < 0:
        raise RepositoryError(f"git has no commits of {when:%Y-%m-%d}", hint="set the clock, or name a day since 1970")
    return f"{seconds} +0000"
