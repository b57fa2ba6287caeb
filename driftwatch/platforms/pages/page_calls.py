"""The calls that a page names, each with the section that documents it."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from driftwatch.extract.text.blocks import Block, Code, List, Paragraph, Section, Table, Text
from driftwatch.extract.words.release_titles import is_of_release
from driftwatch.extract.words.role_words import SAMPLES
from driftwatch.extract.words.roles import role_of_title
from driftwatch.extract.words.wording import slug, unadorned, word
from driftwatch.model.address import operation_key
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.calls.address_headings import call_ahead, call_around_heading, call_at, call_below_address
from driftwatch.platforms.calls.announced_calls import (
    calls_of_alternatives,
    calls_of_labelled,
    is_endpoint_title,
    is_label,
    is_labelled,
)
from driftwatch.platforms.calls.call_listings import calls_of_list, calls_of_listing
from driftwatch.platforms.calls.call_queries import query_names
from driftwatch.platforms.calls.call_sentences import call_of_sentences
from driftwatch.platforms.calls.captions import captions_in
from driftwatch.platforms.calls.endpoint_headings import (
    begins_with_call,
    call_of_keys,
    call_of_labels,
    call_of_opening,
    call_of_parts,
    call_of_text,
    call_without_method,
    calls_in_row,
    calls_of_code,
    calls_of_fences,
    is_in_language,
    is_line_of_call,
    is_meant_as_heading,
    names_call,
)
from driftwatch.platforms.calls.linked_calls import linked_call, linked_calls, media_type_sent
from driftwatch.platforms.calls.methods_in_titles import labels_methods
from driftwatch.platforms.calls.named_call import WRITING, NamedCall
from driftwatch.platforms.calls.numbered_calls import has_number, template_of, templates_of
from driftwatch.platforms.calls.overview_tables import calls_of_overview
from driftwatch.platforms.calls.path_headings import calls_below_path
from driftwatch.platforms.calls.relative_calls import listed_keys, prefix_of, whole_call
from driftwatch.platforms.calls.remarked_calls import are_shown, calls_before_remarks
from driftwatch.platforms.calls.sample_calls import call_of_request, shows_both
from driftwatch.platforms.calls.split_calls import split_calls
from driftwatch.platforms.messages.statuses import status_at_head
from driftwatch.platforms.messages.statuses_in_code import statuses_shown
from driftwatch.platforms.messages.told import Path, Place, sections_of, sections_to
from driftwatch.platforms.pages.echoed_calls import around, prefix_of_echo, says_request, whole_paths

_TITLE: Final = lazy_regex(r"^title:\s{0,3}[\"']?([^\n\"']{1,120})", re.MULTILINE)


MOST_TOGETHER: Final = 8
"""Calls in a row that are ways of sending the same fields; more of them are a list of what there is."""


class Site(Struct, frozen=True, kw_only=True):
    """A place at which a page names a call."""

    call: NamedCall
    place: Place
    home: Path
    """The section that documents the call: where it is named, or the one around an "Endpoint" of its own."""
    title: str
    """Of that section."""
    is_named: bool = False
    """The section's own heading names the call, or one that only announces it ("Endpoint")."""
    query: tuple[str, ...] = ()
    """The names of the query that it is written with."""
    is_sample: bool = False
    """A code block shows it, which may be a call that only serves as an example."""
    is_request: bool = False
    """A block of code in its section is nothing but the line of the call, or that and the head of its request."""
    is_row: bool = False
    """It is the only row of a table of calls, of which a page may have several that list what there is."""
    is_listed: bool = False
    """It is a row of a table with several calls that one section documents together."""
    is_answered: bool = False
    """Nothing but a sample of it and of what it answers tells of it."""
    is_sentence: bool = False
    """A sentence begins with it, which may be one of a list of changes: it counts where something is told of it."""
    sends: str | None = None
    """The media type that its section says is sent ("" for none), where a row alone says which call it documents."""


