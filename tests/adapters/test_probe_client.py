"""One call with a credential: what comes back whatever the server does, and that no failure tells what was sent."""

import gc
import logging
import ssl
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

import httpcore
import httpx
import pytest

from driftwatch.adapters.http.transport import trusted_certificates
from driftwatch.adapters.probe import client as client_module
from driftwatch.adapters.probe.client import MOST_BYTES, ProbeClient
from driftwatch.adapters.probe.presenting import Part
from driftwatch.errors import ProbeError
from driftwatch.model.probe import ProbeRequest, Reply
from driftwatch.secret import Secret, canary
from driftwatch.testing.hostile import BEHAVIOURS, Call, HostileGateway
from tests.fakegate import KEY, SECOND, FakeGate

pytestmark = pytest.mark.slow

OWN = Secret("FAKE_KEY", KEY)
CANARY = canary(bytes(range(100, 124)))
BEARER = (Part(secret=OWN, header="Authorization", scheme="Bearer"),)
QUERY = (Part(secret=OWN, query="api_key"),)
TWO = (Part(secret=OWN, header="X-Api-Key"), Part(secret=Secret("ORG", SECOND), header="X-Organization"))
CHAT = b'{"model": "fake-1", "messages": []}'


@pytest.fixture
def gate() -> Iterator[FakeGate]:
    with FakeGate() as running:
        yield running


def request(path: str = "/v1/chat/completions", **more: object) -> ProbeRequest:
    given = {"case": "valid-minimal", "method": "POST", "body": CHAT, "media_type": "application/json", "seconds": 5.0}
    return ProbeRequest(path=path, **{**given, **more})


def client(gate: HostileGateway, own: tuple[Part, ...] = BEARER, **more: object) -> ProbeClient:
    return ProbeClient(gate.origin, own=own, canary=CANARY, **more)


def send(gate: HostileGateway, sent: ProbeRequest, own: tuple[Part, ...] = BEARER, **more: object) -> Reply:
    return client(gate, own, **more).send(sent)


@pytest.mark.parametrize(("path", "own"), [
    ("/v1/chat/completions", BEARER),
    ("/header/v1/chat/completions", (Part(secret=OWN, header="X-Api-Key"),)),
    ("/query/v1/chat/completions", QUERY),
    ("/two/v1/chat/completions", TWO),
    ("/basic/v1/chat/completions", (Part(secret=Secret("B", f"user:{KEY}"), header="Authorization", scheme="Basic"),)),
])  # fmt: skip
def test_each_scheme_is_let_in_with_its_own_and_refused_without_and_with_the_canary(gate, path, own):
    assert [send(gate, request(path, presented=one), own).status for one in ("own", "none", "canary")] == [
        200,
        401,
        401,
    ]
    sent = gate.calls
    assert len(sent) == 3
    assert OWN.found_in(repr(sent[0]))
    assert not OWN.found_in(repr(sent[1:]))
    assert not CANARY.found_in(repr(sent[1]))
    assert CANARY.found_in(repr(sent[2])) == CANARY.found_in(sent[2].presented) is True


def test_an_answer_comes_back_with_its_headers_in_order(gate):
    reply = send(gate, request())
    assert (reply.ending, reply.status) == ("whole", 200)
    assert dict(reply.headers)["x-request-id"] == "req-0001"
    assert reply.body.startswith(b'{"id": "chat-1"')
    assert 0 <= reply.milliseconds < 5000


def test_what_is_sent_is_what_the_request_says(gate):
    send(gate, request("/v1/a%20b/{x}", method="PUT", query=(("a", "1"), ("a", "2")), headers=(("X-A", "b"),)), QUERY)
    (call,) = gate.calls
    assert (call.method, call.path, call.body) == ("PUT", "/v1/a%20b/%7Bx%7D", CHAT)
    assert call.target.endswith(f"?a=1&a=2&api_key={KEY}")
    assert (call.header("x-a"), call.header("content-type")) == ("b", "application/json")
    assert call.header("cookie") == ""
    assert call.header("user-agent").startswith("driftwatch/")


