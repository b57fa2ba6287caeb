"""The LiteLLM proxy on loopback, with made-up answers and an authentication of our own; skipped where it is missing.

It is installed into an environment of its own (requirements/litellm.txt), whose `litellm` is found on the PATH or named
in LITELLM. Without custom_auth a proxy that has no database answers a missing key with 500, a wrong one with 400.
"""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

KEY = "sk-local-Vb6tR9qLw2Zx8Nk4Hs"
CONFIGURATION = f"""\
model_list:
  - {{model_name: small-1, litellm_params: {{model: openai/small-1, api_key: none, mock_response: Hello}}}}
  - {{model_name: slow-1, litellm_params: {{model: openai/slow-1, api_key: none, mock_response: Hello, mock_delay: 3}}}}
  - model_name: full-1
    litellm_params: {{model: openai/full-1, api_key: none, mock_response: litellm.RateLimitError}}
  - model_name: down-1
    litellm_params: {{model: openai/down-1, api_key: none, mock_response: litellm.InternalServerError}}
general_settings: {{master_key: {KEY}, custom_auth: own_auth.user_api_key_auth}}
litellm_settings: {{telemetry: false, num_retries: 0}}
router_settings: {{num_retries: 0}}
"""
AUTH = f"""\
from fastapi import Request
from litellm.proxy._types import ProxyException, UserAPIKeyAuth


async def user_api_key_auth(request: Request, api_key: str) -> UserAPIKeyAuth:
    if api_key.removeprefix("Bearer ") != "{KEY}":
        raise ProxyException(message="the credential is missing or wrong", type="auth_error", param="key", code=401)
    return UserAPIKeyAuth(api_key=api_key)
"""
LONGEST_START_S = 120


@pytest.fixture(scope="session")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The proxy's address."""
    program = os.environ.get("LITELLM") or shutil.which("litellm")
    if program is None:
        pytest.skip("the LiteLLM proxy is not installed: pip install -r requirements/litellm.txt, elsewhere")
    folder = tmp_path_factory.mktemp("litellm")
    (folder / "config.yaml").write_text(CONFIGURATION)
    (folder / "own_auth.py").write_text(AUTH)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [program, "--config", "config.yaml", "--host", "127.0.0.1", "--port", str(port), "--num_workers", "1"]
    switches = {"PYTHONPATH": ".", "LITELLM_LOCAL_MODEL_COST_MAP": "True", "LITELLM_TELEMETRY": "False"}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, env={**os.environ, **switches}, stdout=log, stderr=log)
    try:
        yield waited_for(f"http://127.0.0.1:{port}", process, folder / "log")
    finally:
        process.terminate()
        process.wait(timeout=30)


def waited_for(address: str, process: subprocess.Popen[bytes], log: Path) -> str:
    """Return the address once something answers there."""
    end = time.monotonic() + LONGEST_START_S
    while time.monotonic() < end and process.poll() is None:
        try:
            with urlopen(f"{address}/health/liveliness", timeout=2):  # noqa: S310 - of our own
                return address
        except (URLError, OSError):
            time.sleep(0.5)
    raise AssertionError(log.read_text(errors="replace")[-2000:])
