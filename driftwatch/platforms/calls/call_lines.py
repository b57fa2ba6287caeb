"""A line that is a call and nothing else, and how its path is written, with its parameters and optional steps."""

import re
from itertools import chain, product, zip_longest
from typing import Final

from driftwatch.extract.words.vocabulary import ANY_METHOD
from driftwatch.model.address import IN_CAPITALS, operation_key
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.calls.named_call import ANY, NamedCall

METHOD: Final = rf"({ANY_METHOD})"
_METHODS_ALONE: Final = lazy_regex(rf"{METHOD}(?:/{METHOD}){{1,5}}(?:\s\([^()]{{0,60}}\))?$", re.IGNORECASE)
"""Methods side by side, the last of which is no path: "POST/PUT/DELETE"."""
METHODS: Final = rf"((?:{ANY_METHOD})(?:(?:\s?[,/|&、]\s?|\s(?:or|and)\s)(?:{ANY_METHOD})\b){{0,5}})"
"""Methods that a page names together, for one path: `GET, POST /widgets`."""
VERBS: Final = lazy_regex(ANY_METHOD, re.IGNORECASE)
BARE_METHOD: Final = lazy_regex(rf"{METHOD}$", re.IGNORECASE)
LONGEST_METHODS: Final = 60
LONGEST_TARGET: Final = 400
_METHOD_NAMED: Final = lazy_regex(
    rf"(?i:{METHOD})$|(?:HTTP\s(?=[A-Z/]+\b)|(?=[A-Z]{{3,7}}\s[a-z]))(?P<methods>{METHODS})(?:\s(?:request|method|call))?$"
)
"""Nothing but a method, or several in capitals behind "HTTP" or before the word for it: "HTTP POST", "GET request"."""
BASE: Final = (
    r"(?-i:[A-Z][A-Z0-9]{0,20}(?:_[A-Z0-9]{1,20}){1,4}|HOST|HOSTNAME|SERVER|BASEURL)(?=/)"
    r"|<(?:your[ _-]?)?(?:api[ _-]?)?(?:base|host|server|domain|address|root|url|uri|endpoint)[\w ./:-]{0,30}>(?=/)"
    r"|\[(?=[\w -]{0,30}(?:base|host|server|domain|address|ur[li]|endpoint)\w{0,10}\])[A-Za-z][\w -]{2,40}\](?=/)"
    r"|<%=\s?@?\w{1,40}\s?%>(?=/)"
)
"""A word for the server where calls begin with it: `BASE_URL/widgets`, `<server>/widgets`, `[ServerUrl]/widgets`,
`<%= api_url %>/widgets` where the page is a template.
"""
_TARGET: Final = (
    rf"((?:{BASE}|"
    r"https?://(?:\{[^{}/\n]{1,40}\})?[\w.:{}<>$\[\]-]{0,200}|\{\{?[\w-]{1,40}\}?\}|\$\{?\w{1,40}\}?)?/"
    r"(?:[\w}<>:/.$~@*+%-]|(?<=/)\{[A-Za-z]\w{0,30}(?: \w{1,30}){1,4}\}|\{(?![?&])|\?(?=[>}])|#(?=\{)"
    r"|(?<=/)(?:\((?:[a-z]{1,20}:\s?)?[A-Za-z][\w -]{0,40}\)|\[(?:[a-z]{1,20}:\s?)?[A-Za-z][\w -]{0,40}\])"
    r"(?=[/?{\[(\s`.]|$)"
    r"|(?<=\.)\((?:\w{1,10}\|){1,6}\w{1,10}\)"
    r"|[\[(](?:/[\w{}<>:.*/-]{1,100}|(?<=/[\[(])[:{<][\w}>-]{1,60})[\])](?=[/?{\[(\s`]|$)"
    r"|<[A-Za-z]\w{0,30}(?:[ -]\w{1,30}){1,4}>|(?<=\{)\s\$?\w{1,40}\s(?=\})"
    r"|(?<=\w)\s?:\s[A-Za-z]\w{0,30}\??(?=\})|(?<=\w)=(?=[^\s{}]{1,80}\})){0,300}"
    r"|https?://[\w.:{}-]{1,200})"
)
_FILLED: Final = r"<[A-Za-z]\w{0,30}(?:\s\w{1,30}){1,4}>"
"""What a reader fills in, in words: `?id=<widget id>`."""
CALL: Final = lazy_regex(
    rf"(?:\[\s?)?{METHODS}(?:\s?\])?\s?(?:[:\u2013\u2014-]\s)?:?\s?{_TARGET}(?:[\[{{]?\?(?:{_FILLED}|\S){{0,300}})?",
    re.IGNORECASE,
)
LINE: Final = lazy_regex(
    rf"(?:[^:\uff1a]{{0,40}}[:\uff1a]\s?)?{CALL.pattern}(?:\sHTTP/[\d.]{{1,3}})?(?:\s{{1,8}}\([^()]{{1,60}}\))?"
    r"(?:\s[a-z]{1,20}(?:-[a-z]{1,20}){1,4}:\s\S{1,100}){0,4}$",
    re.IGNORECASE,
)
"""Also with the headers of the request behind it, where nothing tells its lines apart."""
_QUOTED: Final = lazy_regex(
    rf"`?{METHODS}\s?:?\s(?P<quote>[\"'])(?:<[\w-]{{1,40}}>(?=/(?:api|rest|v\d)\b))?(?P<target>[^\s\"'`]{{2,400}})(?P=quote)`?$",
    re.IGNORECASE,
)
_REVERSED: Final = lazy_regex(
    rf"`?(?P<target>/[^\s`]{{0,300}})`?\s{{1,3}}(?:(?:[(\[]|[-\u2013\u2014|:]{{1,3}}\s{{1,3}})(?:(?:HTTP\s)?method\s?:?\s?)?`?{METHOD}`?[)\]]?"
    rf"|`?(?-i:{METHOD})`?(?:\srequest)?)$",
    re.IGNORECASE,
)
"""Behind the path stands the method, set apart by a sign, or in capitals: "/widgets (get)", "/widgets GET"."""
_LONGEST_REVERSED: Final = 400
_FILE: Final = lazy_regex(
    r"/(?:usr|etc|var|opt|tmp|bin|sbin|lib|proc|mnt|root|home/[\w.-]{1,60})(?:/|$)"
    r"|[^\s?]{0,300}\.(?:html?|css|js|png|jpe?g|gif|svg|ico|txt|md|sh|log|conf|ini|exe|so)(?:$|[?#])",
    re.IGNORECASE,
)
"""A place in a file system, or what a server of files has; as words alone would have it, no address of a call."""
_HOST: Final = lazy_regex(
    rf"{BASE}|https?://(?:\{{[^{{}}/\n]{{1,40}}\}})?[\w.:{{}}<>$\[\]-]{{0,200}}|\{{\{{?[\w-]{{1,40}}\}}?\}}|\$\{{?\w{{1,40}}\}}?(?=/)",
    re.IGNORECASE,
)
_RUN_ON: Final = lazy_regex(rf"[a-z0-9_}}](?:{ANY_METHOD})/(?=[a-z{{<:])")
"""Calls side by side without a blank, as the links of a menu stand in HTML: `/boxesPOST/boxes`; not `/spxPUT/CALL`."""
_EMPTY_STEP: Final = lazy_regex(r"/+(?=/(?!localhost\b)[\w-]+(?:[/?#]|$))")
"""An empty step in front of a path, which names nothing; before what may be a host (RFC 3986, 4.2) it is none."""
_COLON_NAME: Final = lazy_regex(r"(?<=/):([A-Za-z_]\w{0,60}(?:-\w{1,30}){0,6})")
_SHELL_NAME: Final = lazy_regex(r"(?<=/)\$([A-Za-z]\w{0,60}(?<=_id|[a-z\d]Id|[a-z\d]ID)|id)(?=[/?.]|$)")
"""A variable of a shell that holds the id of a thing; a name alone is a step: `/$metadata`, `/$everything`."""
_KINDS: Final = r"(?:string|str|int|integer|long|float|double|bool|guid|uuid|path|any)"
"""Words for what a parameter in a path may be."""
_ANGLE_NAME: Final = lazy_regex(
    rf"[$#%]?(?:\{{\{{?\s?\$?:?|<:?)(?:{_KINDS}:(?!{_KINDS}\b))?([A-Za-z_][\w.-]{{0,60}})\??"
    r"(?:(?:\s?:\s?[A-Za-z]\w{0,30}\??)?\s?\}\}?|>)"
)
"""A parameter as templates write it: `{id}`, `<id>`, with its type behind or before it as well: `{id:int}`, `<int:id>`;
and as languages fill it in: `${id}`, `#{id}`, `{{ $id }}`."""
_IN_WORDS: Final = lazy_regex(r"[<{]([A-Za-z]\w{0,30}(?: \w{1,30}){1,4})[>}]")
_IN_BRACKETS: Final = lazy_regex(r"(?<=/)[(\[](?:[a-z]{1,20}:\s?)?([A-Za-z][\w -]{0,40})[)\]]")
"""A parameter in words: `/widgets/(id or name)`, `/widgets/[ID]`, behind its type as well: `/widgets/(int:id)`."""
_FORMATS: Final = lazy_regex(r"\.\((?:\w{1,10}\|){1,6}\w{1,10}\)")
"""The formats in which a path answers: `/widgets.(json|yaml)`."""
_SHAPES: Final = lazy_regex(r"(?<=\w)=[^\s{}]{1,80}(?=\})")
"""What a parameter in a path looks like, as gRPC writes it: `{name=boxes/*}`."""
_MARKED: Final = lazy_regex(r"[{<:(\[]|/[$A-Z0-9]")
"""What sets a parameter apart in all of these."""
_OPTIONAL: Final = lazy_regex(r"[\[(](/[^\s\[\]()]{1,100}|(?<=/[\[(])[:{<][^\s\[\]()/]{1,60})[\])]")
"""Steps that may be left out: `/hash[/{algorithm}]`, `/hash(/:algorithm)`, `/widgets/[{id}]`."""
_MOST_OPTIONAL: Final = 3
"""Such steps in one path, of which each doubles the number of its forms."""


