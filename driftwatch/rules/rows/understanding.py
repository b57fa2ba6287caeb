"""Rules for what driftwatch does not understand of a documentation: said aloud, so that silence vouches for nothing."""

from typing import Final

from driftwatch.model.change import Role
from driftwatch.model.json_values import Json
from driftwatch.rules.rule import Example, Rule

NOT_UNDERSTOOD: Final = "pages-not-understood"

_PAGE: Final[tuple[Role, ...]] = ("page",)
_ONLY: Final = "Only documentation has this."
_WORDS: Final = "# Guide\n\nJobs take a minute.\n\n"
_FIELDS: Final = "| Field | Type |\n|---|---|\n| `width` | integer |\n"
_CALL: Final = "# Jobs\n\n`POST /v1/jobs`\n\n## Request body\n\n| Field | Type |\n|---|---|\n| `size` | integer |\n"
_BOXES: Final = (
    "<!DOCTYPE html><html><body><main><h1>List jobs</h1><p><code>GET /v1/jobs</code></p><h2>Request</h2>"
    '<div class="api-skeleton"></div></main></body></html>'
)
_SPECIFICATION: Final = "All of it: <https://specs.example.com/openapi.json>\n"
_TRY: Final = (
    "Look at `driftwatch coverage`. Try the `.md` twins of the pages, an index (llms.txt, sitemap.xml) or an OpenAPI "
    'file as `index` or in `documents`; where there is no API, set `content = "text"`.'
)


def _begun(**pages: str) -> Example:
    """Make the example of pages that were watched as words alone, and on which an API is expected now."""
    before: Json = {"pages": dict(pages), "content": "text"}
    return Example(within="facts", before=before, after={"pages": dict(pages), "content": "api"})


UNDERSTANDING_RULES: Final[tuple[Rule, ...]] = (
    Rule(
        on="pages.not-understood",
        id=NOT_UNDERSTOOD,
        roles=_PAGE,
        level="info",
        when=frozenset({"drawn"}),
        title="Pages show fields of which none is understood",
        why="They document calls, and empty boxes are delivered in place of the fields: a script draws what readers "
        "see. What changes in those fields is told by nobody.",
        advice="Name what the script reads in `documents`: the specification, the `.md` twin of each page, or watch "
        "the repository that the pages are built from.",
        message="Pages of calls whose fields a script draws, so that none is delivered: {after}.",
        deviation=_ONLY,
        sides_tell_apart=False,
        example=_begun(calls=_CALL, boxes=_BOXES),
    ),
    Rule(
        on="pages.not-understood",
        id=NOT_UNDERSTOOD,
        roles=_PAGE,
        level="info",
        title="Pages show fields of which none is understood",
        why="What changes in them is told in words only, never as the contract that it may be.",
        advice="Look at `driftwatch coverage PAGE`: it says which fields, and why they were not understood.",
        message="Pages that show fields of which none is understood: {after}.",
        deviation=_ONLY,
        sides_tell_apart=False,
        example=_begun(calls=_CALL, guide=_WORDS + _FIELDS),
    ),
    Rule(
        on="capture.not-understood",
        id="nothing-understood",
        roles=_PAGE,
        level="breaking",
        when=frozenset({"specification"}),
        title="Nothing of the API is understood",
        why="No drift of the API can be found: that nothing is told means nothing.",
        advice="Add the specification to `documents` in driftwatch.toml, and its host to `hosts`.",
        message="No operation with fields was understood; seen were {counts}. Pages link to {name}, which is not read.",
        deviation=_ONLY,
        sides_tell_apart=False,
        example=_begun(guide=_WORDS + _SPECIFICATION),
    ),
    Rule(
        on="capture.not-understood",
        id="nothing-understood",
        roles=_PAGE,
        level="breaking",
        title="Nothing of the API is understood",
        why="No drift of the API can be found: that nothing is told means nothing.",
        advice=_TRY,
        message="No operation with fields was understood; seen were {counts}.",
        deviation=_ONLY,
        sides_tell_apart=False,
        example=_begun(guide=_WORDS),
    ),
)
