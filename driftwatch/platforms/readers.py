"""The readers of all docs platforms, in the order in which a page is offered to them."""

from typing import Final

from driftwatch.platforms.apidoc import ApiDocData, ApiDocSite
from driftwatch.platforms.apidog_app import ApidogApp
from driftwatch.platforms.docusaurus import Docusaurus
from driftwatch.platforms.mintlify import Mintlify
from driftwatch.platforms.plain import PlainPages
from driftwatch.platforms.platform import Platform
from driftwatch.platforms.specs import EmbeddedOpenApi, GitBook, MarkdownExport, OpenApiFile

READERS: Final[tuple[Platform, ...]] = (
    ApiDocData(),
    ApiDocSite(),
    Docusaurus(),
    MarkdownExport(),
    GitBook(),
    EmbeddedOpenApi(),
    Mintlify(),
    ApidogApp(),
    OpenApiFile(),
    PlainPages(),
)
"""The last one takes every page."""
