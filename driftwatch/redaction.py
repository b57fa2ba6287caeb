"""The one place that knows what a secret looks like.

Secrets are known by where they stand (the value of a query parameter named ``key``, the user part of a URL,
what follows ``Bearer``) or by their shape (``sk-...``, ``ghp_...``, a JWT). Placeholders such as
``$COMETAPI_KEY``, ``<API_KEY>``, ``YOUR_API_KEY`` and ``sk-xxxx`` are no secrets and stay readable.
Every pattern is anchored and bounded, so that a megabyte of junk costs linear time.
"""

import base64
import logging
import re
from bisect import bisect_right
from itertools import accumulate
from typing import Final
from urllib.parse import unquote

from driftwatch.patterns import holds_any, lazy_regex

MASK: Final = "REDACTED"
"""What stands in for a secret: safe in a URL, in Markdown and in a terminal."""

_SECRET_NAMES: Final = frozenset(
    {
        "key",
        "apikey",
        "api_key",
        "x_api_key",
        "api_token",
        "token",
        "access_token",
        "refresh_token",
        "id_token",
        "auth",
        "auth_token",
        "authtoken",
        "authorization",
        "bearer",
        "sig",
        "signature",
        "hmac",
        "password",
        "passwd",
        "passphrase",
        "pwd",
        "pass",
        "secret",
        "client_secret",
        "app_secret",
        "secret_key",
        "secretkey",
        "private_key",
        "privatekey",
        "access_key",
        "accesskey",
        "access_key_id",
        "awsaccesskeyid",
        "googleaccessid",
        "key_pair_id",
        "policy",
        "credential",
        "credentials",
        "session",
        "sessionid",
        "session_id",
        "session_token",
        "sid",
        "jwt",
        "subscription_key",
        "ocp_apim_subscription_key",
        "x_functions_key",
        "x_auth_token",
        "auth_key",
        "authkey",
        "license_key",
    }
)
_PAGING: Final = ("page", "next", "prev", "continuation", "sync")
_SECRET_PREFIXES: Final = ("x_amz_", "x_goog_", "x_oss_", "x_ms_")

_PLACEHOLDER: Final = lazy_regex(
    r"""(?ix)
    ^(?: [$<{\[%*.…] | \\?\$ )
    | your | example | placeholder | redacted | replace | insert | xxx | \.\.\. | … | \*\*\*
    | ^(?: string | value | text | none | null | true | false | undefined | secret | token | key | api[-_]?key
         | password | required | optional | my[-_].{0,40} | (?:api[-_])?key[-_]?here | abc | test | demo )$
    """
)
_DISTINCT_IN_A_SECRET: Final = 5

