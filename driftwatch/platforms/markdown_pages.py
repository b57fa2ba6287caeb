"""What every Markdown page can hold, whichever platform wrote it: OpenAPI fences, components, tables, prose.

One file may hold several pages one after the other: a new one begins at a `# Source: URL` line, or at a `# title` that
follows a closed OpenAPI fence.
"""

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from msgspec import Struct, structs

from driftwatch.errors import DocumentError
from driftwatch.extract.data import loose
from driftwatch.extract.data.structured_text import read_structured
from driftwatch.extract.index.places import place_of, without_banners
from driftwatch.extract.pages.page_text import Watched
from driftwatch.extract.text.blocks import Section
from driftwatch.extract.text.former_readings import as_formerly
from driftwatch.extract.text.myst import plain_markdown
from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.model.json_values import Json
from driftwatch.model.page import Page
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.documented import documentation_of
from driftwatch.platforms.mintlify_fence import Fence, cut_fences, is_older, openapi_of_fence
from driftwatch.platforms.page_statements import Tree, statements_of_tree
from driftwatch.platforms.platform import Documentation, Problem, Statements

_SOURCE: Final = lazy_regex(r"(?:#|>) Source: {0,3}<?(https?://[^\s>]{1,2000})>?\s*$")
_TITLE: Final = lazy_regex(r"# {1,4}(\S.{0,300})$")
_HEAD: Final = 40
"""Lines at the top of a page in which its name is looked for."""
_ALIKE: Final = 20
"""Pages of one title in one document that are told apart by a `~` more; further ones are numbered."""
_LINE: Final = lazy_regex(r"line (\d{1,9}): ")
_FRONT: Final = lazy_regex(r"---[ \t]*\n(.{0,20000}?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_FRONT_LINE: Final = lazy_regex(r"(\w[\w-]{0,40}): {0,4}(.{0,2000})$", re.MULTILINE)
_CALL: Final = lazy_regex(
    r"(?:(\S{1,1000})\s+)?(get|put|post|delete|options|head|patch|trace|query)\s+(\S{1,2000})", re.IGNORECASE
)

_HOST: Final = lazy_regex(r"https?://[\w.:{}-]{1,200}/?")
_FRONT_CALLS: Final = ("openapi", "api", "endpoint")
"""What front matter calls a call, its method in front."""
_FRONT_PAIRS: Final = (
    ("method", "path"), ("method", "endpoint"), ("method", "url"), ("method", "route"),
    ("api_method", "api_path"), ("http_method", "path"), ("http_method", "endpoint"),
)  # fmt: skip
"""What it calls a method and its path."""


class Part(Struct, frozen=True, kw_only=True):
    """One page of a document: `place` is its own; `text` is without OpenAPI fences; `line` is where it begins."""

    path: str
    text: str
    fences: tuple[Fence, ...] = ()


Prepared = Callable[[Json, Part], Json]
"""Adds to a fence's OpenAPI document what its page says beside it."""


def statements_of_markdown(page: Page, prepare: Prepared = lambda document, _: document) -> Statements:
    """Return what a Markdown page states; never raises. What was read otherwise once is known by that as well.

    As it was before MyST was known it is read where it is asked for alone: half of such a site would be read twice.
    """
    stated = _stated(structs.replace(page, text=plain_markdown(page.text)), prepare)
    former = as_formerly(page.text)
    if former == page.text:
        return stated
    known = stated.document
    digest = _stated(structs.replace(page, text=former), prepare).document.digest
    return structs.replace(
        stated, document=structs.replace(known, formerly=(digest,) if digest != known.digest else ())
    )


def former_readings_of_markdown(page: Page) -> Iterator[Watched]:
    """Yield the words of a page each time before it was read otherwise, the last one first."""
    for former in _formerly(page):
        read = _stated(former, lambda document, _: document)
        if read.text is not None:
            yield Watched(text=read.text, digest=read.document.digest)


def _formerly(page: Page) -> Iterator[Page]:
    """Yield a page so that it is read as it once was, the last way first: before MyST was known, and before that."""
    if plain_markdown(page.text) != page.text:
        yield page
    if (former := as_formerly(page.text)) != page.text:
        yield structs.replace(page, text=former)


def _stated(page: Page, prepare: Prepared) -> Statements:
    documentations: list[Documentation] = []
    problems: list[Problem] = []
    trees: list[tuple[Part, Section]] = []
    for part in parts_of(page):
        for fence in part.fences:
            found = _documentation(page, part, fence, prepare)
            (problems if isinstance(found, Problem) else documentations).append(found)  # type: ignore[arg-type]
        trees.append((part, sections_of_markdown(without_banners(part.text))))
    return statements_of_tree(
        page,
        trees=tuple(Tree(part.path, tree, call_of_front_matter(part.text)) for part, tree in trees),
        documentations=tuple(documentations),
        problems=tuple(problems),
        document_format="markdown",
        read_apart=tuple(fence.text for part, _ in trees for fence in part.fences),
    )


def parts_of(page: Page) -> tuple[Part, ...]:
    """Split a document into the pages that it holds."""
    cut = cut_fences(page.text)
    lines = cut.text.splitlines()
    starts = _starts(lines, [fence.line for fence in cut.fences])
    fences = [list[Fence]() for _ in starts]
    for fence in cut.fences:
        fences[bisect_left(starts, fence.line) - 1].append(fence)
    taken: set[str] = set()
    parts: list[Part] = []
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(lines)], strict=True)):
        text = "\n".join(lines[start:end]) + "\n"
        place = (
            _place(page, lines[start : min(end, start + _HEAD)], taken=taken, number=number) if number else page.path
        )
        taken.add(place)
        parts.append(Part(path=place, text=text, fences=tuple(fences[number])))
    return tuple(parts)


