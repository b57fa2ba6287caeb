"""A credential is planted, a hostile gateway repeats it, every writer is run on that, and what was written is searched.

What is planted is known here, so the search does not rest on what is tested: each coding is made with the standard
library first, and has to be found.
"""

import base64
import html
import io
import json
import logging
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from urllib.parse import quote

import msgspec

from driftwatch import __version__
from driftwatch.adapters.files import write_atomic, write_files
from driftwatch.adapters.probe.client import ProbeClient
from driftwatch.adapters.probe.credential import of_variable
from driftwatch.adapters.probe.presenting import Part
from driftwatch.adapters.sink import SINK
from driftwatch.errors import DriftwatchError
from driftwatch.model.probe import ProbeRequest, Reply
from driftwatch.model.selftest import SelfTest
from driftwatch.secret import Secret, secret_of
from driftwatch.testing.hostile import BEHAVIOURS, HostileGateway

_PATH: Final = "/v1/chat/completions"
_BODY: Final = b'{"model": "m-1", "messages": []}'
_SLOW: Final = ("hung", "hung-body", "drip", "drip-head")
_PATIENCE_S: Final = 0.3
_MOST_BYTES: Final = 16_384
_MANIFEST: Final = """\
driftwatch: 1
contract: POST /v1/chat/completions
base_url: {base_url}
environment: local
docs: https://docs.example/chat
accessed: 2026-01-01
auth: Bearer $SELFTEST_KEY
request: {{fields: {{model: string, messages: array}}, minimal: minimal.json}}
response: [id]
errors:
  fields: {{error.message: string}}
  cases: {{auth-invalid: {{status: 401, retry: never, evidence: documented}}}}
owner: selftest
"""
_PROBE: Final = [
    "probe",
    "--send",
    "--target",
    "{base_url}",
    "--key-file",
    "{key}",
    "--max-seconds",
    "{seconds}",
    "--format",
]
_COMMANDS: Final = (
    ("observe", "import", "{recorded}"),
    ("observe", "import", "{recorded}", "--format", "json", "--output", "{out}/import.json"),
    ("observe", "show", "--format", "markdown"),
    ("observe", "show", "--format", "json", "--output", "{out}/show.json"),
    ("observe", "lint"),
    ("manifest", "init", "POST /v1/chat/completions", "--from-traffic", "{recorded}", "--owner", "selftest"),
    ("triage", "{status}", "{body}"),
    ("triage", "{status}", "{body}", "--format", "json", "--output", "{out}/triage.json"),
    ("gate", "--format", "junit", "--output", "{out}/gate.xml"),
    ("gate", "--format", "markdown"),
    ("check", "{body}"),
    ("{body}",),
    (*_PROBE, "markdown", "--max-seconds", "{seconds}"),
    (*_PROBE, "junit", "--max-seconds", "{seconds}"),
)
"""What is run on each answer: whatever takes something of it in, or shows what came of it."""


class Shell(msgspec.Struct, frozen=True):
    """How commands are run and failures told, as on the command line."""

    run: Callable[[list[str]], int]
    fail: Callable[[Exception], int]


class Planted(msgspec.Struct, frozen=True):
    """A credential that opens nothing, with its value: what is searched for is known without what is tested."""

    secret: Secret
    value: str


