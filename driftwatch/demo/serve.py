"""Serve one version of the bundled site, and the API that it documents, until interrupted."""

import os
import signal
import sys
import threading
from contextlib import ExitStack
from typing import Final

from driftwatch.demo.api import KEY_VARIABLE, DemoApi
from driftwatch.demo.server import DemoSite
from driftwatch.errors import UsageError

_SHORTEST: Final = 12
"""Characters of a key: what is shorter cannot be told from a word where it must not appear."""


def serve(version: str, port: int) -> int:
    """Listen on `port`, and with the API on the next one; return the exit code.

    Raises:
        UsageError: there is no key for the API, or a port is taken.
    """
    key = os.environ.get(KEY_VARIABLE, "")
    if len(key) < _SHORTEST or not key.isascii() or not key.isprintable() or " " in key:
        raise UsageError(
            f"{KEY_VARIABLE} holds no key for the API, {_SHORTEST} characters or more",
            hint=f"make one up: export {KEY_VARIABLE}=demo-$(openssl rand -hex 16)",
        )
    with ExitStack() as unused:
        try:
            site = DemoSite(version, port=port)
            unused.callback(site.close)
            api = DemoApi(version, key, port=port + 1 if port else 0)
        except OSError as error:
            said = f"ports {port} and {port + 1} cannot be listened on: {error.strerror}"
            raise UsageError(said, hint="name another with --port") from None
        unused.pop_all()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with site, api:
        sys.stdout.write(f"documentation of {version}: {site.index_url}\n")
        sys.stdout.write(f"its API: {api.origin}, with the key in {KEY_VARIABLE}; stop with Ctrl-C\n")
        sys.stdout.flush()
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            sys.stdout.write("stopped\n")
    return 0
