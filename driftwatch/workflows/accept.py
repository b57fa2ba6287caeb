"""driftwatch accept: findings that stand are accepted until a day, by an entry of driftwatch.toml each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from driftwatch.adapters.files import read_file, write_atomic
from driftwatch.config.expiry import USUAL, last_day
from driftwatch.config.keys import CONFIG_NAME, AcceptConfig
from driftwatch.config.rewriting import Entry, with_accepted
from driftwatch.config.sources import wanted_sources
from driftwatch.errors import UsageError
from driftwatch.model.finding import Finding
from driftwatch.ports import Project
from driftwatch.redaction import redact
from driftwatch.reports.safe import one_line
from driftwatch.spelling import did_you_mean
from driftwatch.workflows.standing import Standing, standing

LONGEST: Final = {"reason": 500, "owner": 100}
"""Characters of what people say."""
_OPEN_SHOWN: Final = 10
_NAMED: Final = 300
"""Findings of one cause that an entry names each; what is told of more is accepted by the name of the cause alone."""
_ABOUT: Final = 110


class Answer(Struct, frozen=True, kw_only=True):
    """What somebody says to findings, as it was written. `until` and `owner` may be left out."""

    because: str
    until: str = ""
    owner: str = ""


class Accepted(Struct, frozen=True, kw_only=True):
    """A finding that is accepted now."""

    fingerprint: str
    expires: str
    finding: Finding | None = None
    """None for one that was accepted before: it is extended."""


def accept(
    project: Project, fingerprints: Sequence[str], answer: Answer, *, source: str | None
) -> tuple[Accepted, ...]:
    """Write into the configuration that findings are accepted.

    Raises:
        UsageError: a finding does not stand, or the answer is empty, too long or of the past; nothing was changed.
        ConfigError: the configuration cannot be written to.
        RepositoryError: the captures cannot be read, or the file cannot be written.
    """
    config = project.workspace.config
    stands = [standing(project, name) for name in wanted_sources(config, source)]
    found = {each.finding.fingerprint: each.finding for one in stands for each in one.found}
    asked = tuple(dict.fromkeys(each.strip().lower() for each in fingerprints))
    refuse_unknown(asked, found, stands)
    entries = entries_for(project, asked, answer, found=found)
    file = (project.workspace.file or project.workspace.root / CONFIG_NAME).resolve()
    before = read_file(file)
    after = with_accepted(before, entries, file=project.workspace.config_file.file)
    if after != before:
        write_atomic(file, after)
    return tuple(
        Accepted(fingerprint=name, expires=each.accept.expires, finding=found.get(name))
        for name, each in zip(asked, entries, strict=True)
    )


def entries_for(
    project: Project, fingerprints: Iterable[str], answer: Answer, *, found: Mapping[str, Finding]
) -> tuple[Entry, ...]:
    """Make the entries that an answer comes to.

    Raises:
        UsageError: it is empty, too long or of the past, or nobody knows whose it is.
    """
    reason = said(answer.because, "reason")
    owner = said(answer.owner or _committer(project), "owner")
    day = last_day(answer.until or USUAL, today=project.clock.today())
    until = project.workspace.config.accept
    return tuple(
        Entry(
            accept=AcceptConfig(
                fingerprint=name,
                members=members_of(found.get(name)),
                reason=reason,
                owner=owner,
                expires=day if answer.until else later(day, (one for one in until if one.fingerprint == name)),
            ),
            about=about(found[name]) if name in found else "",
        )
        for name in fingerprints
    )


def said(text: str, what: str) -> str:
    """Return what somebody said on one line, without what looks like a secret.

    Raises:
        UsageError: it is empty or too long.
    """
    line = " ".join(redact(text.encode("utf-8", "replace").decode()).split())
    if not line:
        raise UsageError(f"the {what} is empty", hint="say why it is accepted, and by whom")
    if len(line) > LONGEST[what]:
        raise UsageError(f"the {what} has more than {LONGEST[what]} characters", hint="say it in fewer, or name a page")
    return line


def refuse_unknown(fingerprints: Iterable[str], found: Mapping[str, Finding], stands: Iterable[Standing]) -> None:
    """Refuse what is neither open nor accepted.

    Raises:
        UsageError: something is; the message names what was probably meant, the hint what is open.
    """
    accepted = frozenset[str]().union(*(each.accepted for each in stands))
    unknown = [each for each in fingerprints if each not in found and each not in accepted]
    if unknown:
        lines = [f"no open drift has the fingerprint {one_line(each)!r}{_near(each, found)}" for each in unknown]
        raise UsageError("\n".join(lines), hint="\n".join(_open(found)))


def _near(written: str, found: Mapping[str, Finding]) -> str:
    beginning = [each for each in found if written and each.startswith(written)]
    return f"; did you mean {beginning[0]!r}?" if len(beginning) == 1 else did_you_mean(written, found)


def _open(found: Mapping[str, Finding]) -> Iterator[str]:
    if not found:
        yield "nothing is open"
        return
    yield "open is:"
    for fingerprint, finding in list(found.items())[:_OPEN_SHOWN]:
        yield f"{fingerprint} {finding.level}: {about(finding)}"
    if len(found) > _OPEN_SHOWN:
        yield f"and {len(found) - _OPEN_SHOWN} more: `driftwatch diff --open` tells them all"


def about(finding: Finding) -> str:
    """Say on one line what a finding is about, for whoever reads the configuration."""
    where = f"{finding.first_operation}: " if finding.operations else ""
    return one_line(f"{where}{finding.message}", limit=_ABOUT)


def members_of(finding: Finding | None) -> tuple[str, ...]:
    """Return the fingerprints of what is told together in a finding: those stay accepted when more joins it.

    Of one cause that reached very many its name is enough; that of an edit which did several things accepts nothing, so
    that where it hurts a manifest the causes are named, which say so.
    """
    members = finding.members if finding is not None else ()
    if finding is None or all(one.cause == finding.fingerprint for one in members):
        return tuple(sorted(one.fingerprint for one in members)) if len(members) <= _NAMED else ()
    hurts = finding.impact.kind == "affects"
    return tuple(sorted({one.cause if hurts else one.fingerprint for one in members}))


def later(day: str, entries: Iterable[AcceptConfig]) -> str:
    """Return the later day of an entry that there is: to accept twice without a day never shortens."""
    return max((day, *(each.expires for each in entries)))


def _committer(project: Project) -> str:
    committer = project.repository.identity()
    if committer.is_fallback:
        raise UsageError(
            "git has no user.name and user.email: nobody knows who accepts", hint="say who with --owner NAME"
        )
    return committer.name
