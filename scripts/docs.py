"""Write the documents that are generated, or with --check fail where one is not what would be written.

    python scripts/docs.py            write docs/cli.md and docs/rules.md
    python scripts/docs.py --check    change nothing; exit 1 and name every page that is missing or stale

Each page is what the program itself says, so that it cannot say something else.
"""

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
from msgspec import UNSET

from driftwatch.model.json_values import Json
from driftwatch.rules.catalogue import RULES
from driftwatch.rules.differences import DIFFERENCES
from driftwatch.rules.oasdiff import NOT_APPLICABLE, OASDIFF_IDS
from driftwatch.rules.rule import Rule

ROOT = Path(__file__).parents[1]
NOTE = "<!-- Written by `make docs`; do not edit. -->\n"
SECTION = re.compile(r"^(\w[\w ]*):$")
COMMAND = re.compile(r"^  ([a-z][a-z-]*)(?:  |$)")


def main() -> None:
    pages = {"docs/cli.md": cli_reference(), "docs/rules.md": rules_reference()}
    if sys.argv[1:] == ["--check"]:
        check(pages)
    elif not sys.argv[1:]:
        write(pages)
    else:
        sys.exit("usage: python scripts/docs.py [--check]")


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


def cli_reference() -> str:
    """Return every command with its help, in the order in which the help lists them."""
    parts = [
        "# Commands\n",
        NOTE,
        "Exit codes, options and ids are promised in [SECURITY.md](../SECURITY.md).\n",
    ]
    for command, text in helps(()):
        parts.append(f"## `{' '.join(('driftwatch', *command))}`\n")
        parts.append(f"```text\n{text.strip()}\n```\n")
    return "\n".join(parts)


def helps(command: tuple[str, ...]) -> list[tuple[tuple[str, ...], str]]:
    """Return a command and all below it, each with its help text."""
    text = driftwatch(*command, "--help")
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        below = list(pool.map(helps, [(*command, name) for name in subcommands(text)]))
    return [(command, text), *(entry for entries in below for entry in entries)]


def subcommands(text: str) -> list[str]:
    """Return the names that the sections of a help text list, except for the section of options."""
    names: list[str] = []
    section = ""
    for line in text.splitlines():
        if heading := SECTION.match(line):
            section = heading[1]
        elif section not in {"", "Options"} and (name := COMMAND.match(line)):
            names.append(name[1])
    return names


def rules_reference() -> str:
    """Return the catalogue of rules, row by row, and the ids of oasdiff that have none, with the reason."""
    parts = [
        "# Rules\n",
        NOTE,
        "The first rule that fits a change judges it. An id marked with ✓ is oasdiff's for the same thing.\n",
        "Levels can be changed in `driftwatch.toml`. `driftwatch rules ID` explains one rule.\n",
    ]
    for family in dict.fromkeys(family_of(row) for row in RULES):
        parts.append(f"## {family.replace('-', ' ').capitalize()}\n")
        parts += [rule_text(row) for row in RULES if family_of(row) == family]
    parts += [
        "## Situations in which oasdiff says something else\n",
        "What differs in one rule stands with the rule. An id without ✓ is for what oasdiff 1.27 is silent of.\n",
        "| situation | only oasdiff says | only driftwatch says | why |", "|---|---|---|---|",
    ]  # fmt: skip
    parts += [
        f"| {each.title} | {listed(each.theirs)} | {listed(each.ours)} | {cell(each.reason)} |" for each in DIFFERENCES
    ]
    parts += ["", "## Ids of oasdiff that cannot be found in documentation\n", "| id | why |", "|---|---|"]
    parts += [f"| `{waiver.what}` | {cell(waiver.reason)} |" for waiver in NOT_APPLICABLE]
    return "\n".join(parts) + "\n"


def listed(ids: tuple[str, ...]) -> str:
    return ", ".join(f"`{each}`" for each in ids)


def family_of(row: Rule) -> str:
    """Return what the row's kind of change is about: `parameter` of `parameter.style.changed`."""
    return row.on.partition(".")[0]


def rule_text(row: Rule) -> str:
    """Return what one row judges, under which ids and levels, why, what to do, and its example."""
    ids = {row.id_at(place): row.level_at(place) for place in row.places}
    lines = [f"### {row.title}\n", "| id | level | oasdiff |", "|---|---|---|"]
    lines += [f"| `{name}` | {level} | {'✓' if name in OASDIFF_IDS else ''} |" for name, level in ids.items()]
    told = {
        f"{row.why_at(place)} {row.advice_at(place)}": "received" if place.startswith("response") else "sent"
        for place in row.places
    }
    says = [text if len(told) == 1 else f"- {direction}: {text}" for text, direction in told.items()]
    lines += ["", "\n".join(says) + "\n"]
    if row.deviation:
        lines.append(f"Differs from oasdiff: {row.deviation}\n")
    if not (row.example.before is row.example.after is UNSET):
        lines += ["```text", f"before  {example(row.example.before)}", f"after   {example(row.example.after)}", "```\n"]
    return "\n".join(lines)


def example(value: Json) -> str:
    return "nothing" if value is UNSET else msgspec.json.encode(value, order="sorted").decode()


def cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def driftwatch(*arguments: str) -> str:
    """Return what a command prints, on a terminal of fixed width without colour."""
    surroundings = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb", "PYTHONUTF8": "1"}
    run = subprocess.run(
        [sys.executable, "-m", "driftwatch", *arguments],
        cwd=ROOT, env=surroundings, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    if run.returncode != 0:
        sys.exit(f"driftwatch {' '.join(arguments)} ended with {run.returncode}:\n{run.stderr}")
    return run.stdout


if __name__ == "__main__":
    main()
