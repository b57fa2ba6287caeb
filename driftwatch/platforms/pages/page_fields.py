"""Everything on a page that is like a field, with what its headings say of it; which call it belongs to comes later."""

from collections.abc import Iterator

from driftwatch.extract.fields.field_headings import heading_field
from driftwatch.extract.fields.legends import of_all, question_marks_mean_optional, stars_mean_required
from driftwatch.extract.text.blocks import Section
from driftwatch.extract.text.prose import texts_of_page
from driftwatch.extract.words.roles import aim_of
from driftwatch.platforms.messages.named_bodies import NamedBodies
from driftwatch.platforms.messages.page_objects import object_names, titled_types
from driftwatch.platforms.messages.parts_of_bodies import sided_by_holders, sided_by_samples
from driftwatch.platforms.messages.told import Path, Told, as_sent, sections_of
from driftwatch.platforms.pages.section_reader import SectionReader
from driftwatch.platforms.pages.surroundings import status_of, subject_of


def told_by(page: Section, place: str = "") -> tuple[Told, ...]:
    """Return all that the page at `place` says of fields, in reading order.

    The page's own title says nothing of them: a page may well be called "Query".
    """
    marked = question_marks_mean_optional(page)
    said = map(of_all, texts_of_page(page))
    legend = next((found.required for found in said if found and found.is_legend), None)
    stars = stars_mean_required(page)
    bodies = NamedBodies(place, titled_types(page), object_names(page), page)
    reader = SectionReader(bodies, stars=stars, marked=marked, legend=legend)
    found = tuple(
        told
        for path, above, section in sections_of(page)
        for told in _of_section(path, above, section, reader)
        if told.is_telling
    )
    return sided_by_holders(sided_by_samples([as_sent(told, found) if told.is_asked else told for told in found]))


def _of_section(path: Path, above: tuple[Section, ...], section: Section, reader: SectionReader) -> Iterator[Told]:
    around = above[1:]
    titles = tuple(inner.title for inner in around)
    named = heading_field(section, place=above[-1].title) if above else None
    if named is not None:
        aim = aim_of(titles)
        yield Told(
            place=(path, 0), aim=aim, status=status_of(titles), fields=(named,), subject=subject_of(path, around)
        )
        return
    inner = (*around, section) if above else ()
    yield from reader.told(section, path, inner)