class RedactionTest:
    """One run.

    Args:
        shell: runs commands.
        noise: makes random bytes.
        behaviours: of the gateway that are tried.
    """

    def __init__(
        self,
        shell: Shell,
        *,
        noise: Callable[[int], bytes] = os.urandom,
        behaviours: tuple[str, ...] = tuple(BEHAVIOURS),
    ) -> None:
        plain = f"sk-{base64.urlsafe_b64encode(noise(24)).decode()}"
        # Of a form that no pattern knows, with every sign that one coding or the other changes.
        odd = f"{base64.b64encode(noise(21)).decode()}+/~{noise(4).hex()}="
        self._planted = (
            Planted(secret_of(plain, "selftest"), plain),
            Planted(secret_of(odd, "selftest-odd"), odd),
        )
        self._shell = shell
        self._behaviours = behaviours
        self._commands = self._refused = self._files = self._bytes = 0
        self._leaks: list[str] = []

    def result(self, *, at: str, told: Callable[[str], None]) -> SelfTest:
        """Run it; `told` is called with the name of each attack."""
        self._check_the_search()
        with HostileGateway() as gateway:
            for how in self._behaviours:
                told(how)
                self._attack(gateway, how)
        return SelfTest(
            verdict="fail" if self._leaks else "pass",
            at=at,
            tool=f"driftwatch {__version__}",
            attacks=len(self._behaviours),
            commands=self._commands,
            refused=self._refused,
            files=self._files,
            bytes=self._bytes,
            leaks=tuple(self._leaks),
        )

    def _check_the_search(self) -> None:
        """A search that is blind would find nothing and pass: it has to find each coding of a window."""
        for one in self._planted:
            for name, form in codings(one.value[-10:-1]).items():
                if not one.secret.found_in(b"before " + form + b" after"):
                    self._leaks.append(f"the search does not find {name} of {one.secret.label}")

    def _attack(self, gateway: HostileGateway, how: str) -> None:
        with TemporaryDirectory(prefix="driftwatch-selftest-") as folder:
            root = Path(folder)
            for name in ("inputs", "project/contracts", "project/out"):
                (root / name).mkdir(parents=True)
            with _captured() as (out, err):
                SINK.know(*(one.secret for one in self._planted))
                try:
                    self._drive(gateway, how, root)
                finally:
                    SINK.forget()
            printed = {"stdout": out.getvalue(), "stderr": err.getvalue()}
            self._search(how, {**printed, **_files(root / "project")})

    def _drive(self, gateway: HostileGateway, how: str, root: Path) -> None:
        base_url = f"{gateway.origin}/{how}"
        (root / "project" / "driftwatch.toml").write_text('[sources.docs]\nindex = "https://docs.example/llms.txt"\n')
        (root / "project" / "contracts" / "chat.yaml").write_text(_MANIFEST.format(base_url=base_url))
        (root / "project" / "minimal.json").write_bytes(_BODY)
        for one in self._planted:
            entries = []
            for part in (
                Part(secret=one.secret, header="Authorization", scheme="Bearer"),
                Part(secret=one.secret, header="X-Api-Key"),
                Part(secret=one.secret, query="api_key"),
            ):
                reply = self._sent(gateway.origin, how, part, one.value)
                if reply is not None:
                    entries.append(recorded(base_url + _PATH, part, one.value, reply))
                    self._write(reply, root / "project")
            if entries:
                self._run_all(root, entries, one, base_url)

    def _sent(self, origin: str, how: str, part: Part, value: str) -> Reply | None:
        """Send one call, and what fails to be sent; the failures are told as the command line tells them."""
        seconds = _PATIENCE_S if how in _SLOW else 10.0
        request = ProbeRequest(
            case="auth-invalid",
            method="POST",
            path=f"/{how}{_PATH}",
            body=_BODY,
            media_type="application/json",
            seconds=seconds,
        )
        broken = msgspec.structs.replace(part, secret=Secret(part.secret.label, f"{value}\n"))
        for attempt in (
            lambda: of_variable("SELFTEST_KEY", {"SELFTEST_KEY": f"{value}\n"}),
            lambda: of_variable("SELFTEST_KEY", {"SELFTEST_KEY": f"\u201c{value}\u201d"}),
            lambda: ProbeClient(origin, own=(broken,), canary=broken.secret).send(request),
            lambda: (_ for _ in ()).throw(ValueError(f"Illegal header value {value!r}")),
        ):
            self._tried(attempt)
        client = ProbeClient(origin, own=(part,), canary=part.secret, most_bytes=_MOST_BYTES)
        found = self._tried(lambda: client.send(request))
        return found if isinstance(found, Reply) else None

    def _write(self, reply: Reply, project: Path) -> None:
        """Hand all of an answer to everything that writes: each refuses it, or shows its label."""
        whole = "\n".join((*(f"{name}: {value}" for name, value in reply.headers), reply.body.decode("latin-1")))
        log = logging.getLogger("driftwatch.selftest")
        for attempt in (
            lambda: write_atomic(project / "out" / "atomic.txt", whole.encode("latin-1")),
            lambda: write_files(project / "out", {"a.yaml": reply.body, "b.md": whole.encode("latin-1")}),
            lambda: sys.stdout.write(f"{whole}\n"),
            lambda: sys.stderr.write(f"{whole}\n"),
            lambda: sys.stdout.buffer.write(reply.body + b"\n"),
            lambda: log.warning("answered: %s", whole),
            lambda: log.error("failed", exc_info=ValueError(whole)),
            lambda: self._shell.fail(DriftwatchError(whole, hint=whole)),
            lambda: self._shell.fail(RuntimeError(whole)),
        ):
            self._tried(attempt)

    def _tried(self, attempt: Callable[[], Any]) -> Any:
        self._commands += 1
        try:
            return attempt()
        except Exception as error:  # noqa: BLE001 - whatever fails is told as the command line tells it
            self._refused += 1
            self._shell.fail(error)
            return None

    def _run_all(self, root: Path, entries: list[dict[str, Any]], one: Planted, base_url: str) -> None:
        recording, key = root / "inputs" / "recorded.har", root / "inputs" / "key"
        recording.write_text(json.dumps({"log": {"version": "1.2", "creator": {"name": "a"}, "entries": entries}}))
        key.write_text(one.value)
        answer = entries[0]["response"]
        values = {
            "recorded": str(recording),
            "out": str(root / "project" / "out"),
            "status": str(answer["status"] or 599),
            "body": answer["content"]["text"][:2000].replace("\0", "") or "-empty-",
            "base_url": base_url,
            "key": str(key),
            "seconds": str(_PATIENCE_S if base_url.endswith(_SLOW) else 10),
        }
        config = str(root / "project" / "driftwatch.toml")
        for command in _COMMANDS:
            arguments = [part.format(**values) if part.startswith("{") else part for part in command]
            self._commands += 1
            self._refused += self._shell.run([*arguments, "--config", config]) > 1

    def _search(self, how: str, written: Mapping[str, bytes]) -> None:
        for place, content in written.items():
            self._files += 1
            self._bytes += len(content)
            for one in self._planted:
                if one.secret.found_in(content) or one.secret.found_in(place):
                    self._leaks.append(one.secret.masked(f"{how}: {place} repeats {one.secret.label}"))


