"""Where a workflow takes driftwatch and its other code from: from a full commit, or from what somebody else can change.

A job that pushes captures may write to the repository. A tag or a branch can be moved to other code by whoever owns it,
and a name in a package index belongs to whoever registers it; only a full commit names one state of the code
(https://docs.github.com/en/actions/reference/security/secure-use). Forty zeros are no commit, and GitHub takes no tag
or branch of that name: a reference that ends with them runs nothing.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from driftwatch.errors import UsageError
from driftwatch.patterns import lazy_regex

PLACEHOLDER: Final = "title=Nothing is watched yet::"
"""What the step of a workflow says that `driftwatch init` wrote without knowing which driftwatch to run."""

_COMMIT: Final = lazy_regex(r"[0-9a-f]{40}")
_NO_COMMIT: Final = "0" * 40
# A login has letters, digits and single hyphens; that of a managed user ends with `_` and a code of the enterprise.
_OWNER: Final = lazy_regex(r"[A-Za-z0-9](?:-?[A-Za-z0-9]){0,38}(?:_[A-Za-z0-9]{1,38})?")
_NAME: Final = lazy_regex(r"(?!\.{1,2}$)(?!.*\.(?i:git)$)[A-Za-z0-9._-]{1,100}")

_COMMENT: Final = lazy_regex(r"(?m)^[ \t]*#.*$|[ \t]#.*$")
_CONTINUED: Final = lazy_regex(r"\\\r?\n")
_USES: Final = lazy_regex(r"""(?<![\w-])["']?uses["']?[ \t]*:[ \t]*["']?([^\s"',}]+)""")
_GIT_URL: Final = lazy_regex(r"""git\+[a-z]+://[^/\s"']+([^\s"'#,}]*)""")
# The name of our distribution; not a file of that name, and not `NAME @ git+https://...`, which installs from there.
_BY_NAME: Final = lazy_regex(
    r"(?i)(?<![\w./-])driftwatch[-_.]+apidocs\b(?![\w.-]*\.whl)(?!\s*(?:\[[^\]]*\])?\s*@\s*\w+(?:\+\w+)?:)"
)
_OTHER_PROJECT: Final = lazy_regex(
    r"(?i)\b(?:pip[\d.]*[ \t]+install|pipx[ \t]+(?:install|run)|uvx|uv[ \t]+tool[ \t]+(?:install|run)|uv[ \t]+add)\b"
    r"[^\n;&|]{0,500}?(?<![\w./${-])driftwatch(?![\w./-])"
)
# GitHub's own actions: whoever can move their tags runs the job anyway.
_GITHUB: Final = ("actions/", "github/")
_PIN: Final = "write the full commit of a release in place of what follows the @"
_TAKE_THE_ACTION: Final = (
    "use the action at a full commit: `driftwatch init --uses OWNER/REPO@COMMIT` writes such a workflow"
)


class Doubt(NamedTuple):
    """What somebody else can change in a workflow, and what to do about it."""

    says: str
    hint: str


def pinned_action(text: str) -> str:
    """Return a reference to an action, `OWNER/REPO@COMMIT`, that is safe to write into a workflow as it is.

    Raises:
        UsageError: it is anything but a repository of GitHub at a full commit.
    """
    repository, _, commit = text.partition("@")
    owner, _, name = repository.partition("/")
    if not _OWNER.fullmatch(owner) or not _NAME.fullmatch(name):
        raise UsageError(
            f"--uses {text!r}: what stands before the @ is no repository of GitHub",
            hint="write OWNER/REPO@COMMIT, without https:// and .git",
        )
    if not _COMMIT.fullmatch(commit) or commit == _NO_COMMIT:
        raise UsageError(
            f"--uses {text!r}: what stands behind the @ is no full commit",
            hint="write the 40 digits of a commit, 0-9 and a-f; a tag or a branch can be moved to other code",
        )
    return text


def doubts(workflow: str) -> Iterator[Doubt]:
    """Tell what in the text of a workflow runs code that somebody else can change, each once."""
    if PLACEHOLDER in workflow:
        yield Doubt(
            "a placeholder that runs nothing", "`driftwatch init --uses OWNER/REPO@COMMIT` says which driftwatch to run"
        )
    text = _CONTINUED.sub(" ", _COMMENT.sub("", workflow))
    for action in dict.fromkeys(_USES.findall(text)):
        yield from _doubts_of_action(action)
    for path in dict.fromkeys(_GIT_URL.findall(text)):
        commit = path.rpartition("@")[2]
        if not _COMMIT.fullmatch(commit) or commit == _NO_COMMIT:
            yield Doubt(f"installs git+...{path}, which is no full commit", _PIN)
    if _BY_NAME.search(text):
        yield Doubt("installs driftwatch by a name that nobody has registered in the package index", _TAKE_THE_ACTION)
    if any(_OTHER_PROJECT.search(line) for line in text.splitlines() if "git+" not in line):
        yield Doubt("installs `driftwatch`, which is another project in the package index", _TAKE_THE_ACTION)


def _doubts_of_action(action: str) -> Iterator[Doubt]:
    if action.startswith(("./", "docker:", *_GITHUB)):
        return
    commit = action.rpartition("@")[2]
    if commit == _NO_COMMIT:
        yield Doubt(f"uses {action}, where no commit was filled in", _PIN)
    elif not _COMMIT.fullmatch(commit):
        yield Doubt(f"uses {action}, a tag or a branch, which its owner can move to other code", _PIN)
