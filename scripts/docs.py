"""Write the documents that are generated, or with --check fail where one is not what would be written.

    python scripts/docs.py            write docs/cli.md, docs/rules.md, the schemas, and the tables of other pages
    python scripts/docs.py --check    change nothing; exit 1 and name every page that is missing or stale

Each page is what the program itself says, so that it cannot say something else. The writers are in scripts/pages/.
"""

import sys
from pathlib import Path

from driftwatch.manifests.observations.file import schema_text as observation_schema
from pages.configuration import configuration
from pages.json_formats import json_formats
from pages.program import cli_reference, printed, subcommands
from pages.rules import rules_reference
from pages.schemas import configuration_schema, findings_schema, snapshot_schema
from pages.structs import UndocumentedError

ROOT = Path(__file__).parents[1]
__all__ = ["check", "printed", "subcommands", "write"]


def main() -> None:
    if sys.argv[1:] not in ([], ["--check"]):
        sys.exit("usage: python scripts/docs.py [--check]")
    try:
        pages = pages_of_the_program()
    except UndocumentedError as error:
        sys.exit(f"undocumented: {error}\nhint: write what it means below it, or a table on the page")
    (check if sys.argv[1:] else write)(pages)


def pages_of_the_program() -> dict[str, str]:
    return {
        "docs/cli.md": cli_reference(),
        "docs/configuration.md": configuration(stored("docs/configuration.md") or ""),
        "docs/findings.schema.json": findings_schema(),
        "docs/json.md": json_formats(stored("docs/json.md") or ""),
        "docs/observation.schema.json": observation_schema(),
        "docs/rules.md": rules_reference(),
        "docs/skill/SKILL.md": stored("driftwatch/cli/scaffold/skill.md") or "",
        "docs/snapshot.schema.json": snapshot_schema(),
        "driftwatch/cli/scaffold/driftwatch.schema.json": configuration_schema(),
    }


def write(pages: dict[str, str]) -> None:
    for name, text in pages.items():
        (ROOT / name).write_text(text, encoding="utf-8", newline="\n")
        print(f"wrote {name}")


def check(pages: dict[str, str]) -> None:
    stale = [name for name, text in pages.items() if stored(name) != text]
    if stale:
        sys.exit(f"stale: {', '.join(stale)}\nhint: run make docs and commit what it writes")
    print(f"fresh: {', '.join(pages)}")


def stored(name: str) -> str | None:
    try:
        return (ROOT / name).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None


if __name__ == "__main__":
    main()