def sites_of(page: Section) -> tuple[Site, ...]:
    """Return the sites of all calls that a page names in headings and lines of their own, in reading order."""
    found: list[tuple[Site, tuple[Section, ...]]] = []
    stated = {path: tuple(_of_section(path, section, above)) for path, above, section in sections_of(page)}
    own = {site.call for sites in stated.values() for site in sites if not (site.is_row or site.is_listed)}
    linked = {anchor: call for anchor, call in linked_calls(page).items() if call not in own}
    for path, above, section in sections_of(page):
        sites = stated[path] or _linked(path, section, linked)
        found.extend((site, above) for each in sites for site in _in_forms(each))
    if all(site.is_sample for site, _ in found):
        found = _with_requests(page, found)
    found = _without_echoes(page, _written_out(_whole(page, found)))
    found = [(_addressed(_captioned(page, site), above), above) for site, above in found]
    templates = templates_of([*(site.call for site, _ in found), *_listed_beside(page, found)])
    found = [(replace(site, call=template_of(site.call, templates)), above) for site, above in found]
    named: dict[Path, list[NamedCall]] = {}
    for site, _ in found:
        if word(site.title) not in SAMPLES:
            named.setdefault(site.home, []).append(site.call)
    homes = sorted(named)
    found = [(site, above) for site, above in found if not _is_example(site, named, homes)]
    inside = _calls_by_section([site for site, _ in found if not site.is_sample])
    return tuple(_at_home(site, above, inside) for site, above in found)


def _linked(path: Path, section: Section, linked: Mapping[str, NamedCall]) -> tuple[Site, ...]:
    call = linked_call(section, linked)
    if call is None:
        return ()
    sends = media_type_sent(section)
    return (Site(call=call, place=(path, -1), home=path, title=section.title, is_named=True, sends=sends),)


def _listed_beside(page: Section, found: Sequence[tuple[Site, tuple[Section, ...]]]) -> Iterator[NamedCall]:
    """Yield the calls that tables of a page list, of which those with numbers in their paths may be examples."""
    if any(has_number(site.call) for site, _ in found):
        tables = (block for _, section in page.walk() for block in section.blocks if isinstance(block, Table))
        yield from (form for table in tables for call, _ in calls_of_overview(table) for form in call.forms())


def _without_echoes(
    page: Section, found: list[tuple[Site, tuple[Section, ...]]]
) -> list[tuple[Site, tuple[Section, ...]]]:
    """Leave out what stands below "Request" as the call around it is sent, and take from it how its path begins."""
    if not any(says_request(site.title) for site, _ in found):
        return found
    named: dict[Path, list[NamedCall]] = {}
    for site, _ in found:
        if not says_request(site.title):
            named.setdefault(site.home, []).append(site.call)
    prefixes: dict[NamedCall, str] = {}
    kept: list[tuple[Site, tuple[Section, ...]]] = []
    for site, above in found:
        calls = around(site.home, named) if says_request(site.title) else ()
        echoed = next((call for call in calls if prefix_of_echo(site.call, call) is not None), None)
        if echoed is None:
            kept.append((site, above))
        else:
            prefixes.setdefault(echoed, prefix_of_echo(site.call, echoed) or "")
    if not any(prefixes.values()):
        return kept
    whole = whole_paths([site.call for site, _ in kept], prefixes, listed_keys(page))
    return [(replace(site, call=call), above) for (site, above), call in zip(kept, whole, strict=True)]


def _whole(page: Section, found: list[tuple[Site, tuple[Section, ...]]]) -> list[tuple[Site, tuple[Section, ...]]]:
    """Write out the calls of headings whose paths begin with what a heading above them says."""
    prefixes = [prefix_of(above) if site.is_named else "" for site, above in found]
    if not any(prefixes):
        return found
    listed = listed_keys(page)
    roots = {prefix for (site, _), prefix in zip(found, prefixes, strict=True) if site.call.path == "/"}
    return [
        (replace(site, call=whole_call(site.call, prefix, listed, has_root=prefix in roots)) if prefix else site, above)
        for (site, above), prefix in zip(found, prefixes, strict=True)
    ]


