"""Which parts of a section that is about one call speak of that call, and of nothing within or beside it."""

from msgspec.structs import replace

from driftwatch.extract.text.blocks import Section
from driftwatch.extract.words.roles import aim_of, is_example_title, says_role
from driftwatch.extract.words.vocabulary import DESCRIPTION_COLUMNS
from driftwatch.extract.words.wording import word
from driftwatch.platforms.calls.methods_in_titles import methods_of
from driftwatch.platforms.calls.sample_calls import calls_of_samples


def own_parts(section: Section, key: str) -> Section:
    """Leave of a call's section what its titles say to be of its messages, or which only say to be notes.

    The rest may be about another call, an object within, an event, or what an example shows.
    """
    kept = (own_parts(inner, key) for inner in section.children if _is_own(inner, key))
    return replace(section, children=tuple(kept))


def _is_own(section: Section, key: str) -> bool:
    title = section.title
    is_of_message = says_role(title) and not is_example_title(title) and not aim_of((title,)).is_elsewhere
    method, _, path = key.partition(" ")
    if not (is_of_message or word(title) in DESCRIPTION_COLUMNS) or methods_of((title,)) - {method}:
        return False
    literal = {step for step in path.split("/")[1:] if not step.startswith("{")}
    samples = calls_of_samples(replace(section, children=()), ())
    return all(call.method == method and literal <= set(call.path.split("/")) for call in samples)
