"""Recognise pages that stand in for a document: challenges, login pages and "not found" with status 200.

A mere mention proves nothing: documentation writes about captchas, logins and 404s all day. So a page counts as
an impostor only by its title or a marker of the product *and* by having next to no text of its own.
"""

from typing import Final

from driftwatch.patterns import lazy_regex, unescape

_SCANNED: Final = 400_000
_CHALLENGE_TEXT: Final = 1_500
_LOGIN_TEXT: Final = 1_500
_BARE_LOGIN_TEXT: Final = 300
_PLAIN_NOT_FOUND: Final = 1_000
_FEW_CODES: Final = 2
"""Names in code that a page may show that says that nothing is here: the path that was asked for, where to look."""

_TITLE: Final = lazy_regex(r"(?i)<title[^>]{0,200}>([^<]{0,300})")
_HEADING: Final = lazy_regex(r"(?i)<h1[^>]{0,500}>(?:\s{0,50}<[a-z]{1,10}[^>]{0,300}>){0,3}([^<]{1,300})")
_CHALLENGE_TITLE: Final = lazy_regex(
    r"""(?ix)
    ^ (?: just\ a\ moment | one\ moment,?\ please | attention\ required | pardon\ our\ interruption
    | request\ unsuccessful | making\ sure\ you(?:'re)?\ not\ a\ bot | checking\ (?:your|the)\ (?:browser|site)
    | (?:verify|verifying)\ (?:that\ )?you\ are\ (?:a\ )?human | you\ have\ been\ blocked )
    | ^ (?: access\ (?:to\ this\ page\ has\ been\ )?denied | are\ you\ (?:a\ )?(?:robot|human) | human\ verification
    | bot\ verification | (?:vercel\ )?security\ check(?:point)? | ddos-guard | robot\ or\ human
    | challenge\ validation | client\ challenge | captcha )
    [.!?…]{0,3} (?: \s* [|·•-] .{0,100} )? $
    """
)
_CHALLENGE_MARKERS: Final = (
    "_cf_chl_opt",
    "cf-challenge",
    "challenge-error-text",
    "captcha-delivery.com",
    "px-captcha",
    "_incapsula_resource",
    "sucuri_cloudproxy_js",
    "awswafintegration",
    "token.awswaf.com",
    "/.within.website/x/cmd/anubis",
    "ddos-guard/js-challenge",
    "/_vercel/security/",
)
_LOGIN_TITLE: Final = lazy_regex(
    r"""(?ix)
    ^ (?: (?:please\ )?(?:sign|log)[ -]?(?:in|on) | login | single\ sign-?on | authentication\ required
    | (?:enter\ (?:the\ )?)?password(?:\ (?:required|protected))? | this\ (?:page|site)\ is\ (?:password\ )?protected )
    (?: \ (?:to|with|required|page)\b.{0,100} )? (?: \s*[|·•:-].{0,200} )? $
    """
)
_PLAIN_MARKS: Final = str.maketrans("\u2019\u2013\u2014", "'--")
"""Typographic marks and what the patterns here write for them."""
_PASSWORD_INPUT: Final = lazy_regex(r"(?i)<input\b[^>]{0,500}\btype\s{0,5}=\s{0,5}[\"']?password")
_NOT_FOUND: Final = lazy_regex(
    r"""(?ix)
    ^ (?: error\ | oops[!.,]{1,3}\ )? (?: 404 (?: \s*[|·•:-]? \s* (?:error|(?:page\ )?not[ _]found) )? [.!]?
    | (?:404\s*[|·•:,-]?\s*)? (?:(?:this|the|that)\ )? (?:page|document|file|path|url|resource|route|site)
      (?:\ you(?:\ are|'re)?\ (?:looking\ for|requested))?
      \ (?: (?:was|is|could|can)\ ?not\ (?:be\ )?(?:found|exist|available) | not\ found | cannot\ be\ found
          | (?:can|could|does)n't\ (?:be\ found|exist) | does\ not\ exist ) [.!]?
    | not\ found [.!]? )
    (?: \s*[|·•:-] .{0,200} )? $
    """
)
_LOGIN_SEGMENT: Final = lazy_regex(
    r"(?i)/(?:log-?_?in|sign-?_?in|sso|saml2?|(?:oauth2?/)?authorize)(?:\.[a-z]{2,5})?/?$"
)
_RETURN_PARAMETER: Final = lazy_regex(
    r"(?i)[?&](?:next|continue|return(?:_?to|_?url)?|redirect(?:_?(?:to|url|uri))?|rd|dest(?:ination)?|callback_?url|client_id|samlrequest)="
)


