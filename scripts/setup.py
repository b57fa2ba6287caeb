"""Set up the virtual environment `.venv`, from hash-locked requirements; do nothing where that is done.

    python3 scripts/setup.py runtime    what driftwatch needs to run
    python3 scripts/setup.py dev        that, and what its developers need

Needs Python 3.11 or newer and its standard library, no other tool. What it installs is decided by the lock files in
requirements/; where it installs from, by the machine's own pip configuration.
"""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys

try:
    import fcntl
except ImportError:
    fcntl = None

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
OLDEST = (3, 11)
KNOWN_PYTHONS = ("python3", "python3.13", "python3.12", "python3.11", "python3.14", "python")
LOCKS = {
    "runtime": ("build.txt", "runtime.txt"),
    "dev": ("build.txt", "dev.txt"),
}

VENV_IS_MISSING = """\
error: {python} cannot make a virtual environment: its modules venv and ensurepip, or pip, are missing.
hint: install them, then run the same command again:
        Debian, Ubuntu   apt-get install python3-venv
        Fedora           dnf install python3-pip
        others           any Python 3.11 or newer, named in the call: make setup PYTHON=/path/to/python3"""


def main():
    if len(sys.argv) != 2 or sys.argv[1] not in LOCKS:
        sys.exit("usage: python3 scripts/setup.py {}".format("|".join(LOCKS)))
    if sys.version_info < OLDEST:
        hand_over_to_a_newer_python()
    os.chdir(ROOT)
    set_up(sys.argv[1])


def hand_over_to_a_newer_python():
    """Run this script again with the first Python on the PATH that is new enough."""
    for name in KNOWN_PYTHONS:
        path = shutil.which(name)
        if path and subprocess.call([path, "-c", "import sys; sys.exit(sys.version_info < %r)" % (OLDEST,)]) == 0:
            os.execv(path, [path] + sys.argv)
    sys.exit(
        "error: driftwatch needs Python {}.{} or newer; {} is {}.{}.\n"
        "hint: install a newer one, or name it in the call: make setup PYTHON=/path/to/python3".format(
            *OLDEST, sys.executable, *sys.version_info
        )
    )


def set_up(level):
    if is_set_up(level):
        return
    with one_at_a_time():
        if is_set_up(level):
            return
        if not venv_is_usable():
            make_venv()
        install(level)
        with open(stamp_path(level), "w", encoding="utf-8") as stamp:
            stamp.write(stamp_for(level))


@contextlib.contextmanager
def one_at_a_time():
    """Wait until no other set-up of this clone runs; the lock is on this very file, so that none is left behind."""
    with open(os.path.join(ROOT, "scripts", "setup.py"), "rb") as file:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def is_set_up(level):
    return os.path.exists(venv_python()) and any(stamp_of(name) == stamp_for(name) for name in levels_that_cover(level))


def levels_that_cover(level):
    return ("dev",) if level == "dev" else ("runtime", "dev")


def venv_python():
    return os.path.join(".venv", "Scripts", "python.exe") if os.name == "nt" else os.path.join(".venv", "bin", "python")


def stamp_path(level):
    return os.path.join(".venv", "driftwatch-{}.stamp".format(level))


def stamp_of(level):
    """Return what the last set-up of this level noted; empty where there was none."""
    try:
        with open(stamp_path(level), encoding="utf-8") as stamp:
            return stamp.read()
    except OSError:
        return ""


def stamp_for(level):
    """Return what a finished set-up notes: the place of the clone and the checksum of all that decides."""
    digest = hashlib.sha256()
    for name in ("pyproject.toml", *(os.path.join("requirements", lock) for lock in LOCKS[level])):
        with open(name, "rb") as file:
            digest.update(file.read() + b"\0")
    return "{}\n{}\n".format(os.path.abspath(".venv"), digest.hexdigest())


def venv_is_usable():
    """Tell whether .venv has a Python that starts, is new enough and was made for this very place."""
    check = "import os, sys; sys.exit(sys.version_info < %r or os.path.realpath(sys.prefix) != %r)" % (
        OLDEST,
        os.path.realpath(".venv"),
    )
    stamps = [stamp for stamp in map(stamp_of, LOCKS) if stamp]
    if any(not stamp.startswith(os.path.abspath(".venv") + "\n") for stamp in stamps):
        return False
    try:
        return subprocess.call([venv_python(), "-c", check], stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def make_venv():
    say("making .venv with Python {}.{}.{}".format(*sys.version_info))
    if os.path.islink(".venv"):
        say("taking the link .venv away: what it leads to serves another clone, and stays as it is")
        os.unlink(".venv")
    options = ["-m", "venv", "--clear"]
    if module_exists("ensurepip") and run(sys.executable, *options, ".venv") == 0:
        return
    if module_exists("pip") and run(sys.executable, *options, "--without-pip", ".venv") == 0:
        return
    shutil.rmtree(".venv", ignore_errors=True)
    sys.exit(VENV_IS_MISSING.format(python=sys.executable))


def module_exists(name):
    return subprocess.call([sys.executable, "-c", "import " + name], stderr=subprocess.DEVNULL) == 0


def install(level):
    """Install the locked requirements, then driftwatch itself as a link to this checkout."""
    locks = []
    for lock in LOCKS[level]:
        locks += ["--requirement", os.path.join("requirements", lock)]
    say("installing the {} requirements".format(level))
    pip("install", "--require-hashes", *locks)
    pip("install", "--no-deps", "--no-index", "--no-build-isolation", "--editable", ".")


def pip(*arguments):
    """Run pip for .venv: its own, or where it has none, the one of this Python."""
    command = [venv_python(), "-m", "pip"]
    if subprocess.call([*command, "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) != 0:
        command = [sys.executable, "-m", "pip", "--python", venv_python()]
    status = run(*command, arguments[0], "--quiet", "--no-input", "--disable-pip-version-check", *arguments[1:])
    if status != 0:
        sys.exit(
            "error: the set-up did not finish; pip says why above.\nhint: mend that, then run the same command again"
        )


def run(*command):
    surroundings = {
        name: value for name, value in os.environ.items() if name not in ("PIP_USER", "PIP_TARGET", "PIP_PREFIX")
    }
    return subprocess.call(command, env=surroundings)


def say(text):
    sys.stderr.write("set-up: " + text + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