def call_of_line(line: str) -> NamedCall | None:
    """Read a line that is a call and nothing else: `POST /v1/widgets`, `GET https://api.example.com/v1/widgets`."""
    return call_matched(LINE.match(line))


def call_quoted(said: str) -> NamedCall | None:
    """Read a line that is a call whose address stands in quotes.

    >>> call_quoted('GET "/widgets"')
    NamedCall(method='GET', path='/widgets', server='', shorter=(), others=())
    """
    found = _QUOTED.match(said) if said[-2:].rstrip("`")[-1:] in ('"', "'") else None
    return call_of_line(f"{found[1]} {found['target']}") if found else None


def method_alone(said: str) -> str:
    """Return the method that a line or heading names and nothing else, or several; "" for any other.

    >>> method_alone("HTTP POST/GET"), method_alone("post"), method_alone("GET request"), method_alone("Get boxes")
    ('POST/GET', 'post', 'GET', '')
    """
    found = _METHOD_NAMED.match(said)
    return (found[1] or found["methods"]) if found else ""


def is_file(path: str) -> bool:
    """Tell whether a path is more likely that of a file or directory than of a call.

    >>> is_file("/usr/local/bin"), is_file("/a/lid.png"), is_file("/user"), is_file("/a/lid.json")
    (True, True, False, False)
    """
    return _FILE.match(path) is not None