def _written_out(found: list[tuple[Site, tuple[Section, ...]]]) -> list[tuple[Site, tuple[Section, ...]]]:
    """Join the call that a heading names with the one that a section in it writes out: `/boxes`, `/api/v2/boxes`."""
    named = {(site.home, site.call.method): site.call for site, _ in found if site.is_named}
    whole: dict[tuple[Path, str], NamedCall] = {}
    kept: list[tuple[Site, tuple[Section, ...]]] = []
    for site, above in found:
        keys = [(site.home[:length], site.call.method) for length in range(len(site.home))]
        ends = [key for key in keys if key in named and _is_end(named[key].path, site.call.path)]
        if ends and announces_sample(site.title):
            whole.setdefault(ends[-1], site.call)
        else:
            kept.append((site, above))
    return [(replace(site, call=whole.get((site.home, site.call.method), site.call)), above) for site, above in kept]


def _is_end(path: str, of: str) -> bool:
    """Tell whether a path is what another one ends with, by whole steps, whatever its parameters are called."""
    steps = operation_key("", path).split("/")[1:]
    return steps[0] != "" and len(path) < len(of) and operation_key("", of).split("/")[-len(steps) :] == steps


def _with_requests(
    page: Section, found: Sequence[tuple[Site, tuple[Section, ...]]]
) -> list[tuple[Site, tuple[Section, ...]]]:
    """Add the calls of sections that show one as it travels, on a page that shows all of its calls by samples.

    A short one is a line of a call there already; one that sends a body is the sample of a section as well. Where there
    is none, the section shows the answer as it travels, too, or one beside it does.
    """
    known: dict[Path, list[tuple[Site, tuple[Section, ...]]]] = {}
    for each in found:
        known.setdefault(each[0].place[0], []).append(each)
    complete: list[tuple[Site, tuple[Section, ...]]] = []
    for path, above, section in sections_of(page):
        codes = [block for block in section.blocks if isinstance(block, Code)] if path not in known else []
        shown_by = _beside(section, above) if codes else ()
        codes = codes if known or any(statuses_shown(block) or shows_both(block) for block in shown_by) else []
        call = next((call for block in codes if (call := call_of_request(block)) is not None), None)
        shown = Site(call=call, place=(path, -1), home=path, title=section.title, is_sample=True) if call else None
        complete.extend(known.get(path, ()) if shown is None else [(shown, above)])
    return complete


def _beside(section: Section, above: Sequence[Section]) -> Iterator[Code]:
    """Yield the code of a section, and of those beside it where its heading only announces a sample: "Request"."""
    around = above[-1].children if above and announces_sample(section.title) else (section,)
    yield from (block for each in around for block in each.blocks if isinstance(block, Code))


def _in_forms(site: Site) -> tuple[Site, ...]:
    """Return a site for each form of its call, with and without the steps that may be left out."""
    return tuple(replace(site, call=call) for call in site.call.forms())


def _captioned(page: Section, site: Site) -> Site:
    """Give a call with values in its path the template that a caption of its section names."""
    if not site.is_sample or "{" in site.call.path:
        return site
    sections = sections_to(page, site.place[0])
    around = sections[-2] if len(sections) > 1 and announces_sample(sections[-1].title) else sections[-1]
    templates = (replace(site.call, path=path) for path in captions_in(around))
    found = {template for template in templates if fits(site.call, template)}
    return replace(site, call=found.pop()) if len(found) == 1 else site


def _addressed(site: Site, above: tuple[Section, ...]) -> Site:
    """Give a call below "Example request" to the section around it, where that begins with its address alone.

    `/widgets/<id>` above `GET /widgets/3` says what is a parameter of the call.
    """
    is_example = above and word(site.title) in SAMPLES
    first = next((block for block in above[-1].blocks if isinstance(block, Paragraph)), None) if is_example else None
    runs = [run for run in first.text.runs if run.text.strip()] if first is not None else []
    address = call_without_method(first) if first is not None and len(runs) == 1 and runs[0].code else None
    if address is None:
        return site
    template = NamedCall(site.call.method, address.path.rstrip("/") or "/", site.call.server)
    if not fits(replace(site.call, path=site.call.path.rstrip("/")), template):
        return site
    return replace(site, call=template, home=site.place[0][:-1], title=above[-1].title, is_named=True, is_sample=False)


