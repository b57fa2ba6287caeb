"""A message to a receiver of notifications: signed, bounded, tried again, and without its address in any text of ours.

The address is a secret as a whole (who has it can write into the channel), so that messages name the variable that
holds it. It goes where a probe may go: no redirect, no proxy, no private network unless that is configured.
"""

import hashlib
import hmac
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import unquote, urlsplit

from driftwatch.adapters.http.safety import Resolver, resolve
from driftwatch.adapters.probe.client import ProbeClient
from driftwatch.adapters.probe.credential import new_canary, of_variable
from driftwatch.adapters.sink import SINK
from driftwatch.config.keys import NotifyConfig
from driftwatch.errors import ProbeError, PublishError, UsageError
from driftwatch.model.probe import ProbeRequest, Reply
from driftwatch.model.reading import LOOPBACK_HOSTS
from driftwatch.patterns import lazy_regex
from driftwatch.secret import Secret

SIGNATURE: Final = "Driftwatch-Signature"
"""`t=SECONDS,v1=HEX`: HMAC-SHA256 of the seconds, a full stop and the body, with the key of the receiver."""
DELIVERY: Final = "Driftwatch-Delivery"
"""The id of the message: the same in every try."""
_TRIES: Final = 4
_PATIENCE: Final = 120.0
"""Seconds that all waits for one receiver may take."""
_SECONDS: Final = 20.0
"""Time of one try, from start to end."""
_MOST_BYTES: Final = 1 << 16
"""Bytes of an answer that are read; nothing is made of them."""
_LONGEST_WAIT: Final = 10
"""Digits of a Retry-After that are read."""
_RANDOM: Final = lazy_regex(r"[A-Za-z0-9]{12,}")
_FEWEST_DIGITS: Final = 2
_OK: Final = range(200, 300)
_MOVED: Final = range(300, 400)
_BUSY: Final = (408, 425, 429)
_SERVER: Final = 500


class Webhook:
    """Sends messages to one receiver.

    Args:
        settings: the receiver.
        variables: of the environment.
        sleep: waits for some seconds.
        now: seconds since 1970, for the signature.
        resolver: finds the addresses of a host; they are checked whoever found them.
        seconds: time of one try.

    Raises:
        UsageError: the address or the key is missing, or cannot be one.
    """

    def __init__(
        self,
        settings: NotifyConfig,
        variables: Mapping[str, str],
        *,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], float] = time.time,
        resolver: Resolver = resolve,
        seconds: float = _SECONDS,
    ) -> None:
        self._name = settings.name
        self._origin, self._path = _parts(variables.get(settings.url_env, ""), settings.url_env)
        address = of_variable(settings.url_env, variables).reveal()
        self._key = of_variable(settings.key_env, variables) if settings.key_env else None
        SINK.know(*_secrets(address, settings.url_env), *([self._key] if self._key else []))
        self._client = ProbeClient(
            self._origin,
            own=(),
            canary=new_canary(),
            allow_private=settings.private,
            most_bytes=_MOST_BYTES,
            resolver=resolver,
            purpose="notify",
        )
        self._sleep = sleep
        self._now = now
        self._seconds = seconds

    def send(self, body: bytes, *, delivery: str) -> None:
        """Send a message, and try again where that may help.

        Args:
            body: JSON.
            delivery: the id of the message.

        Raises:
            PublishError: the receiver did not take it.
            LeakError: it would repeat a credential of this run.
        """
        SINK.check(f"the message to {self._name}", body)
        waited = 0.0
        last = ""
        for attempt in range(_TRIES):
            reply = self._tried(body, delivery)
            if reply.status in _OK:
                return
            last = _says(reply)
            if not _may_help(reply):
                raise self._refusal(last, reply.status, is_lasting=True)
            wait = _wait(reply, attempt, self._now())
            if attempt + 1 == _TRIES or waited + wait > _PATIENCE:
                break
            waited += wait
            self._sleep(wait)
        raise self._refusal(last, reply.status)

    def _tried(self, body: bytes, delivery: str) -> Reply:
        headers = [(DELIVERY, delivery)]
        if self._key is not None:
            headers.append((SIGNATURE, signature(self._key, body, at=int(self._now()))))
        request = ProbeRequest(
            case=self._name,
            method="POST",
            path=self._path,
            headers=tuple(headers),
            body=body,
            media_type="application/json",
            presented="none",
            seconds=self._seconds,
        )
        try:
            return self._client.send(request)
        except ProbeError as error:
            # What the client says of a refusal may name the host; of the address it knows nothing else.
            raise PublishError(
                f"the receiver {self._name} is not told: {error.message}", hint="check its address", final=True
            ) from None

    def _refusal(self, says: str, status: int, *, is_lasting: bool = False) -> PublishError:
        again = "the next `driftwatch notify` tells it all the same"
        first = "take the address anew from the settings of the chat, or mend what listens; " if is_lasting else ""
        return PublishError(
            f"the receiver {self._name} did not take the message: {says}", hint=f"{first}{again}", status=status
        )


def signature(key: Secret, body: bytes, *, at: int) -> str:
    """Sign a body for a moment: who keeps a message cannot send it again later."""
    signed = hmac.new(key.reveal().encode(), f"{at}.".encode() + body, hashlib.sha256)
    return f"t={at},v1={signed.hexdigest()}"


def _parts(address: str, label: str) -> tuple[str, str]:
    """Part an address into origin, and path with query; a defect is told without a character of it."""
    if not address:
        raise UsageError(
            f"{label} is not set: it is to hold the address of the webhook",
            hint="take the address from the settings of the chat, and in a workflow from a secret",
        )
    with suppress(ValueError):
        parts = urlsplit(address)
        is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK_HOSTS)
        if parts.hostname and "@" not in parts.netloc and parts.port != 0 and is_safe:
            query = f"?{parts.query}" if parts.query else ""
            return f"{parts.scheme}://{parts.netloc}", f"{parts.path or '/'}{query}"
    raise UsageError(
        f"{label} holds no address that may be told: it has to be https, without a user name, or http on this machine",
        hint=f"set {label} to the address of the webhook",
    )


def _secrets(address: str, label: str) -> Iterator[Secret]:
    """Yield what of an address is random: its words, such as `services`, stand in other texts as well."""
    for piece in _RANDOM.findall(unquote(urlsplit(address).path + "?" + urlsplit(address).query)):
        if sum(map(str.isdigit, piece)) >= _FEWEST_DIGITS and any(map(str.isalpha, piece)):
            yield Secret(label, piece)


def _may_help(reply: Reply) -> bool:
    return not reply.status or reply.status in _BUSY or reply.status >= _SERVER


def _says(reply: Reply) -> str:
    if reply.status in _MOVED:
        return f"it answers {reply.status}, and a redirect is not followed"
    return f"it answers {reply.status}" if reply.status else f"no answer ({reply.ending})"


def _wait(reply: Reply, attempt: int, now: float) -> float:
    """Return the seconds before the next try: what the receiver asks for, else twice as long each time."""
    asked = next((value for name, value in reply.headers if name == "retry-after"), "").strip()
    if asked.isascii() and asked.replace(".", "", 1).isdigit() and len(asked) <= _LONGEST_WAIT:
        return float(asked)
    with suppress(ValueError, TypeError, OverflowError):
        moment = parsedate_to_datetime(asked)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0.0, (moment - datetime.fromtimestamp(now, UTC)).total_seconds())
    return float(2**attempt)
