"""Repositories of docs in driftwatch.toml: addresses, names of branches, patterns of paths."""

import pytest

from driftwatch.config.keys import SourceConfig
from driftwatch.config.reading import parse_config
from driftwatch.config.repositories import base_of_repository, is_among, is_branch, remote_host, wrong_address
from driftwatch.config.sources import allowed_hosts, published_by
from driftwatch.errors import ConfigError
from driftwatch.extract.index.places import place_of


@pytest.mark.parametrize(
    "address",
    [
        "https://forge.example/acme/docs.git",
        "https://forge.example:8443/acme/docs",
        "ssh://git@forge.example/acme/docs.git",
        "git@forge.example:acme/docs.git",
        "file:///srv/docs.git",
        "../docs",
        "/srv/docs",
        "docs",
    ],
)
def test_what_git_reads_over_https_ssh_or_from_this_machine_is_an_address(address: str) -> None:
    assert wrong_address(address) is None


@pytest.mark.parametrize(
    "address",
    [
        "http://forge.example/acme/docs.git",
        "git://forge.example/acme/docs.git",
        "ext::sh -c true",
        "https:forge.example/acme",
        "https://user:secret@forge.example/acme/docs.git",
        "https://token@forge.example/acme/docs.git",
        "https://forge.example/",
        "https://forge.example/acme/docs.git?x=1",
        "ssh://-oProxyCommand=true/acme/docs.git",
        "file://elsewhere/srv/docs.git",
        "--upload-pack=true",
        "docs\n.git",
        " ",
    ],
)
def test_whatever_else_git_could_be_talked_into_is_none(address: str) -> None:
    found = wrong_address(address)
    assert found is not None
    assert "secret" not in "".join(found)


@pytest.mark.parametrize("name", ["main", "release/2.1", "v1.0", "feature_x", "7"])
def test_a_branch_is_a_plain_name(name: str) -> None:
    assert is_branch(name)


@pytest.mark.parametrize("name", ["-f", "a..b", "a b", "a:b", "+a", "a~1", "a^", "a.lock", "a/", "a//b", "a*", ""])
def test_an_option_or_expression_of_git_is_no_branch(name: str) -> None:
    assert not is_branch(name)


def test_a_file_is_called_as_the_forge_shows_it_wherever_it_is_cloned_from() -> None:
    base = "https://forge.example/acme/docs/blob/HEAD/"
    for address in ("https://forge.example/acme/docs.git", "git@forge.example:acme/docs.git"):
        assert base_of_repository(address) == base
    assert base_of_repository("ssh://git@forge.example:2222/acme/docs") == base
    assert base_of_repository("https://forge.example/acme/docs", "release/2") == (
        "https://forge.example/acme/docs/blob/release%2F2/"
    )


def test_of_a_repository_on_this_machine_its_folder_is_not_told() -> None:
    for address in ("/home/someone/vendor-docs.git", "../vendor-docs/", "file:///home/someone/vendor-docs"):
        assert base_of_repository(address) == "file://vendor-docs/"
        assert remote_host(address) == ""


@pytest.mark.parametrize("base", ["https://forge.example/acme/docs/blob/HEAD/", "file://docs/"])
def test_the_place_of_a_file_is_its_path(base: str) -> None:
    assert place_of(f"{base}guides/chat.mdx", base) == "guides/chat"
    assert place_of(f"{base}api/openapi.json", base) == "api/openapi.json"


def test_the_place_of_a_page_below_a_folder_called_blob_stays() -> None:
    assert place_of("https://docs.example/blob/x/a.md", "https://docs.example/blob/x/llms.txt") == "blob/x/a"


@pytest.mark.parametrize(
    ("path", "pattern", "matches"),
    [
        ("a.md", "**/*.md", True),
        ("docs/x/a.md", "**/*.md", True),
        ("docs/x/a.md", "docs/*.md", False),
        ("docs/a.md", "docs/*.md", True),
        ("docs/x/y/a.md", "docs/**", True),
        ("docs/a.mdx", "docs/?.md", False),
        ("docs/a+b.md", "docs/a+b.md", True),
        ("docs/aab.md", "docs/a+b.md", False),
        ("other/docs/a.md", "docs/**", False),
    ],
)
def test_patterns_of_paths(path: str, pattern: str, *, matches: bool) -> None:
    assert is_among(path, [pattern]) is matches


def test_the_host_of_a_repository_may_be_contacted_unless_others_are_named() -> None:
    remote = "https://forge.example/acme/docs.git"
    assert allowed_hosts(SourceConfig(repository=remote)) == ("forge.example",)
    assert allowed_hosts(SourceConfig(repository=remote, hosts=("other.example",))) == ("other.example",)
    assert allowed_hosts(SourceConfig(repository="../docs", hosts=("other.example",))) == ("docs", "other.example")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('repository = "../docs"\nindex = "https://a.example/llms.txt"', "a source is a `repository`, or has `index`"),
        ('repository = "git://a.example/b"', "sources.docs.repository: 'git' is no protocol that is read"),
        ('repository = "../docs"\nbranch = "-x"', "'-x' is no name of a branch or tag"),
        ('index = "https://a.example/llms.txt"\nbranch = "main"', "sources.docs.branch: it belongs to a `repository`"),
        ('index = "https://a.example/llms.txt"\npaths = ["*.md"]', "sources.docs.paths: it belongs to a `repository`"),
        ('locale = "en"', "it has none of `index`, `documents` and `repository`"),
    ],
)
def test_mistakes_are_told_with_what_is_wrong(text: str, says: str) -> None:
    with pytest.raises(ConfigError) as raised:
        parse_config(f"[sources.docs]\n{text}\n")
    assert says in raised.value.message