def call_of_front_matter(text: str) -> tuple[str, str]:
    r"""Return (method, path or URL) that front matter names in one value or in two; ("", "") when it names none.

    A title that is a call and nothing else names it as well.

    >>> call_of_front_matter("---\nmethod: get\npath: /widgets\n---\n")
    ('GET', '/widgets')
    """
    front = _FRONT.match(text.lstrip("\ufeff\n"))
    said = {match[1]: match[2].strip().strip("\"'") for match in _FRONT_LINE.finditer(front[1] if front else "")}
    pairs = ((said.get(method, ""), said.get(path, "")) for method, path in _FRONT_PAIRS)
    apart = [f"{method} {path}" for method, path in pairs if path.startswith(("/", "https://", "http://"))]
    host = next((said[key] for key in ("url", "server", "host") if _HOST.fullmatch(said.get(key, ""))), "").rstrip("/")
    if host:  # the other key holds the path
        apart = [
            f"{method} {host}{path}" for method, _, path in (each.partition(" ") for each in apart) if path[:1] == "/"
        ]
    for value in (*(said[key] for key in _FRONT_CALLS if key in said), *apart):
        if call := _CALL.fullmatch(value):
            return call[2].upper(), call[3]
    titled = _CALL.fullmatch(said.get("title", ""))
    is_call = titled is not None and not titled[1] and titled[3].startswith(("/", "https://", "http://"))
    return (titled[2].upper(), titled[3]) if titled is not None and is_call else ("", "")


def problem_of(page: Page, error: DocumentError, *, offset: int = 0) -> Problem:
    """Make a problem of an error; lines inside a fence count from `offset`, the line of its opening."""
    line = _LINE.search(error.message)
    reason = _LINE.sub("", error.message, count=1)
    return Problem(path=page.path, url=page.url, reason=reason, line=int(line[1]) + offset if line else offset)


def _documentation(page: Page, part: Part, fence: Fence, prepare: Prepared) -> Documentation | Problem:
    if not fence.closed:
        reason = "the page ends inside its OpenAPI block"
        return Problem(path=page.path, url=page.url, reason=reason, line=fence.line)
    spec = place_of("/" + fence.spec if "://" not in fence.spec else fence.spec, page.url) if fence.spec else ""
    try:
        value = read_structured(fence.text)
        document = _plain_values(_plain_tags(prepare(openapi_of_fence(value), part)))
        named = "" if part.path == page.path else part.path
        found = documentation_of(document, place=page.path, form="fence", spec=spec, part=named)
    except DocumentError as error:
        return problem_of(page, error, offset=fence.line)
    return structs.replace(found, is_exact=not is_older(value))


def _plain_tags(document: Json) -> Json:
    """Flatten the nested tag lists that Fern writes."""
    if not isinstance(document, Mapping):
        return document
    for item in loose.mapping(document.get("paths")).values():
        for node in loose.mapping(item).values():
            if isinstance(node, dict) and any(isinstance(tag, list) for tag in loose.items(node.get("tags"))):
                nested = [tag if isinstance(tag, list) else [tag] for tag in node["tags"]]
                node["tags"] = [inner for tags in nested for inner in tags]
    return document


def _plain_values(document: Json) -> Json:
    """Unwrap the enum values that Fern writes as `- value: NAME`."""
    waiting = [document]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            values = loose.items(node.get("enum"))
            if values and all(isinstance(item, dict) and "value" in item for item in values):
                node["enum"] = [loose.mapping(item)["value"] for item in values]
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)
    return document


def _starts(lines: list[str], fence_lines: list[int]) -> list[int]:
    """Return the line numbers, from 0, at which a page begins."""
    starts = [0]
    fence_before = False
    waiting = deque(sorted(fence_lines))
    for number, line in enumerate(lines):
        while waiting and waiting[0] <= number:
            waiting.popleft()
            fence_before = True
        begins = line.startswith(("#", ">")) and (
            _SOURCE.match(line) is not None or (fence_before and _TITLE.match(line) is not None)
        )
        if begins and (number > 0 and any(text.strip() for text in lines[starts[-1] : number])):
            starts.append(number)
            fence_before = False
        elif begins and _SOURCE.match(line):
            fence_before = False
    return starts


def _place(page: Page, lines: list[str], *, taken: set[str], number: int) -> str:
    """Name the page that begins with these lines, the `number`th of its document after the first."""
    for line in filter(str.strip, lines):
        source = _SOURCE.match(line)
        if source:
            return place_of(source[1], page.url)
        title = _TITLE.match(line)
        if title:
            slug = re.sub(r"[^\w]+", "-", title[1].strip().lower()).strip("-")[:80]
            place = f"{page.path}#{slug}"
            names = (place + "~" * times for times in range(_ALIKE))
            return next((name for name in names if name not in taken), f"{place}~{number}")
    return page.path
