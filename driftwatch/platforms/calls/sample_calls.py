"""The call that a page of components shows only in its request sample, or in the sentence that opens it.

Mintlify keeps the method and path of such a page in its front matter, which the Markdown twin does not show. A page
whose samples name several calls is about none of them.
"""

import re
import shlex
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from driftwatch.extract.pages.sample_lines import CURL
from driftwatch.extract.text.blocks import Block, Callout, Code, Paragraph, Section, asked_once
from driftwatch.extract.text.prose import texts_of_page
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.calls.call_lines import call_of_line
from driftwatch.platforms.calls.named_call import NamedCall

_URL: Final = lazy_regex(r"[\s\"'](https?://[\w.-]{1,200}(?::\d{1,5})?)(/[^\s\"'?#\\]{0,500})")
_NAMED_URL: Final = lazy_regex(
    r"[\s\"'](\$\{?\w{0,30}(?:url|api|host|base|server|endpoint|addr)\w{0,30}\}?|\{\{\s?\w{0,30}(?:url|host|base)\w{0,30}\s?\}\})"
    r"(/[^\s\"'?#\\]{1,500})",
    re.IGNORECASE,
)
"""An address on a server that a variable names: `$API_URL/widgets`, `{{base_url}}/widgets`."""
_HOST_URL: Final = lazy_regex(
    r"\s[\"']?(?:https?://)?"
    r"(?:localhost|\d{1,3}(?:\.\d{1,3}){3}|[\w-]{1,60}(?:\.[\w-]{1,60}){1,5}"
    r"|<[\w .-]{1,40}>|\{\{?\s?[\w.-]{1,40}\s?\}?\}|\$\{?\w{1,40}\}?)"
    r"(?::(?:\d{1,5}|<[\w .-]{1,20}>|\{\w{1,20}\}|\$\{?\w{1,20}\}?))?"
    r"(/[^\s\"'?#\\]{1,500})"
)
"""An address without its scheme, or on a host that is filled in: `localhost:80/widgets`, `http://<host>:80/widgets`."""
_ARGUMENT: Final = lazy_regex(
    r"\s(?:-[HdFubAeo]|--(?:header|data|form|user|cookie|output)[\w-]{0,12})[\s=]{1,3}"
    r"(?:'[^']{0,4000}'|\"(?:[^\"\\]|\\.){0,4000}\"|\S{1,400})"
)
"""An option of curl that takes an argument which is no address of a call."""
_METHOD: Final = lazy_regex(r"\s(?:-X|--request)[\s=\\]{0,12}[\"']?([A-Z]{3,7})\b")
_BODY: Final = lazy_regex(r"\s(?:-d|-F|--data(?:-[a-z]{1,12})?|--form(?:-string)?|--json)[\s='\"]")
_GET_WITH_DATA: Final = lazy_regex(r"\s(?:-G|--get)\s")
_QUOTED: Final = lazy_regex(r"[\"'`](https?://[\w.-]{1,200}(?::\d{1,5})?)(/[^\s\"'`?#\\]{0,500})")
_METHOD_IN_CODE: Final = lazy_regex(
    r"\b(?:requests|httpx|axios|http|client|session|unirest)\.(get|post|put|patch|delete)\("
    r"|\bmethod[\"']?\s{0,3}[:=]\s{0,3}[\"'](get|post|put|patch|delete)[\"']"
    r"|\(\s{0,40}[\"'](get|post|put|patch|delete)[\"']\s{0,3},",
    re.IGNORECASE,
)
_FETCH: Final = lazy_regex(r"\bfetch\(")
_NAMED: Final = lazy_regex(r"(?<![\w/.-])(?:GET|POST|PUT|PATCH|DELETE) `?/[\w{}<>:./~*-]{1,300}")
_REQUEST: Final = lazy_regex(
    r"\s{0,8}(GET|POST|PUT|PATCH|DELETE|HEAD) "
    r"(?:(https?://[\w.:-]{1,200})|<[\w .-]{1,60}>|\{\{?[\w .-]{1,60}\}\}?|\$\{?\w{1,60}\}?)?"
    r"(/[^\s\"'?#\\]{0,500})\S{0,500}"
    r"(?:\s{1,8}HTTP/[\d.]{1,3}\s|[ \t]{0,8}\r?\n(?:Host|Accept|Authorization|Content-Type|User-Agent|X-[\w-]{1,60}): )"
)
"""The first line of a request as it travels, to which a header below it belongs where it names no version."""
_REMARKED: Final = lazy_regex(
    r"\s{0,8}(?:#|//)[ \t]{0,4}(?:request|请求)[ \t]{0,8}\n\s{0,8}(GET|POST|PUT|PATCH|DELETE|HEAD) (https?://[\w.:-]{1,200})?"
    r"(/[^\s\"'?#\\]{0,500})(?:\?\S{0,500})?[ \t]{0,8}(?=\n|$)",
    re.IGNORECASE,
)
"""The same below a remark that says what it is: "# Request", and below its body "# Response"."""
_ANSWER_REMARKED: Final = lazy_regex(
    r"^[ \t]{0,8}(?:#|//)[ \t]{0,4}(?:response|响应|返回)\b", re.IGNORECASE | re.MULTILINE
)
_PLACEHOLDER: Final = lazy_regex(
    r"\$?\{\{?\s?([A-Za-z_]\w{0,60})\s?\}?\}|\$([A-Za-z_]\w{0,60})|:([A-Za-z_]\w{0,60})|<([^<>/]{1,60})>"
)
_IS_VALUE: Final = lazy_regex(r"(?=.*\d)[\w-]{6,}|\d{1,20}|YOUR[_-]\w{1,60}", re.IGNORECASE)
_SPACED: Final = lazy_regex(r"(?<=/)\{\{\s?([A-Za-z_]\w{0,40})\s?\}\}")
"""A parameter of a path as templates of other tools write it: `/widgets/{{ id }}`."""
_SHOUTED: Final = lazy_regex(r"/(?:([A-Z]{2,30}(?:_[A-Z]{1,30}){1,4})|\[([A-Za-z]\w{0,40})\])(?=[/?\"'\s]|$)")
"""A parameter of a path as whoever copies the command is to see it: `/widgets/WIDGET_ID`, `/widgets/[id]`."""
_IS_ID: Final = lazy_regex(r"\w{1,60}(?:[a-z]Id|_id)|id")
"""A step that is called as what stands there: `/widgets/widgetId`."""
_IS_VALUE_OR_WORD: Final = lazy_regex(r"(?!v\d{1,3}$)(?=[A-Z]|.*(?:\d|[A-Z]{3}|@|%|\.(?!json$|php$)))[^{}]{1,200}")
"""A step of a path that may be a value by way of an example; the version of the API is none."""
_ASKED: Final = lazy_regex(
    r"(?:(?<![\w/.-])(?:GET|POST|PUT|PATCH|DELETE|HEAD)\s{1,8}/?|https?://[\w.:-]{1,200}/)([^\s\"'?#\\{}<>]{1,300})"
)
_THING: Final = lazy_regex(r"\b(?P<noun>[A-Za-z]{1,40}) (?:named|called) [\"'\u201c]?(?P<name>[\w.-]{1,80})\b")
_OF_CONTRACTS: Final = frozenset(
    (
        "argument", "array", "attribute", "column", "element", "endpoint", "field", "flag", "function", "header", "is",
        "key", "list", "member", "method", "object", "option", "parameter", "property", "schema", "section", "setting",
        "type", "variable", "was", "wrapper",
    )
)  # fmt: skip
"""What has its name for good: other things are called as whoever wrote the sample liked."""
_LONGEST: Final = 20_000
_HTTPIE: Final = lazy_regex(
    r"(?m)^[ \t]{0,8}(?:[$>%#] )?(?:https?|xh)[ \t]+((?=[-\w\"':/$])(?:[^\n]{0,2000}\\\n){0,60}[^\n]{0,2000})"
)
"""A command of HTTPie, or of what takes the same: all that stands behind its name."""
_ITEM: Final = lazy_regex(r"([A-Za-z_][\w.\[\]-]{0,80})(==|:=@?|=@?|@|:)")
_BARE_ADDRESS: Final = lazy_regex(
    r"(https?://)?((?::\d{1,5}|localhost(?::\d{1,5})?|[\w-]{1,60}(?:\.[\w-]{1,60}){1,6}(?::\d{1,5})?)?)(/\S{0,500})$"
)
_OPTION_WITH_VALUE: Final = frozenset(("-a", "--auth", "-A", "--auth-type", "-o", "--output", "--session", "--timeout"))
_VERBS: Final = frozenset(("GET", "POST", "PUT", "PATCH", "DELETE"))