def announces_sample(title: str) -> bool:
    """Tell whether a heading stands above a sample of the call that the section around it documents."""
    return is_endpoint_title(title) or bool(role_of_title(title)) or word(title) in SAMPLES


def _is_example(site: Site, named: Mapping[Path, Sequence[NamedCall]], homes: Sequence[Path]) -> bool:
    """Tell whether a site is a sample of the call around it: by its title alone, or by its words for parameters.

    So is one below what its heading says of parameters or answers: "Path parameters", with `/widgets/red` in its text.
    What a heading calls an example may stand behind the section of its call as well: "Example request".
    """
    title = word(unadorned(site.title))
    is_titled = title.partition(" ")[0].rstrip(":") in SAMPLES
    if (is_titled or title in SAMPLES) and any(fits(site.call, call) for call in _before(site, named, homes)):
        return True
    if title in SAMPLES:
        beside = (call for home in named if home[:-1] == site.home[:-1] for call in named[home][:MOST_TOGETHER])
        return site.home[:-1] in named or any(fits(site.call, call) for call in beside)
    if not is_titled and (is_endpoint_title(site.title) or not role_of_title(site.title)):
        return False
    around = (named.get(site.home[:length], ()) for length in range(len(site.home)))
    calls = (call for calls in around for call in calls[:MOST_TOGETHER] if is_titled or call != site.call)
    return any(fits(site.call, call) for call in calls)


def _before(site: Site, named: Mapping[Path, Sequence[NamedCall]], homes: Sequence[Path]) -> list[NamedCall]:
    """Return the calls with parameters in their paths that a page names last before one without any."""
    end = bisect_left(homes, site.home) if "{" not in site.call.path else 0
    sections = (named[home][:MOST_TOGETHER] for home in reversed(homes[max(0, end - MOST_TOGETHER) : end]))
    return next((found for calls in sections if (found := [call for call in calls if "{" in call.path])), [])


def fits(call: NamedCall, template: NamedCall) -> bool:
    """Tell whether a call is a template with words for its parameters: `/widgets/red` of `/widgets/{id}`."""
    own, steps = (each.path.strip("/").split("/") for each in (call, template))
    if steps[-1].endswith("*}"):  # it stands for all the steps that are left
        own = own[: len(steps)]
    is_as_long = call.method == template.method and len(own) == len(steps)
    return is_as_long and all(step[:1] == "{" or step == said for said, step in zip(own, steps, strict=True))


def _of_section(path: Path, section: Section, above: Sequence[Section]) -> Iterator[Site]:
    """Yield the call of a heading, else those that lines name, else the one that the section shows in another way."""
    is_named = names_call(section) or call_below_address(section, above) is not None
    fences = {} if is_named else calls_of_fences(section.blocks, announced=is_endpoint_title(section.title))
    keyed = {} if is_named else _keyed(section)
    for number, stated in keyed.items():
        query = query_names(section, number, stated)
        yield Site(call=stated, place=(path, number), home=path, title=section.title, is_named=True, query=query)
    first = min(keyed, default=len(section.blocks))
    fences = fences if is_named else split_calls(section.blocks) | fences
    is_of_changes = any(is_of_release(each.title) for each in (*above[1:], section))
    remarked = {} if is_named or is_of_changes else calls_before_remarks(section.blocks)
    is_documented = is_endpoint_title(section.title) or are_shown(remarked, section.blocks)
    lines = [] if is_named else [each for each in _lines(section, remarked | fences) if each[0] < first]
    for number, named in lines:
        is_announced = number in fences or is_endpoint_title(section.title) or is_labelled(section.blocks[number])
        is_announced |= number > 0 and is_label(section.blocks[number - 1])
        is_announced |= is_meant_as_heading(section.blocks[number])
        is_mention = not is_documented and remarked.get(number) == named
        where = Site(call=named, place=(path, number), home=path, title=section.title, is_sentence=is_mention)
        yield replace(where, is_named=is_announced, query=query_names(section, number, named))
    if lines or keyed:
        return
    if not is_named and (rows := _together(section, above)):
        yield from (
            Site(call=call, place=(path, at), home=path, title=section.title, is_named=True, is_listed=True)
            for at, call in rows
        )
        return
    if not is_named and (found_below := calls_below_path(section, above)):
        yield from (
            Site(call=each, place=(path, at), home=path, title=section.title, is_named=True, is_listed=True)
            for at, each in found_below
        )
        return
    below = call_at(section, above) or call_around_heading(section)
    call = below or call_ahead(section)
    found = () if call else _told(path, section) or _without_method(path, section) or _titled(path, section)
    yield from (_shown(call, path, section, is_named=is_named or below is None),) if call else found