ENDINGS = {
    "echo-body": ("whole", 401), "echo-redirect": ("whole", 302), "echo-gzip": ("whole", 401),
    "echo-split": ("whole", 401), "html-301": ("whole", 301), "error-200": ("whole", 200), "events": ("whole", 200),
    "hung": ("timeout", 0), "hung-body": ("timeout", 200), "drip": ("timeout", 200), "drip-head": ("timeout", 0),
    "endless": ("cut", 200), "gzip-bomb": ("cut", 200), "deflate-bomb": ("cut", 200),
    "garbage": ("invalid", 0), "closed": ("invalid", 0), "short-body": ("invalid", 200), "short-gzip": ("invalid", 200),
    "echo-garbage": ("invalid", 0), "echo-bad-header": ("invalid", 0), "echo-bad-length": ("invalid", 0),
    "echo-bad-chunk": ("invalid", 401), "echo-bad-gzip": ("invalid", 401), "echo-bad-coding": ("invalid", 401),
}  # fmt: skip


@pytest.mark.parametrize(("how", "ending"), ENDINGS.items())
def test_a_call_ends_in_time_and_within_its_size_whatever_the_server_does(gate, how, ending):
    began = time.monotonic()
    slow = ending[0] == "timeout"
    reply = send(gate, request(f"/{how}/v1/chat/completions", seconds=0.4 if slow else 20.0))
    assert (reply.ending, reply.status) == ending
    assert len(reply.body) <= MOST_BYTES
    assert not slow or time.monotonic() - began < 4
    assert len(gate.calls) == 1


def test_what_came_before_the_time_was_over_is_kept(gate):
    assert send(gate, request("/hung-body/", seconds=0.4)).body == b'{"id": '


def test_a_body_is_cut_at_the_bound(gate):
    assert len(send(gate, request("/endless/"), most_bytes=1000).body) == 1000
    assert len(send(gate, request("/gzip-bomb/"), most_bytes=1000).body) == 1000


def test_nobody_there_is_an_ending():
    with HostileGateway() as gone:
        origin = gone.origin
    reply = ProbeClient(origin, own=BEARER, canary=CANARY).send(request())
    assert (reply.ending, reply.status) == ("unreachable", 0)


def test_an_unknown_host_is_an_ending():
    async def nowhere(host: str, _: int) -> tuple[str, ...]:
        raise OSError(f"cannot resolve {host}")

    reply = ProbeClient("https://api.example", own=BEARER, canary=CANARY, resolver=nowhere).send(request())
    assert reply.ending == "unreachable"


@pytest.mark.parametrize("address", ["127.0.0.2", "10.0.0.1", "169.254.169.254", "168.63.129.16", "::1"])
def test_a_name_that_leads_into_a_private_network_gets_no_credential(address):
    async def resolver(_: str, __: int) -> tuple[str, ...]:
        return ("203.0.113.9", address)

    with pytest.raises(ProbeError, match="not public") as raised:
        ProbeClient("https://api.example", own=BEARER, canary=CANARY, resolver=resolver).send(request())
    assert raised.value.kind == "refused"


@pytest.mark.parametrize("address", ["169.254.169.254", "168.63.129.16", "fd00:ec2::254"])
def test_no_allowed_host_leads_to_the_metadata_service(address):
    async def resolver(_: str, __: int) -> tuple[str, ...]:
        return (address,)

    client = ProbeClient("https://api.example", own=BEARER, canary=CANARY, resolver=resolver, allow_private=True)
    with pytest.raises(ProbeError, match="not public"):
        client.send(request())


@pytest.mark.parametrize("path", ["@evil.example/", ".evil.example/", ":80@evil.example/", "\\@evil.example", "//\n/"])
def test_no_path_leads_to_another_host(path):
    with pytest.raises(ProbeError) as raised:
        ProbeClient("https://api.example", own=BEARER, canary=CANARY).send(request(path))
    assert raised.value.kind == "refused"


# What may hold a credential in a failure: the message, what is chained to it, what a debugger shows of its frames.


def everything_of(error: BaseException) -> str:
    shown = [f"{error!r} {error} {vars(error)}", *traceback.format_exception(error)]
    assert error.__cause__ is None
    assert error.__context__ is None
    trace = traceback.TracebackException.from_exception(error, capture_locals=True)
    return "".join((*shown, *trace.format()))


