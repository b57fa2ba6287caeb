"""Check that a wheel holds every tracked file of the package, and nothing else but its metadata."""

import subprocess
import sys
import zipfile


def main() -> None:
    listing = subprocess.run(["git", "ls-files", "-z", "driftwatch"], capture_output=True, check=True).stdout
    tracked = {name for name in listing.decode().split("\0") if name}
    with zipfile.ZipFile(sys.argv[1]) as wheel:
        packed = {name for name in wheel.namelist() if ".dist-info/" not in name}
    problems = [f"missing from the wheel: {name}" for name in sorted(tracked - packed)]
    problems += [f"in the wheel, but not tracked by git: {name}" for name in sorted(packed - tracked)]
    if problems:
        sys.exit("\n".join(problems))
    print(f"the wheel holds the {len(tracked)} files of the package")


if __name__ == "__main__":
    main()