def _keyed(section: Section) -> dict[int, NamedCall]:
    """Return the calls of tables of keys and values, by the number of their block, above the lines of a section.

    Such a table says what the section is about; what stands on lines below it are examples of the call.
    """
    found = ((number, call_of_keys(block)) for number, block in enumerate(section.blocks) if isinstance(block, Table))
    return {number: call for number, call in found if call is not None}


def _shown(call: NamedCall, path: Path, section: Section, *, is_named: bool) -> Site:
    """Return the call that a section's heading or one of its blocks shows."""
    codes = [block for block in section.blocks if isinstance(block, Code) and block.info != "front-matter"]
    is_plain = bool(codes) and not is_in_language(codes[0])
    is_line = is_plain and is_line_of_call(codes[0])
    is_sample = bool(codes) and not is_line
    is_named = is_named or call_of_labels(section) == call  # a mention has no labels
    return Site(
        call=call,
        place=(path, -1),
        home=path,
        title=section.title,
        is_named=is_named,
        is_sample=is_sample and not is_named,
        is_request=is_line or (is_plain and begins_with_call(codes[0])),
        is_row=not is_named and any(call in _only_row(block) for block in section.blocks),
        query=query_names(section, -1, call),
    )


def _together(section: Section, above: Sequence[Section]) -> tuple[tuple[int, NamedCall], ...]:
    """Return the calls of a table of several, each with the number of its block, where the section documents them.

    That says a section in it by its title: "Parameters", "Sample request"; a call in one of these has a section of its
    own. So does a label that names their methods: "Request body (POST)"; then they may stand in a list as well. Below a
    heading that only announces calls, "Request methods", it is a section beside it that says so. Those that send come
    last, so that what follows is of them.
    """
    around = above[-1] if above and is_endpoint_title(section.title) else section
    for number, block in enumerate(section.blocks):
        found = dict.fromkeys(_listed(block))
        if 1 < len(found) <= MOST_TOGETHER:
            calls = sorted(found, key=lambda call: call.method in WRITING)
            is_told = (_documents(around) and isinstance(block, Table)) or labels_methods(section)
            return tuple((number, call) for call in calls) if is_told else ()
    return ()


def _listed(block: Block) -> Iterator[NamedCall]:
    """Yield the calls of a table or list of such, or of a block of code."""
    if isinstance(block, Table):
        yield from (call for call, _ in calls_of_overview(block))
    elif isinstance(block, Code):
        yield from calls_of_listing(block)
    elif isinstance(block, List):
        yield from (each.call for each in calls_of_list(block))


def _documents(section: Section) -> bool:
    """Tell whether sections below say of the calls of this one what they take, and name none themselves."""
    is_told = any(role_of_title(child.title) or word(child.title) in SAMPLES for child in section.children)
    return is_told and not any(names_call(inner) for _, inner in section.walk())


def _only_row(block: Block) -> tuple[NamedCall, ...]:
    if not isinstance(block, Table) or len(block.rows) != 1:
        return ()
    return tuple(call for call, _ in calls_of_overview(block))


