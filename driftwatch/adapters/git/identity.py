"""Find out who commits."""

import os
from collections.abc import Mapping
from datetime import UTC, datetime

import msgspec

from driftwatch.adapters.git.command import GitCommands
from driftwatch.adapters.git.errors import explain
from driftwatch.errors import ConfigError

FALLBACK_NAME = "driftwatch"
FALLBACK_EMAIL = "driftwatch@localhost"
_NOT_SET = 1


class Identity(msgspec.Struct, frozen=True):
    """Name and e-mail address for author and committer; `is_fallback` when git is configured with none."""

    name: str
    email: str
    is_fallback: bool

    def environment(self, when: datetime) -> Mapping[str, str]:
        """Return the variables that make git use this identity and the time `when`, in UTC."""
        date = f"@{int(when.astimezone(UTC).timestamp())} +0000"
        return {
            f"GIT_{role}_{part}": value
            for role in ("AUTHOR", "COMMITTER")
            for part, value in (("NAME", self.name), ("EMAIL", self.email), ("DATE", date))
        }


def identity_of(commands: GitCommands, environment: Mapping[str, str] | None = None) -> Identity:
    """Return the identity that git is configured with, or ours when it has none.

    Raises:
        ConfigError: when name or address hold characters that would break out of a commit's header.
    """
    variables = os.environ if environment is None else environment
    name = variables.get("GIT_AUTHOR_NAME", "").strip() or _setting(commands, "user.name")
    email = variables.get("GIT_AUTHOR_EMAIL", "").strip() or _setting(commands, "user.email")
    if not name or not email:
        return Identity(FALLBACK_NAME, FALLBACK_EMAIL, is_fallback=True)
    for value, what in ((name, "user.name"), (email, "user.email")):
        if not value.isprintable() or set("<>") & set(value):
            raise ConfigError(
                f"git's {what} cannot be used in a commit: {value[:80]!r}",
                hint=f"set it to plain text: git config --global {what} ...",
            )
    return Identity(name, email, is_fallback=False)


def _setting(commands: GitCommands, name: str) -> str:
    answer = commands.attempt("config", "--get", name)
    if answer.status not in (0, _NOT_SET):
        raise explain(("config",), answer.complaint)
    # Decoded as the environment is, since there it goes next: bytes outside of UTF-8 come back unchanged.
    return os.fsdecode(answer.output).strip() if answer.status == 0 else ""
