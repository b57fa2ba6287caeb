"""The cases that a probe knows, in the order in which they are sent: what costs nothing first."""

from typing import Final

from msgspec import Struct

from driftwatch.errors import UsageError
from driftwatch.model.probing import Billing
from driftwatch.spelling import did_you_mean


class ProbeCase(Struct, frozen=True, kw_only=True):
    """One case of the table in docs/observations.md."""

    name: str
    billing: Billing
    is_opt_in: bool = False
    """Whether it is sent only when it is asked for by name."""


CASES: Final = (
    ProbeCase(name="auth-missing", billing="no"),
    ProbeCase(name="auth-invalid", billing="no"),
    ProbeCase(name="malformed-json", billing="no"),
    ProbeCase(name="path-mistake", billing="no"),
    ProbeCase(name="missing-required-field", billing="maybe"),
    ProbeCase(name="unknown-resource", billing="maybe"),
    ProbeCase(name="valid-minimal", billing="yes"),
    ProbeCase(name="valid-production", billing="yes"),
    ProbeCase(name="timeout", billing="maybe", is_opt_in=True),
)
NEVER: Final = ("rate-limited", "upstream-5xx")
"""Failures that are not provoked."""
POLLED: Final = "polled-job"
"""Name of the case of what a job answers that was asked about."""
_SENT: Final = tuple(case.name for case in CASES)


class Choice(Struct, frozen=True, kw_only=True):
    """What the user wants sent."""

    cases: tuple[str, ...] = ()
    """Only these; empty for all that are not opt-in."""
    skip: tuple[str, ...] = ()
    opted: tuple[str, ...] = ()
    """Opt-in cases that are wanted as well."""
    max_requests: int = 0
    """Calls of the run; 0 without a budget, and then nothing is sent that may bill."""
    max_output_tokens: int = 0
    """Tokens that all calls of the run together may ask for; 0 without a bound."""
    is_polled: bool = False
    seconds: float = 60.0
    """For one call."""


def check_names(choice: Choice) -> None:
    """Refuse a choice that names what there is not.

    Raises:
        UsageError: there is no such case, it is never sent, or nothing is left.
    """
    for option, names in (("--cases", choice.cases), ("--skip", choice.skip), ("--with", choice.opted)):
        for name in names:
            if name in NEVER and option != "--skip":
                raise UsageError(
                    f"{name} is never provoked",
                    hint="`driftwatch observe add` and `observe import` take in what was seen of it",
                )
            if name not in _SENT and name not in NEVER:
                meant = did_you_mean(name, _SENT)
                raise UsageError(f"{option}: there is no case {name!r}{meant}", hint=f"known: {', '.join(_SENT)}")
    wanted = set(choice.cases or _SENT) - set(choice.skip)
    if not wanted:
        raise UsageError("--skip leaves no case of --cases", hint="name fewer cases to skip")


def unwanted(case: ProbeCase, choice: Choice, *, skip: tuple[str, ...], opt_in: bool) -> str:
    """Say why a case is not wanted, "" when it is.

    Args:
        case: which one.
        choice: of the user.
        skip: the cases that the manifest skips.
        opt_in: whether it has to be asked for by name here.
    """
    if case.name in skip:
        return "probe.skip of the manifest names it"
    if case.name in choice.skip:
        return "--skip names it"
    asked = case.name in choice.opted or case.name in choice.cases
    if choice.cases and not asked:
        return "--cases does not name it"
    return f"only with `--with {case.name}`" if opt_in and not asked else ""