def _told(path: Path, section: Section) -> tuple[Site, ...]:
    """Return the calls with which sentences begin, else the one that parts of a section state, else a sentence."""
    if found := _openings(path, section):
        return found
    if (call := call_of_parts(section)) is not None:
        return (Site(call=call, place=(path, -1), home=path, title=section.title),)
    sent, is_shown = call_of_sentences(section.blocks)
    return (Site(call=sent, place=(path, 0), home=path, title=section.title, is_sentence=not is_shown),) if sent else ()


def _openings(path: Path, section: Section) -> tuple[Site, ...]:
    """Return the calls with which the sentences begin that stand right below a heading, alone or in a list."""
    first = section.blocks[0] if section.blocks else None
    texts = [first.text] if isinstance(first, Paragraph) else []
    texts += [item.text for item in first.items] if isinstance(first, List) else []
    found = (
        [] if is_of_release(section.title) else [call for text in texts if (call := call_of_opening(text)) is not None]
    )
    if not found or len(found) < len(texts):
        return ()
    is_told = any(isinstance(block, Code) for _, inner in section.walk() for block in inner.blocks)
    return tuple(
        Site(call=call, place=(path, 0), home=path, title=section.title, is_sentence=not is_told) for call in found
    )


def _titled(path: Path, section: Section) -> tuple[Site, ...]:
    """Return the whole address with which a section begins, where its last step is what the section is called."""
    front = next(
        (block for block in section.blocks[:1] if isinstance(block, Code) and block.info == "front-matter"), None
    )
    first = section.blocks[1 if front else 0 :][:1]
    runs = first[0].text.runs[:1] if first and isinstance(first[0], Paragraph) else ()
    call = call_without_method(Paragraph(Text(runs))) if runs and runs[0].code else None
    said = _TITLE.search(front.text) if front and not section.title else None
    title = said[1] if said else section.title
    if call is None or not call.server or slug(call.path.rpartition("/")[2]) != slug(title):
        return ()
    return (Site(call=call, place=(path, 0), home=path, title=title),)


def _without_method(path: Path, section: Section) -> tuple[Site, ...]:
    """Return the address that stands alone under "Endpoint"."""
    for number, block in enumerate(section.blocks):
        call = call_without_method(block) if is_endpoint_title(section.title) or is_labelled(block) else None
        if call is not None:
            return (Site(call=call, place=(path, number), home=path, title=section.title),)
    return ()


def _lines(section: Section, known: Mapping[int, NamedCall]) -> Iterator[tuple[int, NamedCall]]:
    is_list = is_endpoint_title(section.title)
    for number, block in enumerate(section.blocks):
        texts = [block.text] if isinstance(block, Paragraph) else []
        items = [item.text for item in block.items] if isinstance(block, List) else []
        texts += items if is_list else []
        of_code = calls_of_code(block) if isinstance(block, Code) else calls_in_row(block)
        labelled = () if is_list else calls_of_labelled(items) or tuple(chain(*map(calls_of_alternatives, texts)))
        for call in (known.get(number), *of_code, *map(call_of_text, texts), *labelled):
            if call is not None:
                yield number, call


def _calls_by_section(sites: Sequence[Site]) -> dict[Path, set[NamedCall]]:
    """Return for each section the calls that it and the sections in it name."""
    found: dict[Path, set[NamedCall]] = {}
    for site in sites:
        for length in range(len(site.home) + 1):
            found.setdefault(site.home[:length], set()).add(site.call)
    return found


def _at_home(site: Site, above: Sequence[Section], inside: dict[Path, set[NamedCall]]) -> Site:
    """Give the calls that stand under "Endpoint" to the section around it, where that has no others.

    So are those under "Responses", as Redoc has them beside what is answered; below a status, one that answers with it
    may be named among many.
    """
    home = site.home
    is_below = len(home) > 1 and not site.is_sample and role_of_title(site.title) == "response"
    is_below = is_below and not status_at_head(site.title)
    if not home or not (is_endpoint_title(site.title) or is_below):
        return site
    own = {site.call, *inside.get(home, ())}
    if not inside.get(home[:-1], set()) <= own:
        return site
    return replace(site, home=home[:-1], title=above[-1].title)
