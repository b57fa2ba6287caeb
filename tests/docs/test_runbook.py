"""docs/runbook.md, followed word by word: each block of it in order, in a fresh folder, on the demo's site and API."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "runbook.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"(?:#|//|<!--) (\S+\.\w+)(?: -->)?\n")
CODE = re.compile(r"  # exit code (\d)$")
BEGIN, END = "@@@ begin", "@@@ end"
SERVED = '"$HOME/served.log"'
READY = f'for _ in $(seq 1200); do grep -qs "stop with" {SERVED} && break; sleep 0.05; done; cat {SERVED}'
"""What runs in the background tells a file, so that it is known when it is ready, and that it is told in time."""


class Step(NamedTuple):
    """A command as the page has it, with what it prints."""

    command: str
    expected: tuple[str, ...]

    @property
    def code(self) -> int:
        """What it exits with."""
        found = CODE.search(self.command)
        return int(found[1]) if found else 0


def steps_of(text: str) -> Iterator[Step]:
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, *printed = part.rstrip("\n").split("\n")
        yield Step(command, tuple(printed))


def written(text: str) -> str:
    """Write the file that a block holds, named by a comment in its first line."""
    name = NAMED.match(text)
    assert name, f"a block does not say which file it is: {text[:80]}"
    return f"mkdir -p \"$(dirname {name[1]})\"\ncat > {name[1]} <<'@@@ file'\n{text[name.end() :]}@@@ file\n"


def told_in_time(command: str) -> str:
    """Write a command so that what it prints is there when it has ended, or when it is ready."""
    if command.endswith("&"):
        return f"{command.removesuffix('&')} > {SERVED} 2>&1 &\ncode=$?\n{READY}"
    after = f"\ntail -n 1 {SERVED}" if command.startswith("kill ") else ""
    return f"{command}\ncode=$?{after}"


def script(blocks: list[tuple[str, str]]) -> tuple[str, list[Step]]:
    """Return what bash is to run, and the commands in it."""
    lines, steps = ["set -o pipefail"], []
    for kind, text in blocks:
        if kind == "console":
            for step in steps_of(text):
                steps.append(step)
                lines.append(f"echo '{BEGIN}'\n{told_in_time(step.command)}\necho \"{END} $code\"")
        elif kind == "diff":
            lines.append(f"patch --quiet --strip=1 <<'@@@ diff' || exit 99\n{text}@@@ diff\n")
        elif kind != "text":
            lines.append(written(text))
    lines.append("kill %1 2>/dev/null; wait")
    return "\n".join(lines), steps


def plain(line: str) -> str:
    """Leave out what each run has otherwise: milliseconds, and how wide a column is."""
    return re.sub(r" +", " ", re.sub(r"\b\d+ ms\b", "N ms", line)).rstrip()


def is_like(printed: str, line: str) -> bool:
    """Whether a line is as the page has it; one that ends with `...` goes on in whatever way."""
    return printed.startswith(line.removesuffix("...")) if line.endswith("...") else printed == line


def fits(expected: tuple[str, ...], printed: list[str]) -> str:
    """Return what a command did not print as the page has it; `...` stands for any lines."""
    at, may_skip = 0, False
    for line in map(plain, expected):
        if line == "...":
            may_skip = True
            continue
        while may_skip and at < len(printed) and not is_like(printed[at], line):
            at += 1
        if at == len(printed) or not is_like(printed[at], line):
            return line
        at, may_skip = at + 1, False
    return "" if may_skip or at == len(printed) else f"it printed more: {printed[at]}"


def two_ports() -> int:
    """Return a free port after which the next one is free as well."""
    while True:
        with socket.create_server(("127.0.0.1", 0)) as first:
            port: int = first.getsockname()[1]
            try:
                with socket.create_server(("127.0.0.1", port + 1)):
                    return port
            except OSError:
                continue


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with nothing in it, and programs beside it as an installation has them."""
    (tmp_path / "bin").mkdir()
    for name, module in (("driftwatch", "driftwatch"), ("pytest", "pytest -p no:cacheprovider")):
        program = tmp_path / "bin" / name
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m {module} "$@"\n')
        program.chmod(0o755)
    (tmp_path / "fresh").mkdir()
    return tmp_path / "fresh"


def test_every_block_of_the_runbook_does_what_it_says(folder: Path) -> None:
    port = two_ports()
    page = PAGE.replace("8808", str(port)).replace("8809", str(port + 1))
    text, steps = script(BLOCK.findall(page))
    surroundings = {
        "PATH": f"{folder.parent / 'bin'}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT), "HOME": str(folder.parent), "LANG": "C.UTF-8", "COLUMNS": "200",
        "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_AUTHOR_NAME": "an operator", "GIT_AUTHOR_EMAIL": "operator@localhost",
        "GIT_COMMITTER_NAME": "an operator", "GIT_COMMITTER_EMAIL": "operator@localhost",
    }  # fmt: skip
    done = subprocess.run(
        ["bash", "--noprofile", "--norc"], input=text, cwd=folder, env=surroundings, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, check=False, timeout=600,
    )  # fmt: skip
    told = re.findall(rf"^{BEGIN}\n(.*?)^{END} (\d+)$", done.stdout, re.MULTILINE | re.DOTALL)
    wrong = []
    for step, ran in zip_longest(steps, told):
        assert step is not None
        if ran is None:
            wrong.append(f"$ {step.command}\nnever ran")
            continue
        printed, code = ran
        differs = fits(step.expected, list(map(plain, printed.splitlines())))
        if differs or int(code) != step.code:
            wrong.append(f"$ {step.command}\n{printed}exit code {code}; expected {step.code}, and the line: {differs}")
    # The first says what is wrong; what follows may only follow from it.
    assert not wrong, f"{wrong[0]}\n\nand {len(wrong) - 1} after it"


def test_a_line_that_a_command_does_not_print_is_found() -> None:
    assert fits(("a", "...", "c"), ["a", "b", "c"]) == ""
    assert fits(("a", "c"), ["a", "b", "c"]) == "c"
    assert fits(("a", "...", "d"), ["a", "b", "c"]) == "d"
    assert fits(("a",), ["a", "b"]) == "it printed more: b"
    assert fits((), ["a"]) == "it printed more: a"
    assert fits(("...",), []) == ""