def call_of_samples(page: Section, path_names: tuple[str, ...]) -> NamedCall | None:
    """Return the one call that the samples make: of curl, else as requests travel, else that the first sentence names.

    `path_names` are the path parameters that the page documents: a sample may show values in their stead.
    """
    samples = calls_of_samples(page, path_names)
    if samples:
        return samples[0] if len(samples) == 1 else None
    first = page.blocks[0] if page.blocks else None
    named = set(_NAMED.findall(first.text.plain[:_LONGEST])) if isinstance(first, Paragraph) else set()
    return call_of_line(named.pop().replace("`", "").rstrip(".")) if len(named) == 1 else None


def calls_of_samples(page: Section, path_names: tuple[str, ...]) -> tuple[NamedCall, ...]:
    """Return all calls that the samples make, each once: of curl, else as requests travel, else of other languages."""
    texts = tuple(codes_of(page))
    for read in (_call_of_curl, _call_of_request, _call_of_code):
        found = (read(text, path_names) for text in texts)
        if samples := tuple(dict.fromkeys(call for call in found if call is not None)):
            return samples
    return ()


def call_of_command(blocks: Sequence[Block]) -> NamedCall | None:
    """Return the one call that blocks show by a command of curl.

    A value in its path may be anything: what stands there, only a template says.
    """
    commands = [block for block in _short_codes(blocks) if "curl" in block.text and CURL.search(block.text)]
    call = _call_of_curl(_SHOUTED.sub(_braced, commands[0].text), (), on_any_host=True) if len(commands) == 1 else None
    steps = call.path.strip("/").split("/") if call is not None else []
    return None if any(map(_IS_VALUE_OR_WORD.fullmatch, steps)) or any(map(_IS_ID.fullmatch, steps)) else call


