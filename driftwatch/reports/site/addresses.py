"""Where each subject's page lies, and where it lay in earlier builds of the site: links to those lead on."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

from driftwatch.model.snapshot import Owner, OwnerKind
from driftwatch.reports.names import slug
from driftwatch.reports.site.model import Name, Subject

Key: TypeAlias = tuple[Owner, int]
"""What tells subjects apart: the owner, and the capture that brought it."""

FOLDERS: Final[Mapping[OwnerKind, str]] = {
    "operation": "operations",
    "schema": "schemas",
    "page": "pages",
    "api": "apis",
}


def addresses(subjects: Iterable[Subject]) -> dict[Key, str]:
    """Return the path of each subject's page."""
    return _addresses((key_of(subject), _present(subject)) for subject in subjects)


def former_addresses(subjects: Iterable[Subject]) -> dict[str, Key]:
    """Return the paths at which builds of earlier captures wrote a subject's page, the present one's included.

    A page gets another path when its subject is called otherwise, and when another subject would have the same.
    """
    known = tuple(subject for subject in subjects if subject.shared)
    changes = sorted({name.since for subject in known for name in subject.names or (_present(subject),)})
    found: dict[str, Key] = {}
    for capture in changes:
        then = ((key_of(subject), _name_at(subject, capture)) for subject in known if subject.first <= capture)
        found |= {path: key for key, path in _addresses(then).items()}
    return found


def key_of(subject: Subject) -> Key:
    """Return what tells a subject apart from all others."""
    return subject.owner, subject.first


def _addresses(named: Iterable[tuple[Key, Name]]) -> dict[Key, str]:
    stems: dict[str, list[tuple[Key, Name]]] = {}
    for key, name in named:
        stems.setdefault(f"{FOLDERS[name.owner.kind]}/{slug(name.title)}", []).append((key, name))
    return {
        key: f"{stem}{_suffix(name.owner, key[1]) if len(alike) > 1 else ''}.html"
        for stem, alike in stems.items()
        for key, name in alike
    }


def _present(subject: Subject) -> Name:
    return Name(title=subject.title, owner=subject.owner, since=subject.first)


def _name_at(subject: Subject, capture: int) -> Name:
    earlier = [name for name in subject.names if name.since <= capture]
    return earlier[-1] if earlier else _present(subject)


def _suffix(owner: Owner, first: int) -> str:
    whole = "\0".join((owner.kind, owner.name, owner.variant, owner.scope, str(first)))
    return f"-{hashlib.sha256(whole.encode('utf-8', 'replace')).hexdigest()[:8]}"
