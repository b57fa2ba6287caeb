"""What all tests stand on: the same surroundings on every machine, and no traffic that leaves it."""

import atexit
import faulthandler
import ipaddress
import logging
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

import hypothesis
import pytest

GIT_CONFIGURATION = """\
[user]
	name = driftwatch tests
	email = tests@driftwatch.invalid
[init]
	defaultBranch = main
[commit]
	gpgSign = false
[gc]
	auto = 0
"""

LONGEST_EXIT_S = 60
"""Nothing of ours takes long once the last test is over; a thread that does not end would hold the run for ever."""
FOREIGN_PREFIXES = ("DRIFTWATCH_", "GIT_", "GITHUB_", "GH_", "COMET")
FOREIGN_NAMES = frozenset(
    ["ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES"]
)

hypothesis.settings.register_profile(
    "driftwatch",
    deadline=None,
    database=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
    print_blob=True,
)
hypothesis.settings.register_profile("quick", hypothesis.settings.get_profile("driftwatch"), max_examples=15)
hypothesis.settings.load_profile("driftwatch")


def pytest_configure() -> None:
    """Take away what a developer's machine adds, before any module of ours is imported."""
    for name in list(os.environ):
        if name.upper() in FOREIGN_NAMES or name.startswith(FOREIGN_PREFIXES):
            del os.environ[name]
    # pytest's own folders stay where they are: they are kept, to look at what failed.
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", tempfile.gettempdir())
    home = Path(tempfile.mkdtemp(prefix="driftwatch-tests-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    # Whatever ends a command in the middle, or one of xdist's workers, what it left goes with what began it.
    tempfile.tempdir = str(home)
    (home / "gitconfig").write_text(GIT_CONFIGURATION, encoding="utf-8")
    os.environ.update(
        HOME=str(home),
        TMPDIR=str(home),
        XDG_CONFIG_HOME=str(home),
        GIT_CONFIG_GLOBAL=str(home / "gitconfig"),
        GIT_CONFIG_NOSYSTEM="1",
        GIT_TERMINAL_PROMPT="0",
        TZ="UTC",
        TERM="dumb",
    )
    # A script starts what it sends to the background (`make test &`) with SIGINT ignored, and so are our children then.
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    # `timeout` and whoever cancels a job send SIGTERM, which would end this process with nothing cleared away.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.addaudithook(refuse_foreign_traffic)


def pytest_unconfigure() -> None:
    """End a process that does not end, and say where each of its threads is."""
    faulthandler.dump_traceback_later(LONGEST_EXIT_S, exit=True, file=sys.__stderr__)


@pytest.fixture(autouse=True)
def untouched_logger() -> None:
    """Take back what a command set up in an earlier test: its handlers and levels would swallow this one's records."""
    logger = logging.getLogger("driftwatch")
    logger.handlers, logger.propagate = [], True
    logger.setLevel(logging.NOTSET)


def refuse_foreign_traffic(event: str, arguments: tuple[object, ...]) -> None:
    """Fail the test that looks up or contacts another machine; no `except` of the code under test can hide it."""
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event in {"socket.connect", "socket.sendto", "socket.sendmsg"} and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    else:
        return
    if not is_local(host):
        pytest.fail(f"a test may only reach 127.0.0.0/8, not {host!r}", pytrace=True)


def is_local(host: object) -> bool:
    """Tell whether `host` is this machine: a loopback address, localhost, or none at all."""
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if host is None or host in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        return False
