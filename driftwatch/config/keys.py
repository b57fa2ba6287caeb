"""driftwatch.toml: what is watched and how it is judged.

The text below each key is its row in docs/configuration.md: a key without one fails `make docs`.
"""

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from driftwatch.model.finding import Level, Strictness
from driftwatch.model.record import Record

CONFIG_NAME: Final = "driftwatch.toml"
SCHEMA_NAME: Final = "driftwatch.schema.json"
"""What lies beside it, for editors."""

FailOn: TypeAlias = Literal["breaking", "warning", "info", "never"]


PATHS: Final = (
    "**/*.md",
    "**/*.mdx",
    "**/*openapi*.json",
    "**/*openapi*.yaml",
    "**/*openapi*.yml",
    "**/*swagger*.json",
    "**/*swagger*.yaml",
    "**/*swagger*.yml",
)
"""Which files of a repository are documents, unless the configuration says so."""


class SourceConfig(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One documentation site: `[sources.NAME]`."""

    index: str = ""
    """URL of llms.txt, a sitemap, an OpenAPI file, or a page: of a Docsify site its sidebar is read, of one of apiDoc
    its data, any other lists what it links to in its own folder and below. It is the complete list: what a whole index
    no longer lists is gone."""
    documents: tuple[str, ...] = ()
    """URLs that are read besides the index, or instead of one."""
    repository: str = ""
    """A git repository of docs in place of `index` and `documents`: an https or ssh address, or a path from the folder
    of driftwatch.toml. Its files are read as they are committed: links, submodules and files of Git LFS are not."""
    branch: str = ""
    """The branch or tag of `repository` that is read. Left out: the one that it has for its HEAD."""
    paths: tuple[str, ...] = PATHS
    """Which files of `repository` are documents: patterns of their paths, `*` for anything but a slash, `**/` for any
    folders. The files that an OpenAPI file refers to are read with it, whether they are named here or not. Pages in
    reStructuredText and AsciiDoc (`**/*.rst`, `**/*.adoc`) are read as well; what they include is read where it is."""
    published: str = ""
    """The URL below which the pages of `repository` are public, as in `https://docs.example.com/guides/`: manifests and
    reports name a page by its address there (`docs/chat.mdx` is `https://docs.example.com/guides/chat`), or by the one
    that its front matter gives it (`slug`, `permalink`, `url`). It is never contacted. Left out: a page is called by
    its file."""
    published_from: str = ""
    """The folder of `repository` that lies at `published`. Left out: the one that all patterns of pages in `paths`
    begin with."""
    hosts: tuple[str, ...] = ()
    """Hosts that may be contacted, with the port unless it is the scheme's own; no other host ever is. Left out: those
    of `index`, `documents` and `repository`."""
    locale: str = "en"
    """The one locale that is watched; copies in other languages are left out."""
    include: tuple[str, ...] = ()
    """Patterns of URL paths; when given, a document must match one."""
    exclude: tuple[str, ...] = ()
    """Patterns of URL paths that are left out; of a `repository`, patterns like those of `paths`."""
    concurrency: int = 6
    """Requests under way at once to one host."""
    timeout_s: float = 30.0
    """Seconds of network time for one document."""
    max_documents: int = 2000
    """Documents that are read at the most."""
    max_megabytes: float = 20.0
    """Size of one document, unpacked."""
    respect_robots: bool = True
    """Whether robots.txt is honoured."""
    min_read_share: float = 0.9
    """Below this share of documents read nothing is captured, and the exit code is 3."""
    confirm_removals: int = 2
    """Captures of different dates that must miss a document before what it says counts as removed: it answers 404 while
    it is listed, an index that lost a tenth no longer lists it, it says nothing of its own any longer, it lacks the
    same part of what it said, or says again what it said some days ago. A document that lacks another part each time,
    or has nothing of itself, is waited for a week. What a whole index no longer lists is gone at once, unless it is
    there still."""
    user_agent: str = ""
    """What the site is told. Left out: `driftwatch/VERSION (API documentation watcher)`."""
    content: Literal["api", "text"] = "api"
    """What it documents. A source that is `text` is watched for its words, notices and failures alone: it has no
    operations, and that none is found is nothing to tell."""
    text: Literal["full", "digest"] = "full"
    """How the words of pages are kept in the snapshot: `full`, or as a `digest` of each line, where they are somebody
    else's and must not be published; findings then say which page says something else, not what."""
    scheduled: bool = True
    """Whether it is captured when no source is named; what is not scheduled opens no issues and never grows old."""


class AcceptConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One accepted finding: `[[accept]]`, matched by fingerprint or by patterns."""

    reason: str
    """Why it is accepted; not empty."""
    owner: str
    """Who accepted it; not empty."""
    expires: str
    """A date (`2026-12-31`), UTC; on the day after it the finding is back, with a note that says so."""
    fingerprint: str = ""
    """The finding itself, as reports name it; of what is told of several together, all of them."""
    members: tuple[str, ...] = ()
    """The findings that were told together under that name: each stays accepted, whatever is told with it later."""
    rule: str = ""
    """Pattern of the rule id."""
    operation: str = ""
    """Pattern of the operation: `POST /v1/videos`."""
    field: str = ""
    """Pattern of the field's path."""


class IssuesConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How drift becomes issues: `[issues]`."""

    only: Literal["affecting", "all"] = "affecting"
    """What has issues of its own. `affecting`: what affects a manifest; whatever else a source has is told in one issue
    more, "Not relied on". As long as a source has no manifest every change of the contract counts. `all`: everything,
    also words of pages."""
    group: Literal["family", "operation", "week", "source"] | None = None
    """One issue for each family of operations (a path up to its first parameter), for each operation, for what a week
    brought, or for all that a source has. By default `family` for a source that manifests rely on, else `week`."""
    by_owner: bool = True
    """Whether each owner of the manifests that are affected has an issue of their own."""
    level: Level = "warning"
    """An issue needs a finding of this level or above, and so does a comment on one."""
    breaches: bool = True
    """Whether what `driftwatch check` finds opens issues, too, as long as no drift tells of it."""
    answers: bool = True
    """Whether commands in comments (`/driftwatch accept ... because ...`) of people who may write to the repository are
    carried out."""
    label: str = "driftwatch"
    """The label by which issues are found again; levels are labelled `LABEL:LEVEL`."""
    author: str = ""
    """Login that writes the issues. Left out: the token's, which for GITHUB_TOKEN is `github-actions[bot]`."""
    max_new: int = 25
    """Issues that one run opens at the most, worst first."""
    failures: int = 2
    """How many probes of the live API in a row must fail before that counts as a failure of the API and is told."""
    captures: int = 100
    """Captures with drift that are looked back on; what is older counts as accepted."""
    owners: dict[str, tuple[str, ...]] = {}
    """Owner of manifests = GitHub logins, which are assigned, and teams (`org/team`), which are mentioned."""


class NotifyConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One receiver of what drifts, besides GitHub's issues: `[[notify]]`.

    Its address and key are secrets, and come from the environment alone.
    """

    name: str
    """What it is called; what it was told is kept under this name."""
    url_env: str = "DRIFTWATCH_NOTIFY_URL"
    """The environment variable that holds its address, https unless it is this machine."""
    key_env: str = ""
    """The environment variable that holds the key that messages are signed with. Left out: they are not signed."""
    shape: Literal["text", "teams"] = "text"
    """What it takes: `text` for Slack, Discord, and whatever reads JSON; `teams` for a workflow of Microsoft Teams,
    which takes cards alone."""
    when: Literal["each", "daily", "weekly"] = "each"
    """When it is told: whenever something is new, or at most once a day or a week, with all that is new since."""
    level: Level = "warning"
    """It is told findings of this level or above."""
    owners: tuple[str, ...] = ()
    """It is told what affects manifests of these owners. Left out: everything."""
    sources: tuple[str, ...] = ()
    """It is told of these sources. Left out: of all that are scheduled."""
    private: bool = False
    """Whether it may live in a private network."""


class Config(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole of driftwatch.toml; paths are relative to its folder."""

    snapshots: str = "snapshots"
    """Folder of the snapshots; one folder a source below it. Never the top of the repository, a folder of git's or
    GitHub's own, or one that holds another of these."""
    reports: str = "reports"
    """Folder of the reports, by date."""
    manifests: str = "contracts"
    """Folder of the manifests."""
    observations: str = "observations"
    """Folder of what the live API was seen to do."""
    fail_on: FailOn = "breaking"
    """Exit with 1 from this level on; `--fail-on` goes before it."""
    strictness: Strictness = "tolerant"
    """What your readers are taken to survive. `tolerant`: null, an absent field, a new value, a list of values that is
    none any more (it is new values, however many), a further branch of what was a union already and a looser bound of
    a response are warnings. `strict`: they are breaking, like whatever else is narrower of what is sent and wider of
    what comes. `sdk`: as strict, and names that generated code feels (operation ids, tags, names of schemas and path
    parameters) count, too. What a manifest relies on is judged strictly whatever stands here."""
    sources: dict[str, SourceConfig] = {}
    """What is watched, by name: `[sources.NAME]`."""
    rules: dict[str, Level | Literal["off"]] = {}
    """Levels of your own, by rule id: `[rules]`."""
    accept: tuple[AcceptConfig, ...] = ()
    """Findings that you accept: `[[accept]]`."""
    issues: IssuesConfig = IssuesConfig()
    """How drift becomes issues: `[issues]`."""
    notify: tuple[NotifyConfig, ...] = ()
    """Who else is told of drift: `[[notify]]`."""
    oasdiff_levels: str = ""
    """A severity-levels file of oasdiff, read as it is: a rule id and `err`, `warn`, `info` or `none` a line."""
    oasdiff_ignore: tuple[str, ...] = ()
    """Ignore files of oasdiff, read as they are."""

    @property
    def scheduled(self) -> tuple[str, ...]:
        """Names of the sources that are watched on a schedule, sorted."""
        return tuple(sorted(name for name, source in self.sources.items() if source.scheduled))


LIMITS: Final[Mapping[type[Struct], Mapping[str, tuple[float, float]]]] = {
    SourceConfig: {
        "concurrency": (1, 32),
        "confirm_removals": (1, 30),
        "max_documents": (1, 50_000),
        "min_read_share": (0.0, 1.0),
        "timeout_s": (0.05, 600.0),
        "max_megabytes": (0.001, 500.0),
    },
    IssuesConfig: {"max_new": (1, 1000), "captures": (1, 1000), "failures": (1, 100)},
}
"""The lowest and the highest value of the keys that are numbers."""
