"""The golden cases of one platform: run them, begin a folder for a new one, or take what is found as what is right.

python -m scripts.case mintlify            run them; write the facts of a case that has none yet
python -m scripts.case mintlify --accept   write the facts of all anew, to be read in `git diff`
"""

import difflib
import sys
from pathlib import Path

from driftwatch.platforms.readers import READERS
from tests.platforms.golden_cases import CASES, facts_of, platforms_of

FIRST_PAGE = """\
# Create a thing

POST /v1/things

Makes one.

| field | type | required | description |
|---|---|---|---|
| `name` | string | yes | What to call it. |
"""
KNOWN = ", ".join(sorted(platform.name for platform in READERS))
SHOWN = 60


def main() -> None:
    platform, *options = sys.argv[1:] or [""]
    if not platform.replace("-", "").isalnum() or options not in ([], ["--accept"]):
        sys.exit(f"usage: make case PLATFORM=NAME [ACCEPT=1]; known: {KNOWN}")
    cases = sorted(path.parent for path in (CASES / platform).glob("*/pages"))
    if not cases:
        begin(CASES / platform / "first")
        return
    wrong = [case for case in cases if not holds(case, accept=bool(options))]
    sys.exit(f"failed: {', '.join(case.name for case in wrong)}" if wrong else 0)


def begin(case: Path) -> None:
    page = case / "pages" / "things" / "create.md"
    page.parent.mkdir(parents=True)
    page.write_text(FIRST_PAGE, encoding="utf-8")
    print(f"began {shown(case)}: put pages in the likeness of the platform there, in words of your own")
    print(f"then `make case PLATFORM={case.parent.name}` writes what they state to facts.jsonl: read it line by line")


def holds(case: Path, *, accept: bool) -> bool:
    """Tell whether a case gives the facts on file; write them where there are none, or where that is wanted."""
    stored, found = case / "facts.jsonl", facts_of(case)
    if case.parent.name not in platforms_of(case):
        print(f"{shown(case)}: its pages are of {', '.join(sorted(platforms_of(case)))}; known: {KNOWN}")
        return False
    if accept or not stored.exists():
        stored.write_text(found, encoding="utf-8", newline="\n")
        print(f"wrote {shown(stored)}: read it line by line before you commit it")
        return True
    before = stored.read_text(encoding="utf-8")
    if before == found:
        print(f"ok    {shown(case)}")
        return True
    lines = difflib.unified_diff(before.splitlines(), found.splitlines(), shown(stored), "found", lineterm="", n=1)
    print("\n".join(list(lines)[:SHOWN]))
    print(f"      where that is right: make case PLATFORM={case.parent.name} ACCEPT=1")
    return False


def shown(path: Path) -> str:
    return path.relative_to(CASES.parents[2]).as_posix()


if __name__ == "__main__":
    main()