def challenge_in(html: str) -> str:
    """Why this HTML is the challenge page of a bot filter; "" when it is none."""
    title = title_of(html)
    if _CHALLENGE_TITLE.search(title) and _has_at_most(html, _CHALLENGE_TEXT):
        return f"challenge page titled {title!r}"
    low = html[:_SCANNED].lower()
    marker = next((one for one in _CHALLENGE_MARKERS if one in low), "")
    if marker and _has_at_most(html, _CHALLENGE_TEXT):
        return f"challenge page (has {marker})"
    return ""


def login_in(html: str) -> str:
    """Why this HTML is a login page; "" when it is none."""
    title = title_of(html)
    titled = bool(_LOGIN_TITLE.search(title))
    if _PASSWORD_INPUT.search(html[:_SCANNED]) and _has_at_most(html, _LOGIN_TEXT):
        return "login page (asks for a password)"
    if titled and _has_at_most(html, _BARE_LOGIN_TEXT):
        return f"login page titled {title!r}"
    return ""


def not_found_in(html: str) -> str:
    """Why this HTML says that nothing is here; "" when it does not.

    A documentation page about status 404 can have the same title: it shows a table, or code and names in code.
    """
    heading = _HEADING.search(html[:_SCANNED])
    said = [text for text in (title_of(html), _tidy(heading[1]) if heading else "") if _NOT_FOUND.search(text)]
    low = html[:_SCANNED].lower()
    if not said or "<table" in low or "<pre" in low or low.count("<code") > _FEW_CODES:
        return ""
    return f"page says {said[0]!r}"


def not_found_in_text(text: str) -> str:
    """Why this Markdown or plain text says that nothing is here; "" when it does not."""
    if len(text) > _PLAIN_NOT_FOUND or "```" in text or "\n|" in text:
        return ""
    first = next((line.strip(" #*>\t") for line in text.splitlines() if line.strip(" #*>\t-")), "")
    return f"text says {first!r}" if _NOT_FOUND.search(_tidy(first[:300])) else ""


def is_login_redirect(origin: str, target: str) -> bool:
    """Whether a redirect from `origin` to `target` leads to a login page.

    Documentation has pages about logging in; so the last path segment must say login *and* the URL must carry
    where to return to, be on another host, or be a short path.
    """
    path, _, _ = target.partition("?")
    path = path.partition("#")[0]
    if not _LOGIN_SEGMENT.search(path) or _LOGIN_SEGMENT.search(origin.partition("?")[0]):
        return False
    other_host = origin.split("/", 3)[:3] != target.split("/", 3)[:3]
    short = path.rstrip("/").count("/") <= len(("https:", "", "host", "account"))
    return bool(_RETURN_PARAMETER.search(target)) or other_host or short


def is_home_redirect(origin: str, target: str) -> bool:
    """Whether a redirect leads from a page deep inside a site to its start page, as some sites do for lost pages."""
    start = "/".join(origin.split("/", 3)[:3])
    deep = origin.partition("?")[0].rstrip("/").count("/") > len(("https:", "", "host"))
    return deep and target.partition("?")[0].rstrip("/") == start


def title_of(html: str) -> str:
    """The text of the first <title>, in one line; "" without one."""
    match = _TITLE.search(html[:_SCANNED])
    return _tidy(match[1]) if match else ""


def _tidy(text: str) -> str:
    return " ".join(unescape(text).translate(_PLAIN_MARKS).split())[:200]


def _has_at_most(html: str, characters: int) -> bool:
    """Whether the page shows at most so many characters to a reader."""
    return len(visible_text(html)) <= characters


def visible_text(html: str) -> str:
    """What a reader sees of the first part of `html`, in lower case, without tags, scripts, styles and comments.

    One pass and not exact: good enough to tell a page that says something from one that says next to nothing.
    """
    low = html[:_SCANNED].lower()
    shown: list[str] = []
    at = 0
    while (opening := low.find("<", at)) >= 0:
        shown.append(low[at:opening])
        closing = low.find(_closing_of(low, opening), opening)
        end = low.find(">", closing) if closing >= 0 else -1
        at = end + 1 if end >= 0 else len(low)
    shown.append(low[at:])
    return " ".join(" ".join(shown).split())


def _closing_of(low: str, opening: int) -> str:
    if low.startswith("<!--", opening):
        return "-->"
    name = next((name for name in ("script", "style", "title") if low.startswith(name, opening + 1)), "")
    return f"</{name}" if name else ">"
