"""Sections of which each is about one call alone: what stands in one of them is said of that call."""

from collections.abc import Iterable

from driftwatch.model.address import operation_key
from driftwatch.platforms.messages.told import Path
from driftwatch.platforms.pages.page_calls import Site


def own_sections(sites: Iterable[Site]) -> dict[str, Path]:
    """Return the section of each call that has one to itself, by its key: nothing in it or below it names another.

    A call that several sections name has none, and no section of a page is all of it.
    """
    homes: dict[str, set[Path]] = {}
    named: dict[Path, set[str]] = {}
    for site in sites:
        key = operation_key(site.call.method, site.call.path)
        homes.setdefault(key, set()).add(site.home)
        for path in (site.home, site.place[0]):
            for length in range(1, len(path) + 1):
                named.setdefault(path[:length], set()).add(key)
    single = {key: next(iter(paths)) for key, paths in homes.items() if len(paths) == 1}
    return {key: home for key, home in single.items() if home and named[home] == {key}}
