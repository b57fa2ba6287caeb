"""`python -m driftwatch` and the command `driftwatch`."""

import gc
import os
import sys
from typing import Final

from driftwatch.cli.program import run

ALLOCATIONS_PER_SWEEP: Final = 1_000_000
"""Facts are many, small and free of cycles: looking for cycles among them took a quarter of a large diff. What leaves
cycles, reading documents, sweeps for itself (driftwatch.workflows.heard)."""


def main() -> None:
    """Run the command line and exit."""
    _open_streams()
    gc.set_threshold(ALLOCATIONS_PER_SWEEP)
    code = run(sys.argv[1:])
    # The process goes and its memory with it: taking large snapshots apart first cost a sixth of a large diff.
    gc.freeze()
    sys.exit(code)


def _open_streams() -> None:
    """Lead streams nowhere that whoever started this closed (`>&-`): the next file that is opened would be stdout."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            # The lowest number that is free is taken: those before are open by now.
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), "w" if number else "r"))


if __name__ == "__main__":
    main()
