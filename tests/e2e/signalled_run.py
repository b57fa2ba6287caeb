"""`driftwatch run` that gets a signal on its way: python signalled_run.py SIGNAL WHERE N ARGUMENT...

WHERE is the git command before whose N-th call the signal comes, or `file`: before the N-th file of the work tree is
written. SIGKILL goes to the process alone; others go to its whole group, as Ctrl-C on a terminal does.
"""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from driftwatch.adapters import files
from driftwatch.adapters.git.command import GitCommands
from driftwatch.cli.program import run


def main(name: str, where: str, number: str, *arguments: str) -> int:
    chosen = signal.Signals[name]
    left = int(number)

    def counted(call: Callable[..., Any], meant: Callable[..., bool]) -> Callable[..., Any]:
        def instead(*given: Any, **named: Any) -> Any:
            nonlocal left
            if meant(*given, **named):
                left -= 1
                if left == 0:
                    send(chosen)
            return call(*given, **named)

        return instead

    def is_command(_: Any, *given: str, **named: Any) -> bool:
        return where in given and not (named.get("env") or {}).get("GIT_INDEX_FILE")

    if where == "file":
        files._write_fast = counted(files._write_fast, lambda *_: True)
    else:
        GitCommands.attempt = counted(GitCommands.attempt, is_command)  # type: ignore[method-assign]
    return run(list(arguments))


def send(chosen: signal.Signals) -> None:
    if chosen is signal.SIGKILL:
        os.kill(os.getpid(), chosen)
    os.killpg(0, chosen)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
