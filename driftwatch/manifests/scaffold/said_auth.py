"""How a call authenticates where nothing declares it: by what a sentence says, else by what samples send."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from driftwatch.manifests.scaffold.quoting import Quotations, Quoted
from driftwatch.patterns import lazy_regex

_STANDARD: Final = lazy_regex(r"(?i)\bAuthorization['\"`]?\s{0,3}[:\uff1a=]\s{0,3}['\"`]?(Bearer|Basic)\b")
_NAMED: Final = lazy_regex(r"(?i)(?<![\w-])(?:X-)?(?:[A-Z0-9]{1,30}-){0,4}(?:api-?key|token|auth|access-key)(?![\w-])")
"""Names of headers that carry a credential by custom."""
_HEADER: Final = lazy_regex(
    r"(?i)\bheaders?\b|头|標頭|заголов|ヘッダ|헤더|\ben-t[êe]te|\bcabecera|\bencabezado|\bcabeçalho|\bkopfzeile|\bnagłów"
)
"""Header, in the languages whose words `case_words` knows."""
_SENT: Final = lazy_regex(r"\bheaders ([^·]{1,400})")
_LONGEST: Final = 2_000


class Said(Struct, frozen=True, kw_only=True):
    """A header that a sentence names, and the sentence."""

    header: str
    scheme: str
    quoted: Quoted


def said_auth(quotations: Quotations) -> tuple[Said, ...]:
    """Return each way to authenticate that sentences name which are said of the operation, with the first of them."""
    found: dict[tuple[str, str], Said] = {}
    for quoted in quotations.sentences:
        for header, scheme in _named(quoted.words[:_LONGEST]):
            said = Said(header=header, scheme=scheme, quoted=quoted)
            found.setdefault((header.lower(), scheme), said)
    return tuple(found.values())


def sampled_auth(quotations: Quotations) -> Said | None:
    """Return the header of a credential that samples of the operation send; of its value they say nothing."""
    for quoted in quotations.samples:
        sent = _SENT.search(quoted.words)
        names = sent[1].replace(" ", "").split(",") if sent else []
        found = [name for name in names if name.lower() == "authorization" or ("-" in name and _NAMED.fullmatch(name))]
        if found:
            is_standard = found[0].lower() == "authorization"
            header = "Authorization" if is_standard else found[0]
            return Said(header=header, scheme="Bearer" if is_standard else "none", quoted=quoted)
    return None


def _named(words: str) -> Iterator[tuple[str, str]]:
    for match in _STANDARD.finditer(words):
        yield "Authorization", match[1].capitalize()
    if _HEADER.search(words):
        for match in _NAMED.finditer(words):
            if "-" in match[0]:
                yield match[0], "none"