def _braced(found: re.Match[str]) -> str:
    return f"/{{{found[1] or found[2]}}}"


def is_answer(blocks: Sequence[Block]) -> bool:
    """Tell whether blocks show the JSON that the command of curl above it answers."""
    codes = _short_codes(blocks)
    commands = [at for at, block in enumerate(codes) if "curl" in block.text and CURL.search(block.text)]
    answers = [at for at, block in enumerate(codes) if block.text.lstrip()[:1] in ("{", "[")]
    return bool(commands and answers) and answers[-1] > commands[0]


def _short_codes(blocks: Sequence[Block]) -> list[Code]:
    return [block for block in _blocks_of_code(blocks) if len(block.text) <= _LONGEST]


def call_of_request(block: Code) -> NamedCall | None:
    """Return the call that a block of code shows as it travels: its first line, above the headers of the request."""
    return _call_of_request(block.text[:_LONGEST], ())


def method_of_samples(page: Section, path: str) -> str:
    """Return the method with which the samples of a page call a path, of curl or as requests travel; else ""."""
    shown = re.compile(re.sub(r"\\\{[^{}]*\\\}", r"[^/\\s\"'?]+", re.escape(path)) + r"/?(?=[\s\"'?\\\\]|$)")
    commands = (*codes_of(page), *_commands_in_sentences(page))
    methods = {method_of_curl(text) for text in commands if CURL.search(text) and shown.search(text)}
    requests = (match for text in commands if (match := _REQUEST.match(text)) is not None)
    methods |= {match[1] for match in requests if shown.fullmatch(match[3])}
    return methods.pop() if len(methods) == 1 else ""


