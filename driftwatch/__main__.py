"""`python -m driftwatch` and the command `driftwatch`."""

import sys

from driftwatch.cli.program import run


def main() -> None:
    """Run the command line and exit."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