def call_reversed(said: str, *, is_set_apart: bool = True) -> NamedCall | None:
    """Read a line or heading that is a path and behind it the method: "/widgets (GET)", "/widgets POST".

    Without a sign between them the path has to be set apart, as a heading or in code.

    >>> call_reversed("/widgets | method GET"), call_reversed("/widgets get them")
    (NamedCall(method='GET', path='/widgets', server='', shorter=(), others=()), None)
    """
    found = _REVERSED.match(said) if said[:2].lstrip("`")[:1] == "/" and len(said) <= _LONGEST_REVERSED else None
    if found is None or (found[3] and (not is_set_apart or is_file(found["target"]))):
        return None
    return call_of_line(f"{found[2] or found[3]} {found['target']}")


def call_matched(match: re.Match[str] | None) -> NamedCall | None:
    """Return the call that a pattern of this module found; its groups are the methods and the target."""
    if match is None or _METHODS_ALONE.match(match.group()) or _RUN_ON.search(match[2]):
        return None
    host = _HOST.match(match[2])
    server = _ANGLE_NAME.sub(r"{\1}", host.group()) if host and host.group().startswith("http") else ""
    path = match[2][host.end() :] if host else match[2]
    if path.startswith("//") and "." in (name := path[2:].partition("/")[0]):  # a host, behind a scheme twice or none
        server, path = with_names(f"https://{name}"), path[2 + len(name) :] or "/"
    path = path[empty.end() :] if (empty := _EMPTY_STEP.match(path)) else path
    forms = tuple(with_names(each).rstrip(".:,") or "/" for each in _forms(path))
    method, *others = dict.fromkeys(VERBS.findall(match[1].upper()))
    return NamedCall(method, forms[0], server, forms[1:], tuple(others))


def _forms(path: str) -> tuple[str, ...]:
    """Return a path with all of its optional steps, then without some of them; what is the same call, once."""
    pieces = _OPTIONAL.split(path)
    steps = pieces[1::2]
    choices = product(*([(step, "") if len(steps) <= _MOST_OPTIONAL else (step,) for step in steps]))
    found: dict[str, str] = {}
    for chosen in choices:
        whole = "".join(chain.from_iterable(zip_longest(pieces[::2], chosen, fillvalue="")))
        whole = whole if all(chosen) else whole.rstrip("/")
        found.setdefault(operation_key(ANY, with_names(whole)), whole)
    return tuple(found.values())


def with_names(path: str) -> str:
    """Write all parameters of a path as templates do: `{id}` for `:id`, `<id>`, `[ID]`, `WIDGET_ID` and `{{ $id }}`."""
    if not _MARKED.search(path):
        return path
    path = _FORMATS.sub(".{format}", _SHAPES.sub("", path) if "=" in path else path)
    path = _IN_WORDS.sub(lambda found: f"<{found[1].replace(' ', '_')}>", path)
    path = _IN_BRACKETS.sub(lambda found: f"{{{re.sub(r'[ -]+', '_', found[1].strip())}}}", path)
    path = IN_CAPITALS.sub(lambda found: f"{{{found[1] or found[2]}}}", path)
    return _ANGLE_NAME.sub(r"{\1}", _COLON_NAME.sub(r"{\1}", _SHELL_NAME.sub(r"{\1}", path)))
