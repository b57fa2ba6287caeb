"""Where a plain page names a call: headings, lines of their own, code lines, key-value tables."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from driftwatch.extract.text.blocks import Block, Callout, Code, Paragraph, Section, Table, Text, asked_once
from driftwatch.extract.words.vocabulary import ANY_METHOD, METHOD_KEYS, URL_KEYS
from driftwatch.extract.words.wording import tidy, word
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.calls.call_lines import (
    BARE_METHOD,
    BASE,
    CALL,
    LINE,
    LONGEST_METHODS,
    LONGEST_TARGET,
    METHOD,
    METHODS,
    VERBS,
    call_matched,
    call_of_line,
    call_quoted,
    call_reversed,
    is_file,
    method_alone,
)
from driftwatch.platforms.calls.call_titles import call_of_title, match_whole, without_number
from driftwatch.platforms.calls.labelled_values import alone_at_head, key_of_call, labelled
from driftwatch.platforms.calls.named_call import ANY, NamedCall
from driftwatch.platforms.calls.overview_tables import calls_of_overview, listed_methods

_HEADING: Final = lazy_regex(
    rf"(?:.{{0,120}}?[\s:(\u2014\u2013-])??{CALL.pattern}\)?(?:\s?\(.{{0,60}}\))?$", re.IGNORECASE | re.DOTALL
)
_RELATIVE: Final = lazy_regex(
    rf"{METHODS} (?!:)((?:(?::?[\w{{}}<>.~-]{{1,100}}|<\w{{1,30}}(?: \w{{1,30}}){{1,4}}>)/){{1,20}}"
    rf"(?::?[\w{{}}<>.~-]{{0,100}}|\[\w{{1,40}}\])(?:\?\S{{0,300}})?)$"
)
BARE: Final = lazy_regex(
    r"(?:[^:\uff1a/]{1,40}[:\uff1a]\s?)?(?P<target>(?:https?://[\w.:-]{1,200}|\[[A-Za-z][\w -]{2,40}\](?=/[a-z]))?"
    r"(?:/[\w{}<>:.$~@*+%\[\]-]{1,100}){1,20})/?(?:\?\S{0,300})?$"
)
"""A path or a whole address on a line of its own, behind a label or not."""
_SAID: Final = lazy_regex(
    r"(?:the|this|its|our)\s(?:[\w'-]{1,30}\s){0,4}(?:endpoint|url|uri|address|route)\s(?:for\s[^.:`]{1,80}\s)?is\s?[:\uff1a]?",
    re.IGNORECASE,
)
"""What a sentence says before such an address, with which it ends."""
_PICTURE: Final = lazy_regex(
    r"\s{0,4}[\u2190-\u21ff\u25b6\u25ba\u2705\u2713\u2714\u2794-\u27be\u2b05-\u2b07\u2b95\U0001f447\U0001f449\U0001f517\ufe0f]{1,4}\s{1,4}"
)
"""An arrow, a hand that points, a link or a tick; crosses and other signs may say that there is no such call."""
_SIGNS: Final = lazy_regex(r"#{2,6}(?=[A-Za-z])")
_DASHED: Final = lazy_regex(rf"([^\W\d_][\w ]{{1,30}})\s[\u2013\u2014-]\s(?=`?(?:{ANY_METHOD})\s)", re.IGNORECASE)
_PIECE: Final = lazy_regex(r"/|/?[\w{}:.~*-]{1,100}/?$")
_WITHOUT_SLASH: Final = lazy_regex(r"[A-Za-z][\w.-]{0,60}(?:/[\w.{}<>:-]{1,60}){0,8}$")
_LONGEST_SAMPLE: Final = 4_000
_VERSION_ALONE: Final = lazy_regex(r"(?:/(?:api|rest))?/v[0-9]{1,4}(?:[._-][0-9]{1,4}){0,3}(?:alpha|beta)?[0-9]{0,2}/?")
_TITLED: Final = lazy_regex(rf"(?:^|\btitle=[\"'])({ANY_METHOD})(?:[\"']|$)")
_CODE_LINES: Final = 3
_MESSAGE: Final = lazy_regex(rf"\s{{0,8}}{METHOD} \S{{1,400}}[ \t]{{0,4}}\n[A-Za-z][\w-]{{1,40}}: ")
"""A request: the line of its call, then its headers; one with "HTTP/1.1" behind the call is a sample as it travels."""
_WITH_BODY: Final = lazy_regex(
    rf"\s{{0,8}}{METHOD} /\S{{1,400}}[ \t]{{0,4}}\n[ \t]{{0,8}}\n?[ \t]{{0,8}}[{{\[][ \t]{{0,4}}\n"
)
"""The line of a call, then the body that it sends, which in a language would be a sample."""
_NO_LANGUAGE: Final = frozenset(("", "default", "http", "none", "plain", "plaintext", "text", "txt", "uri", "url"))
"""What a code block is called in which a path may begin without a slash."""
_REMARKS: Final = ("# ", "// ", "-- ")
"""How a line of a code block begins that is a remark on the others."""
_NEXT_CALL: Final = lazy_regex(rf"\s(?=(?:{ANY_METHOD})\s(?:/|https?:|{BASE}))")
_CALLS: Final = 8
"""Lines of a code block that are calls of one section; more of them are a list of what there is."""
_OPENED: Final = lazy_regex(r"\s[a-z]")
"""How the sentence behind a call goes on: with a verb, and not with an arrow, a dash or a colon."""
_ADDRESS: Final = ("/", "http://", "https://", "[")
"""How an address begins, with no label in front."""
MOST_BLOCKS: Final = 60
_FEW_RUNS: Final = 6


@asked_once
def names_call(section: Section) -> bool:
    """Tell whether the heading itself names a call."""
    return _of_heading(section.heading) is not None


@asked_once
def call_of_section(section: Section) -> NamedCall | None:
    """Return the call that a section's heading names, or a line of its own below it; None for none.

    A call that a sentence merely mentions ("poll `GET /v1/videos/{id}` until …") is none.
    """
    blocks = section.blocks[:MOST_BLOCKS]
    return _of_heading(section.heading) or call_of_blocks(blocks) or call_of_labels(section)


def _of_heading(heading: Text) -> NamedCall | None:
    """Read a heading that names a call; one that is nothing else may do without the slash: "GET store/widgets"."""
    if "/" not in heading.plain:
        return None
    found = match_whole(_HEADING, heading) or call_of_title(heading)
    said = "" if found or len(heading.plain) > LONGEST_TARGET else tidy(without_number(heading).plain)
    return call_reversed(said) or (_of_line(said, "") if said and _RELATIVE.match(said) else found)


def call_of_parts(section: Section) -> NamedCall | None:
    """Read a section whose parts are called "Method" and "URL" or "Request", each with nothing else than this."""
    said = {word(child.title): _alone(child.blocks[:1]) for child in section.children[:_CALLS] if child.blocks}
    target = said.get("request", "")
    return _of_pairs(said | {"url": target} if URL_KEYS.isdisjoint(said) else said)


def _alone(blocks: Sequence[Block]) -> str:
    """Return what a block says, up to the end of its line, be it that it is indented."""
    block = blocks[0] if blocks else None
    if isinstance(block, Callout):
        return _alone(block.blocks[:1])
    said = block.text if isinstance(block, Code) else block.text.plain if isinstance(block, Paragraph) else ""
    return tidy(said[:LONGEST_TARGET].strip().partition("\n")[0].partition(" ")[0])


def call_of_opening(text: Text) -> NamedCall | None:
    """Read a sentence that begins with a call in a code span and says what it does: "`GET /widgets` lists them all"."""
    runs = [run for run in text.runs if run.text.strip()]
    if len(runs) < 2 or not runs[0].code or not runs[1].text[:1].isspace():  # noqa: PLR2004 - the call, and a sentence
        return None
    return match_whole(LINE, Text(runs=tuple(runs[:1]))) if _OPENED.match(runs[1].text) else None


def calls_of_code(block: Code) -> tuple[NamedCall, ...]:
    """Read a short code block of which each line is a call, remarks aside: `GET /query` above `POST /query`."""
    calls = _calls_of_lines(block)
    return calls if len(set(calls)) > 1 else ()


def _repeats_call(block: Code) -> bool:
    """Tell whether a longer block is nothing but one call, with other queries on each line."""
    return VERBS.match(block.text.lstrip()) is not None and len(set(_calls_of_lines(block))) == 1


def _calls_of_lines(block: Code) -> tuple[NamedCall, ...]:
    """Return the calls of a short code block of which each line is one, be it that they differ in their queries."""
    lines = [line.strip() for line in block.text.strip().split("\n", _CALLS) if line.strip()]
    lines = [line for line in lines if not line.startswith(_REMARKS)]
    found = [_of_line(line, block.lang) for line in lines if len(line) <= LONGEST_TARGET]
    calls = tuple(call for call in found if call is not None)
    return calls if len(calls) == len(lines) <= _CALLS else ()


def calls_in_row(block: Block) -> tuple[NamedCall, ...]:
    """Read a paragraph, be it quoted, that is nothing but several calls: `PUT /widgets` above `POST /widgets`."""
    blocks = block.blocks[:_CALLS] if isinstance(block, Callout) else (block,)
    first = blocks[0] if blocks else None
    if not isinstance(first, Paragraph) or not first.text.runs or not VERBS.match(first.text.runs[0].text):
        return ()
    texts = [tidy(inner.text.plain) for inner in blocks if isinstance(inner, Paragraph)]
    said = " ".join(texts) if len(texts) == len(blocks) and sum(map(len, texts)) <= LONGEST_TARGET else ""
    found = tuple(call_of_line(piece) for piece in _NEXT_CALL.split(said))
    calls = tuple(call for call in found if call is not None)
    return calls if 1 < len(calls) == len(found) <= _CALLS else ()


def is_line_of_call(block: Code) -> bool:
    """Tell whether a block of code is one call and nothing else: in no language is that a line of its own."""
    line = block.text.strip()
    return len(line) <= LONGEST_TARGET and "\n" not in line and _of_line(line, block.lang) is not None


def is_in_language(block: Block) -> bool:
    """Tell whether a block is code that is said to be in a language, be it JSON around a call."""
    return isinstance(block, Code) and block.lang.lower() not in _NO_LANGUAGE


def calls_of_fences(blocks: Sequence[Block], *, announced: bool = False) -> dict[int, NamedCall]:
    """Return the calls of code blocks that hold one call and nothing else, by number, where a section has several.

    Pages without a heading for each call write each of them so, and below it what it does and takes. One alone is the
    call of its section, unless another block lists more of them. In another language than HTTP they are samples, unless
    the heading has `announced` calls.
    """
    found: dict[NamedCall, int] = {}
    for number, block in enumerate(blocks):
        is_one = isinstance(block, Code) and is_line_of_call(block) and (announced or not is_in_language(block))
        call = _of_line(block.text.strip(), block.lang) if isinstance(block, Code) and is_one else None
        if call is not None:
            found.setdefault(call, number)
    if len(found) == 1 and not any(isinstance(block, Code) and calls_of_code(block) for block in blocks):
        return {}
    return {number: call for call, number in found.items()}


def call_of_text(text: Text) -> NamedCall | None:
    """Read a paragraph that is a call and nothing else, but for a label in front of it."""
    text = _without_picture(text)
    found = match_whole(LINE, _without_signs(text)) or _after_label(text) or _behind_method(text) or _after_dash(text)
    is_code = bool(text.runs) and text.runs[0].code
    said = tidy(text.plain[:LONGEST_TARGET])
    return found or call_reversed(said, is_set_apart=is_code) or call_quoted(said)


def _without_picture(text: Text) -> Text:
    """Return a line without the picture in front of it, which says nothing: an arrow or a link before the call."""
    first = text.runs[0].text if len(text.runs) > 1 and not text.runs[0].code else ""
    return Text(text.runs[1:]) if first and _PICTURE.fullmatch(first) else text


def _behind_method(text: Text) -> NamedCall | None:
    """Read a method and, in code, a path without its first slash: "POST `store/widgets`"."""
    runs = [run for run in text.runs if run.text.strip()]
    is_pair = len(runs) == 2 and runs[1].code and not runs[0].code  # noqa: PLR2004 - the method, and the path
    method = BARE_METHOD.match(runs[0].text.strip()) if is_pair else None
    line = f"{method[1].upper()} {runs[1].text.strip()}" if method else ""
    return _of_line(line, "") if line and len(line) <= LONGEST_TARGET and _RELATIVE.match(line) else None


def is_meant_as_heading(block: Block) -> bool:
    """Tell whether a paragraph is a heading but for the space behind its signs: "####POST `/widgets`"."""
    first = block.text.runs[0] if isinstance(block, Paragraph) and block.text.runs else None
    return first is not None and not first.code and _SIGNS.match(first.text) is not None


def _without_signs(text: Text) -> Text:
    """Return the line of such a heading without its signs; what stands on the next line is none of it."""
    if not is_meant_as_heading(Paragraph(text)):
        return text
    first, *rest = text.runs
    path = rest[:1] if rest and rest[0].code else rest
    return Text((replace(first, text=first.text.lstrip("#")), *path))


def _after_label(text: Text) -> NamedCall | None:
    runs = [run for run in text.runs if run.text.strip()]
    is_labelled = len(runs) > 1 and runs[-1].code and all(run.strong and not run.code for run in runs[:-1])
    return match_whole(LINE, Text(runs=(runs[-1],))) if is_labelled else None


def _after_dash(text: Text) -> NamedCall | None:
    """Read a word for addresses that a dash sets apart from the call: "Endpoint - POST /widgets"."""
    said = tidy(text.template) if "/" in text.plain else ""
    label = _DASHED.match(said) if len(said) <= LONGEST_TARGET else None
    return call_of_line(said[label.end() :].strip("`")) if label and word(label[1]) in URL_KEYS else None


def call_without_method(block: Block) -> NamedCall | None:
    """Read an address that stands alone, or that a sentence names: "The endpoint is `/widgets`".

    Its method is `ANY` until something names it.
    """
    said = _address_in(block.text) if isinstance(block, Paragraph) else block.text if isinstance(block, Code) else ""
    match = BARE.match(tidy(said)) if len(said) <= LONGEST_TARGET else None
    found = call_matched(LINE.match(f"GET {match['target']}")) if match else None
    return NamedCall(ANY, found.path, found.server) if found else None


def _address_in(text: Text) -> str:
    """Return the address with which a sentence ends that says of it what it is; all of any other text."""
    runs = [run for run in text.runs if run.text.strip() not in ("", ".")]
    is_short = 1 < len(runs) <= _FEW_RUNS and runs[-1].code
    is_said = is_short and _SAID.fullmatch(tidy("".join(run.text for run in runs[:-1])))
    return runs[-1].text if is_said else text.plain


def is_base(call: NamedCall) -> bool:
    """Tell whether an address that nothing calls is what all calls begin with: `https://api.example.com/v2/`."""
    return call.method == ANY and _VERSION_ALONE.fullmatch(call.path) is not None


def call_of_blocks(blocks: Sequence[Block]) -> NamedCall | None:
    """Return the first call that these blocks name on a line, in a short code block or in a key-value table."""
    for index, block in enumerate(blocks):
        found = None
        if isinstance(block, Paragraph):
            found = call_of_text(block.text) or _split(blocks[index:])
        elif isinstance(block, Code) and (
            block.text.count("\n") < _CODE_LINES or begins_with_call(block) or _repeats_call(block)
        ):
            found = _of_code(block)
        elif isinstance(block, Table):
            found = _of_table(block)
        elif isinstance(block, Callout):
            found = call_of_blocks(block.blocks)
        if found:
            return found
    return None


def begins_with_call(block: Code) -> bool:
    """Tell whether a longer block is a request, of which the first line is the call."""
    return bool(_MESSAGE.match(block.text) or (not is_in_language(block) and _WITH_BODY.match(block.text)))


def _of_code(block: Code) -> NamedCall | None:
    """Read the first line of a short sample; its method may be its title."""
    line = block.text.strip().partition("\n")[0][:600]
    method = _TITLED.search(block.info)
    found = call_matched(LINE.match(line)) or (call_matched(LINE.match(f"{method[1]} {line}")) if method else None)
    return found or (_of_line(line, block.lang) if line == block.text.strip() else None)


def _of_line(line: str, lang: str) -> NamedCall | None:
    """Read a line of code that is a call; in no language its path may begin without a slash: `GET store/widgets`."""
    relative = _RELATIVE.match(line) if lang.lower() in _NO_LANGUAGE else None
    return call_of_line(f"{relative[1]} /{relative[2]}" if relative else line)


def _split(blocks: Sequence[Block]) -> NamedCall | None:
    """Join `POST` `/` `v1` `/` `videos`, each a paragraph of its own, as Mintlify's HTML splits them.

    A method that a component shows may stand apart from the whole address as well.
    """
    head = blocks[0].text.plain if blocks and isinstance(blocks[0], Paragraph) else ""
    method = method_alone(tidy(head)) if len(head) <= LONGEST_METHODS else ""
    if not method:
        return None
    pieces = [tidy(block.text.plain) if isinstance(block, Paragraph) else "" for block in blocks[:40]]
    whole = BARE.match(pieces[1]) if len(pieces) > 1 and len(pieces[1]) <= LONGEST_TARGET else None
    if whole and whole["target"] != "/":
        return call_matched(LINE.match(f"{method} {whole['target']}"))
    path = ""
    for piece in pieces[1:]:
        if not _PIECE.match(piece) or (path and not path.endswith("/") and not piece.startswith(("/", ":"))):
            break
        path += piece
    return call_matched(LINE.match(f"{method} {path}")) if path.startswith(("/", "http")) else None


def call_of_labels(section: Section) -> NamedCall | None:
    """Join lines such as `Endpoint: /v1/x` and `Method: POST`, in either order, or labels in bold in one line.

    The address may be the heading above them, or stand alone at the head of the section.
    """
    blocks, heading = section.blocks[:MOST_BLOCKS], section.heading
    said = labelled(blocks)
    title = _address_of(heading) if len(heading.plain) <= LONGEST_TARGET else ""
    is_address = title.startswith("/") and BARE.match(title) is not None
    if (
        not is_address
        and (heading.codes == (title,) or "." in title)
        and not METHOD_KEYS.isdisjoint(said)
        and _is_sent_to(title, section.blocks)
    ):
        is_address, title = True, f"/{title}"
    if not URL_KEYS.isdisjoint(said):
        return _of_pairs(said)
    alone = "" if is_address or METHOD_KEYS.isdisjoint(said) else _alone_at_head(blocks)
    return _of_pairs(said | {"url": title} if is_address else said | {"url": alone} if alone else said)


def _alone_at_head(blocks: Sequence[Block]) -> str:
    """Return the address that stands alone above the label of its method: "`/widgets`" above "- Method: POST"."""
    said = ((block, _alone((block,)).lstrip("` ")) for block in alone_at_head(blocks))
    found = (call_without_method(block) for block, line in said if line.startswith(_ADDRESS) and not is_file(line))
    return next((f"{call.server}{call.path}" for call in found if call is not None), "")


def _is_sent_to(path: str, blocks: Sequence[Block]) -> bool:
    """Tell whether a sample calls a path that a heading names without its first slash: `state.json`."""
    if not _WITHOUT_SLASH.match(path):
        return False
    called = re.compile(rf"/{re.escape(path)}(?![\w./-])")
    return any(called.search(block.text[:_LONGEST_SAMPLE]) for block in blocks if isinstance(block, Code))


def _address_of(heading: Text) -> str:
    """Return what a heading says behind its number and what it calls an address: "2. Endpoint: /widgets"."""
    title = tidy(without_number(heading).plain)
    label, colon, address = title.partition(":")
    return address.strip() if colon and key_of_call(label) in URL_KEYS else title


def _of_table(table: Table) -> NamedCall | None:
    """Read a table of keys and values, `HTTP Method | POST`, `URL | https://…`, or one row below `Method | URL`.

    The head of such a table may be the call: `/widgets (GET)`, with nothing beside it.
    """
    if len(table.rows) == 1 and (listed := calls_of_overview(table)):
        return listed[0][0]
    return call_of_keys(table)


def call_of_keys(table: Table) -> NamedCall | None:
    """Read a table of keys and values, or one whose head is the call: it says all of one call, and is no overview."""
    first, *others = [tidy(cell.plain) for cell in table.header]
    if not any(others) and (headed := call_reversed(first)) is not None:
        return headed
    rows = [(row[0].plain, row[1].plain) for row in (table.header, *table.rows) if len(row) > 1]
    pairs = {said: value for key, value in rows if (said := key_of_call(key)) in METHOD_KEYS or said in URL_KEYS}
    return _of_first_row(rows) or _of_pairs({said: tidy(value).strip("` ") for said, value in pairs.items()})


def _of_first_row(rows: Sequence[tuple[str, str]]) -> NamedCall | None:
    """Read the call with which a table about it begins, its method beside its path: "GET | /widgets"."""
    tidied = ((key, tidy(value).strip("` ")) for key, value in rows)
    method, target = next(((key.strip("` "), value) for key, value in tidied if key or value), ("", ""))
    is_one = len(rows) > 1 and target.startswith(("/", "http")) and len(target) <= LONGEST_TARGET
    found = call_of_line(f"{method} {target}") if is_one and BARE_METHOD.match(method) else None
    others = (key.strip("` ") for key, _ in rows)
    return found if sum(BARE_METHOD.match(key) is not None for key in others) == 1 else None


def _of_pairs(said: Mapping[str, str]) -> NamedCall | None:
    kind = said.get("type", "") if BARE_METHOD.match(said.get("type", "")) else ""
    method = next((said[key] for key in sorted(METHOD_KEYS.intersection(said))), kind)
    target = next((said[key] for key in sorted(URL_KEYS.intersection(said))), "")
    if not method or not target or target.partition(" ")[0].upper() == method.upper():
        return call_matched(LINE.match(target)) if len(target) <= LONGEST_TARGET else None
    line = f"{listed_methods(method)} {target}"
    return call_matched(LINE.match(line)) or (_of_line(line, "") if BARE_METHOD.match(method) else None)