def outcome_of(sending: ProbeClient, sent: ProbeRequest) -> tuple[Reply | None, str]:
    try:
        reply = sending.send(sent)
    except ProbeError as error:
        return None, everything_of(error)
    return reply, ""


OURS = tuple(str(Path(client_module.__file__).parent.parent / name) for name in ("probe", "http"))
LIBRARIES = tuple(str(Path(module.__file__).parent) for module in (httpx, httpcore))


class Saboteur:
    """Raises at the n-th line that is run in some files, with the credential in the message."""

    def __init__(self, folders: tuple[str, ...], at: int) -> None:
        self.left = at
        self._folders = folders

    def __call__(self, frame, _event, _argument):
        code = frame.f_code
        if not code.co_filename.startswith(self._folders) or code is ProbeClient.send.__code__:
            return None  # `send` calls nothing but what it guards against
        return self._line

    def _line(self, _frame, event, _argument):
        if event == "line":
            self.left -= 1
            if self.left == 0:
                raise RuntimeError(f"Illegal header value b'Bearer {KEY}' for http://127.0.0.1/?api_key={KEY}")
        return self._line


def sabotaged(
    gate: HostileGateway, own: tuple[Part, ...], folders: tuple[str, ...], at: int
) -> tuple[bool, Reply | None, str]:
    sending = client(gate, own)
    saboteur = Saboteur(folders, at)
    before = sys.gettrace()
    sys.settrace(saboteur)
    try:
        reply, told = outcome_of(sending, request(seconds=0.5))
    finally:
        sys.settrace(before)
    return saboteur.left > 0, reply, told


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # what fails to close stays open
@pytest.mark.parametrize(("folders", "stride"), [(OURS, 1), (LIBRARIES, 23)], ids=["ours", "libraries"])
@pytest.mark.parametrize("own", [BEARER, QUERY], ids=["header", "query"])
def test_an_exception_at_any_line_tells_nothing_of_the_credential(gate, capfd, caplog, own, folders, stride):
    """The n-th line fails, for every n of our own modules and for some of the libraries', until a call passes."""
    caplog.set_level(logging.DEBUG)
    raised = 0
    for at in range(1, 100_000, stride):
        passed, reply, told = sabotaged(gate, own, folders, at)
        assert not OWN.found_in(told), at
        assert reply is None or reply.ending != "whole" or reply.status
        raised += reply is None
        if passed:
            break
    assert raised > 5
    gc.collect()
    out = capfd.readouterr()
    assert not OWN.found_in(out.out + out.err + caplog.text)


@pytest.mark.parametrize("key", [f"{KEY}\n", f"\u201c{KEY}\u201d", f"{KEY}\x00", f"{KEY}\r\nX-Evil: 1"])
def test_a_key_that_no_header_takes_is_not_repeated_by_the_failure(gate, key):
    bad = (Part(secret=Secret("FAKE_KEY", key), header="X-Api-Key"),)
    reply, told = outcome_of(client(gate, bad), request())
    assert reply is None or reply.status in {0, 401}
    assert not OWN.found_in(told)
    assert not any("x-evil" in dict(call.headers) for call in gate.calls)


def test_nothing_is_logged_whatever_the_loggers_are_set_to(gate, caplog):
    names = (
        "",
        "httpx",
        "httpcore",
        "httpcore.http11",
        "httpcore.connection",
        "asyncio",
        "anyio",
        "h11",
        "hpack.hpack",
    )
    for name in names:
        caplog.set_level(logging.DEBUG, logger=name or None)
    send(gate, request("/query/v1/chat/completions"), QUERY)
    send(gate, request("/echo-bad-header/"))
    assert caplog.text == ""
    assert logging.getLogger("httpcore.http11").level == logging.DEBUG


# The environment must not matter.


