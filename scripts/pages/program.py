"""What the program itself says: its help, and what a command prints."""

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOTE = "<!-- Written by `make docs`; do not edit. -->\n"
SECTION = re.compile(r"^(\w[\w ]*):$")
COMMAND = re.compile(r"^  ([a-z][a-z-]*)(?:  |$)")


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
    text = printed(*command, "--help")
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


def printed(*arguments: str, folder: Path = ROOT) -> str:
    """Return what a command prints, on a terminal of fixed width without colour."""
    surroundings = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb", "PYTHONUTF8": "1"}
    run = subprocess.run(
        [sys.executable, "-m", "driftwatch", *arguments],
        cwd=folder, env=surroundings, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    if run.returncode != 0:
        sys.exit(f"driftwatch {' '.join(arguments)} ended with {run.returncode}:\n{run.stderr}")
    return run.stdout
