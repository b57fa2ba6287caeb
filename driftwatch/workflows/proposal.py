"""driftwatch proposal: captures wait in one pull request until somebody accepts them by merging it.

The pull request is found by its branch, which lies below a name of ours in the same repository, so that only who may
push there can make one. Its text is written only where author and marker say that it is ours.
"""

from collections.abc import Callable, Iterable
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from driftwatch.errors import PublishError, UsageError
from driftwatch.history.proposed import accepted_since, proposed_by
from driftwatch.model.issue import is_app, same_name
from driftwatch.model.proposal import PullRequest
from driftwatch.patterns import lazy_regex
from driftwatch.ports import Host, Project
from driftwatch.reports.proposal import edit_for, is_marked, new_body, superseded, text_of, title_of

_BEGINNING: Final = "driftwatch/captures"
_DATED: Final = lazy_regex(r"(\d{4}-\d\d-\d\d)(?:\.(\d{1,6}))?")
_BRANCH: Final = lazy_regex(r"[^\x00-\x20\x7f~^:?*\[\\-][^\x00-\x20\x7f~^:?*\[\\]{0,180}")
_UNPROCESSABLE: Final = 422

Verb: TypeAlias = Literal["opened", "updated", "kept", "left as people wrote it", "not needed"]


class Found(Struct, frozen=True, kw_only=True):
    """Where captures are to go: the branch that waits already, and a name that is free."""

    waiting: str
    """"" when nothing waits."""
    free: str


class Done(Struct, frozen=True, kw_only=True):
    """What was done about the pull request."""

    verb: Verb
    number: int = 0
    closed: tuple[int, ...] = ()
    """Those in whose place it came."""


def find(host: Host, *, base: str, today: str) -> Found:
    """Find the branch on which captures wait to be merged into `base`, and a free name for another one.

    A branch that was pushed but never proposed, because a run was cut short or was not allowed to, waits as well.

    Raises:
        UsageError: `base` is not the name of a branch.
        PublishError: the host cannot be read.
    """
    _check_branch(base)
    pulls = _waiting(host, base)
    names = [name for name in host.branches(_prefix(base)) if _dated(name, base) is not None]
    names.sort(key=lambda name: _dated(name, base) or ("", 0))
    waiting = ""
    if pulls:
        waiting = max(pulls, key=lambda pull: (is_marked(pull.body), pull.number)).branch
    elif names and not host.was_proposed(names[-1]):
        waiting = names[-1]
    return Found(waiting=waiting, free=_free(host, base, today, {*names, *(pull.branch for pull in pulls)}))


def sync(
    project: Project, host: Host, *, base: str, branch: str, since: str, until: str, address: Callable[[str, str], str]
) -> Done:
    """Open or update the pull request of a branch that was pushed.

    Args:
        project: what is compared, and how it is judged.
        host: where the pull requests are.
        base: the branch to be merged into.
        branch: the branch that is proposed.
        since: revision of `base`.
        until: revision of `branch`.
        address: the web address of a file at a commit; "" when there is none.

    Raises:
        UsageError: `base` or `branch` is not the name of a branch of ours.
        PublishError: it could not be opened or written; the next run finishes.
    """
    _check_branch(base)
    if _dated(branch, base) is None:
        raise UsageError(f"{branch!r} is not a branch of captures for {base!r}", hint="`driftwatch proposal find`")
    proposed = proposed_by(project, since=since, until=until, address=address)
    accepted = accepted_since(project, since=since, until=until)
    if not proposed and not accepted:
        return Done(verb="not needed")
    author = project.workspace.config.issues.author or host.author()
    title, text = title_of(proposed, accepted), text_of(base, proposed, accepted)
    done = _written(host, base=base, branch=branch, title=title, text=text, author=author)
    return Done(verb=done.verb, number=done.number, closed=_close_others(host, base, branch, done.number, author))


def _written(host: Host, *, base: str, branch: str, title: str, text: str, author: str | None) -> Done:
    pull = _of(_waiting(host, base), branch)
    if pull is None:
        try:
            made = host.create(title=title, body=new_body(title, text), branch=branch, base=base)
            return Done(verb="opened", number=made.number)
        except PublishError as error:
            # No answer came, or another job was faster: what is there now is taken over.
            pull = _of(_waiting(host, base), branch) if error.lost or error.status == _UNPROCESSABLE else None
            if pull is None:
                raise
    if not _is_ours(pull, author):
        return Done(verb="left as people wrote it", number=pull.number)
    edit = edit_for(pull, title=title, text=text)
    if edit is None:
        return Done(verb="kept", number=pull.number)
    # Once more as it is now: somebody may have written into it since it was listed.
    now = host.get(pull.number)
    edit = edit_for(now, title=title, text=text) if now.state == "open" else None
    if edit is None:
        return Done(verb="kept", number=pull.number)
    host.edit(pull.number, body=edit.body, title=edit.title)
    return Done(verb="updated", number=pull.number)


def _close_others(host: Host, base: str, branch: str, number: int, author: str | None) -> tuple[int, ...]:
    """There is one pull request: close those that could not be continued."""
    others = [pull for pull in _waiting(host, base) if pull.branch != branch and _is_ours(pull, author)]
    for pull in others:
        host.edit(pull.number, body=superseded(pull, number), state="closed")
    return tuple(pull.number for pull in others)


def _waiting(host: Host, base: str) -> tuple[PullRequest, ...]:
    return tuple(
        pull
        for pull in host.into(base)
        if pull.base == base
        and pull.repository.lower() == host.repository.lower()
        and _dated(pull.branch, base) is not None
    )


def _of(pulls: Iterable[PullRequest], branch: str) -> PullRequest | None:
    return next((pull for pull in pulls if pull.branch == branch), None)


def _is_ours(pull: PullRequest, author: str | None) -> bool:
    wrote = is_app(pull.author) if author is None else same_name(pull.author, author)
    return wrote and is_marked(pull.body)


def _check_branch(name: str) -> None:
    if not _BRANCH.fullmatch(name) or ".." in name or name.startswith("refs/"):
        raise UsageError(f"{name!r} is not the name of a branch", hint="name it without refs/heads/, such as main")


def _prefix(base: str) -> str:
    return f"{_BEGINNING}/{base}/"


def _dated(branch: str, base: str) -> tuple[str, int] | None:
    """Date and number in the name of a branch of ours, None for any other branch."""
    found = _DATED.fullmatch(branch.removeprefix(_prefix(base))) if branch.startswith(_prefix(base)) else None
    return None if found is None else (found[1], int(found[2] or 1))


def _free(host: Host, base: str, today: str, taken: set[str]) -> str:
    """A name that no branch has, nor had when it was proposed: its old pull request would count as the new one's."""
    name, number = f"{_prefix(base)}{today}", 1
    while name in taken or host.was_proposed(name):
        number += 1
        name = f"{_prefix(base)}{today}.{number}"
    return name
