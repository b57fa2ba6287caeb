"""Print what CHANGELOG.md says of a tag, once the tag, the version and the changelog agree: the notes of a release.

    python scripts/release_notes.py v0.2.0

Exit code 1, with the reason, when they do not.
"""

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
_RELEASE = re.compile(r"^## \[(?P<version>[^\]]+)\](?: - (?P<date>\S+))?$", re.MULTILINE)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def notes(tag: str, *, changelog: str, version: str) -> str:
    """Return the section of a release.

    Raises:
        ValueError: tag, version and changelog do not agree, or a change is told as unreleased.
    """
    if tag != f"v{version}":
        raise ValueError(f"the tag {tag} is not that of the version in pyproject.toml, {version}")
    heads = list(_RELEASE.finditer(changelog))
    ends = [head.start() for head in heads[1:]] + [len(changelog)]
    sections = {
        head["version"]: (head, changelog[head.end() : end].strip()) for head, end in zip(heads, ends, strict=True)
    }
    if version not in sections:
        raise ValueError(f"CHANGELOG.md has no section [{version}]")
    head, text = sections[version]
    if not _DATE.fullmatch(head["date"] or ""):
        raise ValueError(f"the section [{version}] of CHANGELOG.md has no date")
    if not text:
        raise ValueError(f"the section [{version}] of CHANGELOG.md is empty")
    if sections.get("Unreleased", (None, ""))[1]:
        raise ValueError(f"CHANGELOG.md tells changes as unreleased: they belong to [{version}] or to no release yet")
    return text


def main() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    try:
        print(notes(sys.argv[1], changelog=changelog, version=project["version"]))
    except ValueError as error:
        sys.exit(f"error: {error}")


if __name__ == "__main__":
    main()
