"""Floors of what we depend on: each lock meets them, and a weakness that a comment names raises one."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
PYPROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
PROJECT = tomllib.loads(PYPROJECT)
LOCKS = ("runtime.txt", "build.txt", "dask.txt", "dev.txt")
PIN = re.compile(r"^([a-z0-9-]+)(?:\[[^\]]*\])?==([^\s;]+)", re.MULTILINE)
# Each of these runs commands, reads files or trusts strangers below that version; no edit may bring it back.
NEVER_BELOW = {"gitpython": "3.1.59", "lxml": "6.1.0", "anyio": "4.14.2", "jinja2": "3.1.6", "protego": "0.6.2"}


def floors() -> dict[str, Version]:
    """The lowest version of each requirement and constraint of pyproject.toml that has one."""
    groups = PROJECT["dependency-groups"].values()
    lines = [*PROJECT["project"]["dependencies"], *PROJECT["tool"]["uv"]["constraint-dependencies"]]
    found: dict[str, Version] = {}
    for line in [*lines, *(line for group in groups for line in group)]:
        requirement = Requirement(line)
        lowest = [Version(each.version) for each in requirement.specifier if each.operator == ">="]
        found |= {canonicalize_name(requirement.name): version for version in lowest}
    return found


def pins(lock: str) -> list[tuple[str, Version]]:
    """The versions of a lock; one name has several where they depend on the Python."""
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
    return [(name, Version(version)) for name, version in PIN.findall(text)]


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_holds_a_version_below_a_floor(lock: str) -> None:
    lowest = floors()
    assert [] == [f"{name} {version}" for name, version in pins(lock) if version < lowest.get(name, version)]


def test_every_floor_is_held_against_a_lock() -> None:
    assert set() == floors().keys() - {name for lock in LOCKS for name, _ in pins(lock)}


def test_no_floor_is_lowered_below_a_known_weakness() -> None:
    lowest = floors()
    assert {} == {name: version for name, version in NEVER_BELOW.items() if lowest[name] < Version(version)}


def test_a_comment_that_names_a_weakness_stands_at_a_floor() -> None:
    named = [line for line in PYPROJECT.splitlines() if re.search(r"CVE-|GHSA-|PYSEC-", line)]
    assert named
    assert [] == [line for line in named if not re.match(r'  "[\w.\[\]-]+>=[\d.]+",  # below: ', line)]