def codings(text: str) -> dict[str, bytes]:
    """Return a text in every coding that the search has to know, made without it."""
    data = text.encode()
    return {
        "the plain text": data,
        "the JSON": json.dumps(text).encode(),
        "the escaped JSON": "".join(f"\\u{ord(sign):04x}" if not sign.isalnum() else sign for sign in text).encode(),
        "the HTML": html.escape(text).encode(),
        "the percent-encoding": quote(text, safe="").encode(),
        "the percent-encoding of all": "".join(f"%{byte:02X}" for byte in data).encode(),
        "the hexadecimal": data.hex().upper().encode(),
        "the base64": base64.b64encode(data),
        "the URL-safe base64": base64.urlsafe_b64encode(b"user:" + data + b"\n"),
        "the UTF-16": text.encode("utf-16"),
    }


def recorded(url: str, part: Part, value: str, reply: Reply) -> dict[str, Any]:
    """Return a call with its answer as an entry of a HAR file, as a proxy would record it: with the credential."""
    sent = f"{part.scheme} {value}".strip()
    headers = [{"name": part.header, "value": sent}] if part.header else []
    query = f"?{part.query}={quote(value, safe='')}" if part.query else ""
    kind = dict(reply.headers).get("content-type", "")
    return {
        "startedDateTime": "2026-01-01T00:00:00.000Z",
        "time": reply.milliseconds,
        "request": {
            "method": "POST",
            "url": url + query,
            "headers": headers,
            "postData": {"mimeType": "application/json", "text": _BODY.decode()},
        },
        "response": {
            "status": reply.status,
            "headers": [{"name": name, "value": text} for name, text in reply.headers],
            "content": {"mimeType": kind, "text": reply.body.decode("utf-8", "replace")},
        },
    }


class _Kept(io.BytesIO):
    """What was written stays when the stream above is gone."""

    def close(self) -> None:
        """Stay open."""


@contextmanager
def _captured() -> Iterator[tuple[io.BytesIO, io.BytesIO]]:
    """Take what is printed; a stream below everything, as a terminal or a file would be."""
    before = sys.stdout, sys.stderr
    kept = _Kept(), _Kept()
    sys.stdout, sys.stderr = (io.TextIOWrapper(each, encoding="utf-8", write_through=True) for each in kept)
    try:
        yield kept
    finally:
        sys.stdout, sys.stderr = before


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
