"""Where a credential comes from: an environment variable, a file or a descriptor; never an argument, which is public.

Of the system's messages only the kind is told: a file may be named by mistake with what it should hold.
"""

import base64
import binascii
import os
from collections.abc import Mapping
from typing import Final

from driftwatch.errors import UsageError
from driftwatch.secret import LONGEST, Secret, canary, secret_of

_NOISE: Final = 24
"""Random bytes of a canary."""
_FOR_STRANGERS: Final = "pull_request_target"
"""An event of GitHub whose workflows have secrets whoever proposed the change."""


def of_variable(name: str, variables: Mapping[str, str], *, scheme: str = "") -> Secret:
    """Return the credential in an environment variable.

    Raises:
        UsageError: it is not set, what it holds can be no credential, or a stranger's code may be running.
    """
    _refuse_strangers(variables)
    value = variables.get(name)
    if value is None:
        raise UsageError(f"{name} is not set", hint=f"put the credential into {name}, or name a file: --key-file FILE")
    return _checked(value, name, scheme)


def of_file(path: str, *, label: str, scheme: str = "") -> Secret:
    """Return the credential in a file, without the line break at its end.

    Raises:
        UsageError: it cannot be read, what it holds can be no credential, or a stranger's code may be running.
    """
    _refuse_strangers(os.environ)
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except (OSError, ValueError):
        descriptor = -1
    if descriptor < 0:
        raise UsageError("the file of --key-file cannot be read", hint="name a file that holds the credential alone")
    return of_descriptor(descriptor, label=label, scheme=scheme)


def of_descriptor(descriptor: int, *, label: str, scheme: str = "") -> Secret:
    """Return the credential that an open descriptor gives, without the line break at its end; closes it.

    Raises:
        UsageError: it cannot be read, or what it holds can be no credential.
    """
    try:
        with os.fdopen(descriptor, "rb") as stream:
            content = stream.read(LONGEST + 3)
    except OSError:
        content = None
    if content is None:
        raise UsageError("the descriptor of the credential cannot be read", hint="open it for reading: 3< FILE")
    text = content.decode("latin-1")
    return _checked(text.removesuffix("\n").removesuffix("\r"), label, scheme)


def new_canary() -> Secret:
    """Return a credential that opens nothing, made for one run."""
    return canary(os.urandom(_NOISE))


def _refuse_strangers(variables: Mapping[str, str]) -> None:
    if variables.get("GITHUB_EVENT_NAME") == _FOR_STRANGERS:
        raise UsageError(
            f"no credential is read in a workflow on {_FOR_STRANGERS}: it may run what a stranger proposes",
            hint="probe on a schedule, or on push",
        )


def _checked(value: str, label: str, scheme: str) -> Secret:
    secret = secret_of(value, label)
    pair = _decoded_pair(value) if scheme == "Basic" else ""
    return Secret(label, pair) if pair else secret


def _decoded_pair(value: str) -> str:
    """Return `user:password` where a variable holds its base64: so it is found in clear as well; "" else."""
    try:
        pair = base64.b64decode(value, validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        return ""
    return pair if ":" in pair and pair.isprintable() else ""
