"""Call the demo's API in every way that an observation wants to see, and write down what came: one call a line."""

import json
from collections.abc import Iterator
from http.client import HTTPConnection
from typing import Any, Final
from urllib.parse import urlsplit

_PATH: Final = "/v1/chat/completions"
_WHOLE: Final = {"model": "gpt-5.4", "messages": [{"role": "user", "content": "Say hello."}]}
_WRONG: Final = "nobodys-key-of-this-demo"


def recorded(origin: str, key: str, *, at: str) -> str:
    """Return NDJSON that `driftwatch observe import` reads; credentials are sent and not written.

    Args:
        origin: where the API listens.
        key: the credential that it takes.
        at: what the calls are dated.
    """
    return "".join(f"{json.dumps(line)}\n" for line in _calls(origin, key, at))


def _calls(origin: str, key: str, at: str) -> Iterator[dict[str, Any]]:
    lacking = {name: value for name, value in _WHOLE.items() if name != "messages"}
    unknown = {**_WHOLE, "model": "driftwatch-no-such-model"}
    for credential, body in ((key, _WHOLE), (None, _WHOLE), (_WRONG, _WHOLE), (key, lacking), (key, unknown)):
        headers = {"Content-Type": "application/json"}
        if credential is not None:
            headers["Authorization"] = f"Bearer {credential}"
        status, answered, answer = _call(origin, headers, body)
        yield {
            "method": "POST",
            "url": f"{origin}{_PATH}",
            "at": at,
            "status": status,
            "sent_headers": sorted(headers),
            "request": body,
            "response": answer,
            "headers": answered,
        }


def _call(origin: str, headers: dict[str, str], body: dict[str, Any]) -> tuple[int, dict[str, str], Any]:
    connection = HTTPConnection(urlsplit(origin).netloc, timeout=10)
    try:
        connection.request("POST", _PATH, json.dumps(body), headers)
        answer = connection.getresponse()
        return answer.status, dict(answer.headers), json.loads(answer.read())
    finally:
        connection.close()