def _commands_in_sentences(page: Section) -> Iterator[str]:
    return (code for text in texts_of_page(page) for code in text.codes if code.startswith("curl "))


def asked_by_samples(page: Section, paths: Iterable[str]) -> frozenset[str]:
    """Return what samples put into paths where these paths have parameters: `red` of `GET /widgets/red`.

    So they do with what a sentence calls the name of a thing: "a widget named `red`".
    """
    shown = {piece for text in codes_of(page) for path in _ASKED.findall(text) for piece in re.split("[/,]", path)}
    shown.update(_things_named(page))
    return frozenset(shown - {piece for path in paths for piece in path.split("/")} - {""})


def _things_named(page: Section) -> Iterator[str]:
    """Yield what sentences say that something is called, but for what is part of the contract."""
    for text in texts_of_page(page):
        codes = text.codes if "named" in text.plain or "called" in text.plain else ()
        for match in _THING.finditer(text.plain) if codes else ():
            if match["name"] in codes and match["noun"].lower() not in _OF_CONTRACTS:
                yield match["name"]


def is_opened(page: Section, path: str) -> bool:
    """Tell whether a page shows a path as an address with its query, and nothing else: such a call is a GET."""
    return any(
        code.startswith("http") and path in code.partition("?")[0] and "=" in code.partition("?")[2]
        for text in texts_of_page(page)
        for code in text.codes
    )


def shows_both(block: Code) -> bool:
    """Tell whether a block of code shows a request and its answer, each below a remark that says so."""
    text = block.text[:_LONGEST]
    return _REMARKED.match(text) is not None and _ANSWER_REMARKED.search(text) is not None


def is_request(block: Block) -> bool:
    """Tell whether a block of code is a request as it travels: its first line, and headers below it."""
    return isinstance(block, Code) and _REQUEST.match(block.text) is not None


@asked_once
def codes_of(page: Section) -> tuple[str, ...]:
    """Return the code blocks of a page, but for those that are longer than any sample; commands of HTTPie as curl's."""
    return tuple(_with_curl(text) for _, section in page.walk() for text in _code_texts(section.blocks))


def _with_curl(text: str) -> str:
    """Write commands of HTTPie as curl takes them: `http PUT :80/x a=b` as `curl -X PUT "http://localhost:80/x" -d a=`.

    Only the names of what they send are kept.
    """
    if "http " not in text and "https " not in text and "xh " not in text:
        return text
    return _HTTPIE.sub(lambda found: _curl_of(found[1]) or found[0], text)


def _curl_of(said: str) -> str:
    """Write the words of one command of HTTPie as a command of curl; "" where they are none."""
    try:
        words = shlex.split(said.replace("\\\n", " "))
    except ValueError:  # a quote that never closes
        return ""
    words = [word for word, before in zip(words, ["", *words], strict=False) if before not in _OPTION_WITH_VALUE]
    words = [word for word in words if not word.startswith("-")]
    stated = words.pop(0) if words and words[0] in _VERBS else ""
    url = _BARE_ADDRESS.match(words[0]) if words else None
    if url is None or not (url[1] or url[2]):
        return ""
    items = [found for word in words[1:] if (found := _ITEM.match(word)) is not None]
    query = "&".join(f"{item[1]}=" for item in items if item[2] == "==")
    sent = [f'-d "{item[1]}="' for item in items if item[2] not in ("==", ":")]
    host = f"localhost{url[2]}" if url[2].startswith(":") else url[2]
    address = f"{url[1] or 'http://'}{host}{url[3]}"
    joined = f"{address}{'&' if '?' in address else '?'}{query}" if query else address
    return " ".join(("curl -X", stated or ("POST" if sent else "GET"), f'"{joined}"', *sent))