def test_netrc_proxies_and_certificates_of_the_environment_are_not_used(gate, tmp_path, monkeypatch):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password 0a1b2c3d4e5f\ndefault login any password 0a1b2c3d\n")
    netrc.chmod(0o600)
    with HostileGateway() as proxy:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, proxy.origin)
        monkeypatch.setenv("NETRC", str(netrc))
        monkeypatch.setenv("HOME", str(tmp_path))
        (tmp_path / ".netrc").write_text(netrc.read_text())
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
        monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
        replies = [send(gate, request(presented=one)).status for one in ("own", "none", "canary")]
        assert proxy.calls == []
    assert replies == [200, 401, 401]
    assert [call.header("authorization") for call in gate.calls] == [f"Bearer {KEY}", "", f"Bearer {CANARY.reveal()}"]
    assert all(call.header("proxy-authorization") == "" for call in gate.calls)


def test_the_keys_of_connections_are_written_nowhere(tmp_path, monkeypatch):
    log = tmp_path / "keys.log"
    monkeypatch.setenv("SSLKEYLOGFILE", str(log))
    context = trusted_certificates()
    assert context.keylog_filename is None
    assert (context.check_hostname, context.verify_mode) == (True, ssl.CERT_REQUIRED)
    assert context.cert_store_stats()["x509_ca"] > 50
    assert not log.exists()
    monkeypatch.setenv("SSLKEYLOGFILE", "/nowhere/at/all")
    assert trusted_certificates().keylog_filename is None


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A fresh self-signed certificate of localhost with its key, in one file."""
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    command += ["-addext", "subjectAltName=DNS:localhost", "-keyout", "key.pem", "-out", "cert.pem"]
    try:
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("openssl is not installed")
    (tmp_path / "both.pem").write_text((tmp_path / "key.pem").read_text() + (tmp_path / "cert.pem").read_text())
    return tmp_path / "both.pem"


def test_over_tls_a_credential_goes_to_a_trusted_host_only_and_no_key_is_logged(certificate, tmp_path, monkeypatch):
    monkeypatch.setenv("SSLKEYLOGFILE", str(tmp_path / "keys.log"))
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    served.load_cert_chain(certificate)
    trusted = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    trusted.load_verify_locations(cafile=tmp_path / "cert.pem")
    with FakeGate() as gate:
        gate._server.socket = served.wrap_socket(gate._server.socket, server_side=True)
        origin = f"https://localhost:{gate.port}"
        untrusting = ProbeClient(origin, own=BEARER, canary=CANARY).send(request())
        assert (untrusting.ending, gate.calls) == ("unreachable", [])
        reply = ProbeClient(origin, own=BEARER, canary=CANARY, tls=trusted).send(request())
        assert (reply.ending, reply.status) == ("whole", 200)
        elsewhere = ProbeClient(f"https://127.0.0.1:{gate.port}", own=BEARER, canary=CANARY, tls=trusted).send(
            request()
        )
        assert elsewhere.ending == "unreachable"
        assert len(gate.calls) == 1
    assert not (tmp_path / "keys.log").exists()


def test_a_proxy_is_used_when_it_is_asked_for(gate):
    def told(call: Call) -> str:
        return call.target

    reply = ProbeClient("http://api.example", own=BEARER, canary=CANARY, proxy=gate.origin).send(request("/v1/none"))
    assert (reply.ending, reply.status) == ("whole", 404)
    assert [told(call) for call in gate.calls] == ["http://api.example/v1/none"]


def test_cookies_and_redirects_lead_to_no_second_call(gate):
    sending = client(gate)
    for how in ("echo-cookie", "echo-redirect", "html-301"):
        sending.send(request(f"/{how}/v1/chat/completions"))
    assert [call.header("cookie") for call in gate.calls] == ["", "", ""]


@pytest.mark.parametrize("how", [name for name in BEHAVIOURS if ENDINGS.get(name, ("", 0))[0] != "timeout"])
def test_a_reply_shows_no_credential_but_in_the_body_and_headers_that_came(gate, how):
    reply = send(gate, request(f"/{how}/v1/x", seconds=10), most_bytes=100_000)
    assert not OWN.found_in(f"{reply.ending} {reply.status} {reply.milliseconds}")


def test_nothing_of_the_client_that_is_printed_shows_the_credential(gate):
    sending = client(gate)
    shown = f"{sending!r} {vars(sending)!r} {BEARER!r} {request()!r}"
    assert not OWN.found_in(shown)
    assert not CANARY.found_in(shown)
