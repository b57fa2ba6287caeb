"""Calls that a page shows by commands of curl alone, each in a section that says what it takes or what it answers.

So a small reference is written that names no call in words. A guide that only makes the calls of other pages shows them
as well: what stands here is told by an example, and counts for nothing where another page documents the call.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from driftwatch.extract.text.blocks import Code, Section
from driftwatch.extract.words.role_words import SAMPLES
from driftwatch.extract.words.roles import role_of_title
from driftwatch.extract.words.wording import word
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.calls.sample_calls import call_of_command, calls_of_samples, is_answer
from driftwatch.platforms.messages.told import Path, Told, sections_of
from driftwatch.platforms.pages.page_calls import Site, announces_sample

_WAYS: Final = 2
"""Calls that the samples of one section show: more of them are the steps of a guide."""
_FEW: Final = 2
"""Calls that a page has to document so: one alone may be a step of a guide."""
_NAMED: Final = lazy_regex(r"\{[^{}]{0,60}[a-z]")
"""A parameter; one in capitals may as well be what whoever follows a guide fills in."""
_FILE: Final = lazy_regex(
    r".{0,400}\.(?:sh|zip|gz|tgz|bz2|xz|deb|rpm|exe|dmg|jar|war|whl|gpg|asc|key|pem|ya?ml|toml|list|repo|iso|img)"
)
"""What is fetched to be installed, which is no call of an API."""


def sites_of_templates(page: Section) -> Iterator[Site]:
    """Yield the calls of sections that only commands of curl show, where their addresses have parameters.

    Several are ways to do the same, so that what the section says is of each.
    """
    for path, _, section in sections_of(page):
        codes = tuple(block for block in section.blocks if isinstance(block, Code))
        calls = calls_of_samples(Section(title=section.title, blocks=codes), ()) if codes else ()
        if len(calls) <= _WAYS and all(_NAMED.search(call.path) for call in calls):
            yield from (Site(call=call, place=(path, -1), home=path, title=section.title) for call in calls)


def sites_of_documented(page: Section, told: Sequence[Told]) -> tuple[Site, ...]:
    """Return the calls of sections that show one by a command of curl, where a page documents several so.

    A section documents its call by a table or list of fields, or by what it answers. One alone may be a step of a
    guide; so may calls of several servers. Beside them a section at their depth may show its call and nothing else.
    """
    telling = {each.place[0][:length] for each in told if _is_of_call(each) for length in range(len(each.place[0]) + 1)}
    found = tuple(_shown(page, telling))
    documented = [site for site, is_told in found if is_told]
    servers = {site.call.server for site in documented} | {""}  # one may be shown without it as well
    if len({site.call for site in documented}) < _FEW or len(servers) > len(("", "one")):
        return ()
    depths = {len(site.home) for site in documented}
    return tuple(
        site for site, is_told in found if is_told or (site.call.server in servers and len(site.home) in depths)
    )


def _is_of_call(told: Told) -> bool:
    return bool(told.fields) and told.aim.side != "webhook"


def _shown(page: Section, telling: set[Path]) -> Iterator[tuple[Site, bool]]:
    """Yield the one call that each section shows, and whether something else is said of it there."""
    for path, above, section in sections_of(page):
        call = call_of_command(section.blocks)
        if call is None or _FILE.fullmatch(call.path):
            continue
        is_apart = bool(above) and announces_sample(section.title)
        home, around = (path[:-1], above[-1]) if is_apart else (path, section)
        is_told = bool(home) and (home in telling or _is_answered(section, around))
        if home or is_told:
            title = around.title
            yield Site(call=call, place=(path, -1), home=home, title=title, is_sample=True, is_answered=True), is_told


def _is_answered(section: Section, around: Section) -> bool:
    """Tell whether a section shows what its command answers, or one in it or beside it that is called so."""
    if is_answer(section.blocks):
        return True
    called = (
        each for each in around.children if role_of_title(each.title) == "response" or word(each.title) in SAMPLES
    )
    return any(_is_json(each) for each in called if each is not section)


def _is_json(section: Section) -> bool:
    return any(isinstance(block, Code) and block.text.lstrip()[:1] in ("{", "[") for block in section.blocks)