_USERINFO: Final = lazy_regex(r"(?<=://)[^\s/?#@\"'<>`]{1,512}@")
_PARAMETER: Final = lazy_regex(r"([?&;#])([^=&#\s?;\"'<>`]{1,100})=([^&#;\s\"'<>`)\]|\\]+)")
_ASSIGNMENT: Final = lazy_regex(
    r"""(?ix)
    (?<![a-z0-9])
    ( (?:[a-z0-9]{1,20}[-_]){0,3}
      (?: api[-_]?key | key | token | secret | password | passwd | signature | credentials? | authorization | jwt ) )
    ( \\{0,3}["']? [ \t]{0,3} [:=] [ \t]{0,3} (?: (?:bearer|basic|token) [ \t]{1,3} )? \\{0,3}["']? )
    ( [a-z0-9+/_.~=-]{12,} )
    """
)
_ASSIGNED: Final = lazy_regex(
    r"(?i)[:=][ \t]{0,3}(?:(?:bearer|basic|token)[ \t]{1,3})?\\{0,3}[\"']?[a-z0-9+/_.~=-]{12}"
)
"""How every assignment ends, from its sign on: where this is not found there is none, and nobody looks for names."""
_ASSIGNED_NAMES: Final = ("key", "token", "secret", "passw", "signature", "credential", "authorization", "jwt")
"""What the name ends with that an assignment is made to, in a line of ASCII."""
_LONG_S: Final = "\u017f"
"""Without regard to case it is an s."""
_SCHEMED: Final = lazy_regex(r"[ \t]{1,3}[{<$\[%]")
_SCHEME: Final = lazy_regex(r"(?i)(?<![a-z0-9])(bearer|basic)([ \t]{1,3}|%20|\+)([a-z0-9+/_.~=-]{8,})")
_JWT: Final = lazy_regex(
    r"(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,2000}\.[A-Za-z0-9_-]{4,8000}(?:\.[A-Za-z0-9_-]{0,8000})?"
)
_PEM: Final = lazy_regex(
    r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[A-Za-z0-9+/=\s\\]{0,8000}(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?"
)
_SHAPES: Final = lazy_regex(
    r"""(?x)
    (?<![A-Za-z0-9])
    (?: sk-[A-Za-z0-9_-]{16,}
      | (?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,} | whsec_[A-Za-z0-9+/=]{16,}
      | gh[pousr]_[A-Za-z0-9]{20,} | github_pat_[A-Za-z0-9_]{20,} | glpat-[A-Za-z0-9_-]{16,}
      | xox[abeoprs]-[A-Za-z0-9-]{10,} | AIza[0-9A-Za-z_-]{30,}
      | ya29\.[0-9A-Za-z_-]{20,} | hf_[A-Za-z0-9]{20,} | npm_[A-Za-z0-9]{30,} | pypi-AgE[A-Za-z0-9_-]{30,}
      | SG\.[A-Za-z0-9_-]{16,64}\.[A-Za-z0-9_-]{16,} | gsk_[A-Za-z0-9]{20,} | xai-[A-Za-z0-9]{20,}
      | pplx-[A-Za-z0-9]{20,} | r8_[A-Za-z0-9]{20,} | dop_v1_[a-f0-9]{32,}
      # Shopify: access tokens, shared secrets (shopify.dev, "Length of the access token")
      | shp(?:at|ca|pa|ss|ua)_[A-Fa-f0-9]{32,}
      # Twilio: keys of an API; AC... names an account and opens nothing (twilio.com/docs/glossary/what-is-a-sid)
      | SK[0-9a-f]{32}(?![A-Za-z0-9])
      # Telegram: NUMBER:35 characters, in addresses after "bot" (core.telegram.org/bots/api#authorizing-your-bot)
      | (?:bot)?[0-9]{5,16}:A[A-Za-z0-9_-]{34,}
      # Discord: base64 of an id of digits, of a time, and an HMAC (discord.com/developers/docs/reference)
      | (?:[MNO][DTjz][AEIMQUYcgk][w-z0-5]){5,6}[A-Za-z0-9]{0,3}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,}
      # Doppler: of six kinds (docs.doppler.com/reference/auth-token-formats)
      | dp\.(?:ct|pt|st|sa|said|scim|audit)\.(?:[a-z0-9_-]{2,35}\.)?[A-Za-z0-9]{40,}
      # Linear: keys, OAuth (gitleaks, linear-api-key; linear.app/developers)
      | lin_(?:api|oauth|wh)_[A-Za-z0-9]{32,}
      # Fireworks (docs.fireworks.ai), with a digit: other names begin like that as well
      | fw_(?=[A-Za-z]{0,60}[0-9])[A-Za-z0-9]{20,}
      # Together (docs.together.ai): 43 characters of base64
      | tgp_v1_[A-Za-z0-9_-]{40,}
      # Supabase: access tokens, secret keys; publishable ones are public (supabase.com/docs/guides/api/api-keys)
      | sbp_(?:v0_|oauth_)?[a-f0-9]{40,} | sb_secret_[A-Za-z0-9_-]{20,}
      # Vercel: personal, of an integration or app, of the AI gateway, of a blob store (vercel.com/changelog)
      | vc[paikr]_[A-Za-z0-9]{24,} | vercel_blob_rw_[A-Za-z0-9]{10,40}_[A-Za-z0-9]{20,}
      # Atlassian: of a person, of a container, of Bitbucket (gitleaks, atlassian-api-token)
      | AT(?:ATT3|CTT3)[A-Za-z0-9_=-]{60,} | ATBB[A-Za-z0-9]{24,}
      # Figma (developers.figma.com/docs/rest-api/authentication)
      | fig[dour]_[A-Za-z0-9_-]{40,}
      # Notion: of today and of before 2024-09-25 (developers.notion.com/changelog)
      | ntn_[0-9]{11}[A-Za-z0-9]{35,} | secret_[A-Za-z0-9]{43,}
      # AWS: 16 characters of base32, in one of thirty without any digit (docs.aws.amazon.com/IAM, "Unique identifiers")
      | (?P<letters>(?:AKIA|ASIA|ABIA|ACCA)[A-Z]{16}(?![A-Za-z0-9])) | (?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}
      # What opens a channel is its address (docs.slack.dev, "Incoming webhooks"; discord.com, "Webhook resource")
      | hooks\.slack\.com/(?:services|workflows|triggers)/[A-Z0-9]{6,14}/[A-Za-z0-9]{6,30}/[A-Za-z0-9/]{16,}
      | discord(?:app)?\.com/api/(?:v[0-9]{1,2}/)?webhooks/[0-9]{17,20}/[A-Za-z0-9_-]{60,} )
    """
)
"""What is a secret by its shape alone: each kind as its issuer, or a scanner of repositories, gives its format."""
_SIGNS: Final = (
    "sk-", "sk_", "rk_", "whsec_", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "xox", "AIza",
    "ya29.", "hf_", "npm_", "pypi-AgE", "SG.", "gsk_", "xai-", "pplx-", "r8_", "dop_v1_", "shpat_", "shpca_",
    "shppa_", "shpss_", "shpua_", "SK", ":A", "dp.", "lin_", "fw_", "tgp_v1_", "sbp_", "sb_secret_", "vca_", "vcp_",
    "vci_", "vck_", "vcr_", "vercel_blob_rw_", "ATATT3", "ATCTT3", "ATBB", "figd_", "figo_", "figu_", "figr_", "ntn_",
    "secret_", "AKIA", "ASIA", "ABIA", "ACCA", "hooks.slack.com/", "/webhooks/",
)  # fmt: skip
"""One of these, as written, is in each shape but Discord's; most texts hold none, and the search for all shapes at each
place of them took half of their redaction."""
_SEPARATED: Final = lazy_regex(r"\.[A-Za-z0-9_-]{6}\.")
"""The midst of that."""
_SHORTEST_SHAPE: Final = 15
"""As long as any of the shapes is: none has a space, and most words of a text are shorter."""
_LONG: Final = lazy_regex(rf"\S{{{_SHORTEST_SHAPE},}}")
_LETTERS_IN_A_KEY: Final = 8
"""Different letters that a key of 16 letters has at least: in words and fillers there are fewer."""

_SHORTEST_BASE64: Final = 20
_BASE64: Final = lazy_regex(r"[I-Za-f](?<![A-Za-z0-9+_-].)[A-Za-z0-9]{19,}={0,2}")
"""Printable ASCII in base64: it begins with few letters, and has + or / only for three signs that keys do not have."""
_ESCAPE: Final = lazy_regex(
    r"""(?x) %([0-9A-Fa-f]{2}) | \\u([0-9A-Fa-f]{4}) | &\#[xX]([0-9A-Fa-f]{1,6}); | &\#([0-9]{1,7});
      | \\([nrtbf/]) | &(amp|sol|colon|equals|commat|quest|num); """
)
"""One character as URLs, JSON and HTML write it."""
_NAMED: Final = {
    "n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "/": "/",
    "amp": "&", "sol": "/", "colon": ":", "equals": "=", "commat": "@", "quest": "?", "num": "#",
}  # fmt: skip
_CODED: Final = lazy_regex(r"[^\s\"'<>`]{12,}")
"""As far as codings are undone at once: a URL, or the words of a text in JSON."""
_CODED_DEPTH: Final = 3
"""How often a text is coded at most: a URL within one within one, in JSON."""


def redact(text: str) -> str:
    """Mask every secret in `text`, plain or encoded; redacting twice changes nothing more."""
    return _redacted(text, _CODED_DEPTH)


def _redacted(text: str, depth: int) -> str:
    text = _redacted_plain(text)
    return _without_coded(text, depth) if depth and _may_be_coded(text) and _ESCAPE.search(text) else text


def _may_be_coded(text: str) -> bool:
    return "%" in text or "\\" in text or "&" in text


def _redacted_plain(text: str) -> str:
    text = _PEM.sub(MASK, text) if "PRIVATE KEY-----" in text else text
    text = _USERINFO.sub(_masked_userinfo, text) if "@" in text else text
    text = _PARAMETER.sub(_masked_parameter, text) if "=" in text else text
    text = _without_jwt(text)
    text = _without_shapes(text)
    text = _without_schemes(text)
    return _without_assignments(text)


def _without_jwt(text: str) -> str:
    return _JWT.sub(MASK, text) if "eyJ" in text else text


def _without_shapes(text: str) -> str:
    """Mask what is a secret by its shape; each word is looked at once, however often it is written."""
    words = "\n".join({word for word in text.split() if len(word) >= _SHORTEST_SHAPE})
    is_shaped = (holds_any(words, _SIGNS) or _SEPARATED.search(words)) and _SHAPES.search(words)
    if not is_shaped and not _BASE64.search(words):
        return text
    return _LONG.sub(lambda match: _without_shape(match[0]), text)


def _without_shape(word: str) -> str:
    word = _SHAPES.sub(_masked_shape, word)
    return _BASE64.sub(_masked_base64, word) if len(word) >= _SHORTEST_BASE64 else word


def _without_coded(text: str, depth: int) -> str:
    """Mask what is a secret once that percent signs, backslashes and entities around or in it are undone."""

    def masked(match: re.Match[str]) -> str:
        return _decoded_and_masked(match[0], depth)

    lines = text.split("\n")
    return "\n".join(_CODED.sub(masked, one) if _may_be_coded(one) else one for one in lines)


def _decoded_and_masked(word: str, depth: int) -> str:
    """Mask from the first to the last secret of a word in which characters are escaped; the others stay escaped."""
    escapes = tuple(_ESCAPE.finditer(word)) if _may_be_coded(word) else ()
    if not escapes:
        return word
    plain = _ESCAPE.sub(_unescaped, word)
    clean = _redacted(plain, depth - 1)
    if clean == plain:
        return word
    begin = _common(plain, clean)
    end = len(plain) - _common(plain[begin:][::-1], clean[begin:][::-1])
    shorter = tuple(accumulate((len(one[0]) - 1 for one in escapes), initial=0))
    at = [one.start() - less for one, less in zip(escapes, shorter, strict=False)]
    first, last = (place + shorter[bisect_right(at, place - 1)] for place in (begin, end))
    between = clean[begin : len(clean) - len(plain) + end]
    return word[:first] + (between if between.isalpha() else MASK) + word[last:]


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code or match[4]:
        return chr(min(int(code, 16) if code else int(match[4]), 0x10FFFF))
    return _NAMED[match[5] or match[6]]


def _without_schemes(text: str) -> str:
    lower = text.lower()
    is_named = "bearer" in lower or "basic" in lower or _LONG_S in text
    return _SCHEME.sub(_masked_scheme, text) if is_named else text


def _without_assignments(text: str) -> str:
    """Mask what is assigned to a name, looking only at lines in which something is: no assignment leaves its line.

    A search for names at each word of a text took half of its redaction.
    """
    kept: list[str] = []
    copied = looked = 0
    for match in _ASSIGNED.finditer(text):
        if match.start() < looked:
            continue
        begin = text.rfind("\n", looked, match.start()) + 1 or looked
        end = text.find("\n", match.end())
        looked = end if end >= 0 else len(text)
        line = text[begin:looked]
        if _may_assign(line):
            kept += text[copied:begin], _ASSIGNMENT.sub(_masked_assignment, line)
            copied = looked
    return "".join((*kept, text[copied:])) if kept else text


def _may_assign(line: str) -> bool:
    lower = line.lower()
    return not line.isascii() or any(name in lower for name in _ASSIGNED_NAMES)


def redact_url(url: str) -> str:
    """Mask the user part and the secret query parameters of one URL, for logs and messages."""
    return redact(url)


def scrub_query(url: str) -> str:
    """Remove the values of secret parameters from `url` and keep their names, for storing.

    The user part goes as well. Order, placeholders and all other parameters stay as they are, so that
    the same document keeps the same URL when only its signature was renewed.
    """
    bare = _USERINFO.sub("", url)
    place, mark, query = bare.partition("?")
    if not mark:
        place, mark, query = bare.partition("#")
    return redact(place) + mark + _PARAMETER.sub(_emptied_parameter, "&" + query)[1:] if mark else redact(place)


def looks_secret(text: str) -> bool:
    """Whether `text` holds anything that `redact` would mask."""
    return redact(text) != text


def is_placeholder(value: str) -> bool:
    """Whether a value stands for one that the reader fills in."""
    plain = unquote(value)
    return bool(_PLACEHOLDER.search(plain[:500])) or not plain.strip("\"'")


class RedactingFilter(logging.Filter):
    """Masks secrets in every record that passes: message, arguments, traceback and stack."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record in place and let it through."""
        record.msg = redact(record.getMessage())
        record.args = ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = redact(record.exc_text)
        if record.stack_info:
            record.stack_info = redact(record.stack_info)
        return True


def _is_random(value: str) -> bool:
    """Whether `value` has the look of a generated credential: letters and digits, hardly repeating."""
    letters = any(character.isalpha() for character in value)
    digits = any(character.isdigit() for character in value)
    mixed = value[1:].lower() != value[1:] and value.upper() != value  # one capital in front is that of a title
    return letters and (digits or mixed) and len(set(value)) > _DISTINCT_IN_A_SECRET


def _is_secret_name(name: str) -> bool:
    plain = unquote(name).lower().replace("-", "_").replace(".", "_").strip("_[]")
    return plain in _SECRET_NAMES or plain.startswith(_SECRET_PREFIXES)


def _masked_userinfo(match: re.Match[str]) -> str:
    user = match[0]
    return user if user in {"git@", MASK + "@"} else MASK + "@"


def _hides(name: str, value: str) -> bool:
    if is_placeholder(value):
        return False
    return _is_secret_name(name) or _shapeless(value) != value


def _shapeless(value: str) -> str:
    """Mask what is a secret by its shape alone, wherever it stands."""
    return _SHAPES.sub(_masked_shape, _without_jwt(value))


def _masked_parameter(match: re.Match[str]) -> str:
    return match[1] + _parameter(match[2], match[3], MASK)


def _emptied_parameter(match: re.Match[str]) -> str:
    return match[1] + _parameter(match[2], match[3], "")


def _parameter(name: str, value: str, instead: str) -> str:
    """Write a parameter without its secret; its value can be a URL with parameters of its own."""
    if _hides(name, value):
        return f"{name}={instead}"
    first, *queries = value.split("?")
    nested = (query.partition("=") for query in queries)
    clean = (f"{one}={instead}" if sign and _hides(one, other) else one + sign + other for one, sign, other in nested)
    return "?".join((f"{name}={first}", *clean))


def _masked_shape(match: re.Match[str]) -> str:
    value = match[0]
    is_random = _is_random(value) or (match.lastgroup == "letters" and len(set(value[4:])) >= _LETTERS_IN_A_KEY)
    return MASK if is_random and not is_placeholder(value) else value


def _masked_base64(match: re.Match[str]) -> str:
    text = match[0].rstrip("=")
    whole = text[: len(text) - (len(text) % 4 == 1)]
    plain = base64.b64decode(whole + "=" * (-len(whole) % 4)).decode("latin-1")
    is_text = plain.isascii() and "".join(plain.split()).isprintable()
    return MASK if is_text and _shapeless(plain) != plain else match[0]


def _masked_scheme(match: re.Match[str]) -> str:
    value = match[3]
    return match[0] if is_placeholder(value) or not _is_random(value) else match[1] + match[2] + MASK


def _masked_assignment(match: re.Match[str]) -> str:
    name, between, value = match.groups()
    if name.lower().startswith(_PAGING) or is_placeholder(value) or not _is_random(value):
        return match[0]
    if _SCHEMED.match(match.string, match.end()):
        return match[0]  # the name of a scheme before the placeholder of a credential
    return f"{name}{between}{MASK}"