def _code_texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Code) and len(block.text) <= _LONGEST:
            yield block.text
        elif isinstance(block, Callout):
            yield from _code_texts(block.blocks)


def _blocks_of_code(blocks: Sequence[Block]) -> Iterator[Code]:
    for block in blocks:
        if isinstance(block, Code):
            yield block
        elif isinstance(block, Callout):
            yield from _blocks_of_code(block.blocks)


def _call_of_curl(text: str, path_names: tuple[str, ...], *, on_any_host: bool = False) -> NamedCall | None:
    text = _SPACED.sub(r"{\1}", text) if "/{{" in text else text
    starts = [match.start() for match in CURL.finditer(text)]
    server, target = _address_of_curl(text, starts[0], on_any_host=on_any_host) if len(starts) == 1 else ("", "")
    path = _template(target, path_names) if target else ""
    call = call_of_line(f"{method_of_curl(text[starts[0] :])} {path}") if path else None
    return NamedCall(call.method, call.path, server) if call else None


def _address_of_curl(text: str, start: int, *, on_any_host: bool) -> tuple[str, str]:
    """Return server and path of the address that a command calls; the server is "" where the page does not say it."""
    if url := _URL.search(text, start) or _NAMED_URL.search(text, start):
        return url[1] if url[1].startswith("http") else "", url[2]
    bare = _HOST_URL.search(_ARGUMENT.sub(" ", text[start:])) if on_any_host else None
    return "", bare[1] if bare else ""


def _call_of_request(text: str, path_names: tuple[str, ...]) -> NamedCall | None:
    match = _REQUEST.match(text) or _REMARKED.match(text)
    path = _template(match[3], path_names) if match else ""
    return NamedCall(match[1], path, match[2] or "") if match and path else None


def method_of_curl(command: str) -> str:
    """Return the method of a curl command: the stated one, else POST where it sends a body."""
    stated = _METHOD.search(command) if "-X" in command or "--request" in command else None
    sends = _BODY.search(command) and not _GET_WITH_DATA.search(command)
    return stated[1] if stated else "POST" if sends else "GET"


def _call_of_code(text: str, path_names: tuple[str, ...]) -> NamedCall | None:
    """Read a sample in a programming language: one address, and a method or a bare `fetch`."""
    addresses = set(_QUOTED.findall(text))
    method = _METHOD_IN_CODE.search(text) if len(addresses) == 1 else None
    if len(addresses) != 1 or not (method or _FETCH.search(text)):
        return None
    server, path = addresses.pop()
    said = next(filter(None, method.groups())) if method else "GET"
    call = call_of_line(f"{said} {template}") if (template := _template(path, path_names)) else None
    return NamedCall(call.method, call.path, server) if call else None


def _template(path: str, names: tuple[str, ...]) -> str:
    """Write the path of a sample with the names of its parameters; "" when it cannot be told where they stand."""
    if path.count("{") != path.count("}"):
        return ""
    segments = path.split("/")
    open_ones = [at for at, segment in enumerate(segments) if _PLACEHOLDER.fullmatch(segment)]
    stated = [_name(segments[at]) for at in open_ones]
    if not open_ones and len(names) == 1:  # which of several values is which, a sample does not say
        open_ones = [at for at, segment in enumerate(segments) if _IS_VALUE.fullmatch(segment)]
    if len(open_ones) != len(names or stated) or not all(stated):
        return ""
    for at, name in zip(open_ones, names if len(names) == 1 else stated, strict=True):
        segments[at] = f"{{{name}}}"
    return "/".join(segments)


def _name(segment: str) -> str:
    match = _PLACEHOLDER.fullmatch(segment)
    said = next(filter(None, match.groups()), "") if match else ""
    return re.sub(r"\W+", "_", said).strip("_")