def published_by_of(path: str, said: str = "", **keys: object) -> str:
    keys = {"published": "https://docs.example.com/", **keys}
    source = SourceConfig(repository="git@forge.example:acme/docs.git", **keys)  # type: ignore[arg-type]
    address = published_by(source)
    assert address is not None
    return address(f"{base_of_repository(source.repository)}{path}", said)


@pytest.mark.parametrize(
    ("path", "public"),
    [
        ("guide.md", "https://docs.example.com/guide"),
        ("Guide.RST", "https://docs.example.com/Guide"),
        ("api/index.mdx", "https://docs.example.com/api"),
        ("api/README.md", "https://docs.example.com/api"),
        ("index.html", "https://docs.example.com/"),
        ("a%20b/%3F.md", "https://docs.example.com/a%20b/%3F"),
        ("openapi.json", "https://forge.example/acme/docs/blob/HEAD/openapi.json"),
    ],
)
def test_a_page_lies_at_its_path_below_where_it_is_published(path: str, public: str) -> None:
    assert published_by_of(path) == public


@pytest.mark.parametrize(
    ("said", "public"),
    [
        ("slug: first", "https://docs.example.com/v1/api/first"),
        ("slug: /first", "https://docs.example.com/v1/first"),
        ("slug: /", "https://docs.example.com/v1/"),
        ("slug: guides/first", "https://docs.example.com/v1/guides/first"),
        ("slug: v1/guides/first", "https://docs.example.com/v1/guides/first"),
        ("permalink: /first/", "https://docs.example.com/v1/first/"),
        ("permalink: /v1/first.html", "https://docs.example.com/v1/first.html"),
        ("url: https://docs.example.com/v1/first", "https://docs.example.com/v1/first"),
        ("slug: v10", "https://docs.example.com/v1/api/v10"),
    ],
)
def test_a_page_that_names_its_address_lies_there(said: str, public: str) -> None:
    assert published_by_of("api/one.md", said, published="https://docs.example.com/v1/") == public


@pytest.mark.parametrize(
    "said",
    [
        "",
        "permalink: /:categories/:title/",
        "permalink: pretty: x",
        "slug: ../../evil",
        "slug: a/./b",
        "url: https://elsewhere.example/x",
        "url: //elsewhere.example/x",
        "url: javascript:alert(1)",
        "slug: {{ name }}",
        f"slug: {'a' * 300}",
    ],
)
def test_an_address_that_cannot_be_followed_is_left_and_the_path_tells(said: str) -> None:
    assert published_by_of("api/one.md", said) == "https://docs.example.com/api/one"


def test_what_is_no_page_has_no_address_of_its_own() -> None:
    assert published_by_of("openapi.json", "slug: /x").startswith("https://forge.example/")


def test_only_the_published_folder_is_published() -> None:
    patterns = ("docs/api/**/*.md", "docs/guides/*.md", "openapi.json")
    assert published_by_of("docs/api/a.md", paths=patterns) == "https://docs.example.com/api/a"
    assert published_by_of("docs/api/a.md", published_from="docs/api") == "https://docs.example.com/a"
    assert published_by_of("docs/apis/a.md", published_from="docs/api").startswith("https://forge.example/")


def test_where_pages_are_public_is_not_contacted() -> None:
    source = SourceConfig(repository="../docs", published="https://docs.example.com/")
    assert allowed_hosts(source) == ("docs",)


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ('published = "docs.example.com"', "is not an http or https URL"),
        ('published = "https://me:secret@docs.example.com/"', "a URL carries credentials"),
        ('published = "https://docs.example.com/?page=1"', "no query and no fragment"),
        ('published = "https://docs.example.com/"\npublished_from = "../docs"', "is no folder of a repository"),
        ('published_from = "docs"', "which folder lies at `published`"),
    ],
)
def test_what_is_no_place_of_pages_is_refused(keys: str, says: str) -> None:
    with pytest.raises(ConfigError, match=says) as told:
        parse_config(f'[sources.acme]\nrepository = "../docs"\n{keys}\n')
    assert "secret" not in str(told.value)


def test_only_a_repository_is_published_elsewhere() -> None:
    text = '[sources.acme]\nindex = "https://docs.example.com/llms.txt"\npublished = "https://docs.example.com/"\n'
    with pytest.raises(ConfigError, match="it belongs to a `repository`"):
        parse_config(text)
