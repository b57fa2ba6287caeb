"""A repository of docs that is read: what is taken of it, and what a hostile one cannot do."""

import os
from pathlib import Path

import pytest

from driftwatch.adapters import origin as origins
from driftwatch.adapters.git import mirror as mirrors
from driftwatch.adapters.git.repository import GitMirror, mirror_in
from driftwatch.adapters.origin import RepositoryOrigin
from driftwatch.config.keys import SourceConfig
from driftwatch.errors import ObservationError
from tests.adapters.git_sandbox import git

PAGES = {"docs/a.md": "# A\n", "docs/b.md": "# B\n", "README.md": "# Read me\n"}


@pytest.fixture
def vendor(tmp_path: Path) -> Path:
    root = tmp_path / "vendor"
    root.mkdir()
    git(root, "init", "-q")
    commit(root, PAGES, "2026-01-05T00:00:00Z")
    return root


def commit(root: Path, files: dict[str, str | None], when: str) -> str:
    """Commit files, None for one that goes, and return the commit."""
    for path, content in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        if content is not None:
            target.write_text(content)
    git(root, "add", "-A")
    date = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    git(root, "commit", "-q", "--allow-empty", "-m", "edit", env=date)
    return git(root, "rev-parse", "HEAD").strip()


def fetched(vendor: Path, tmp_path: Path, *, whole: bool = True) -> tuple[GitMirror, str]:
    mirror = mirror_in(tmp_path / "mirror")
    return mirror, mirror.fetch(vendor.as_uri(), "", whole=whole)


def origin(vendor: Path, tmp_path: Path, source: SourceConfig | None = None) -> RepositoryOrigin:
    known = source or SourceConfig(repository=str(vendor))
    return RepositoryOrigin(known, root=tmp_path, folder=tmp_path / "mirror", whole=False)


def states(vendor: Path, tmp_path: Path, source: SourceConfig | None = None) -> dict[str, str]:
    documents = origin(vendor, tmp_path, source).documents_now()
    return {each.url: each.state for each in documents.read(documents.stored().urls)}


def test_files_are_read_as_they_are_committed(vendor: Path, tmp_path: Path) -> None:
    (vendor / "docs/a.md").write_text("# Not committed\n")
    documents = origin(vendor, tmp_path).documents_now()
    reading = documents.read(["file://vendor/docs/a.md"])[0]
    assert (reading.state, reading.body) == ("read", b"# A\n")
    assert set(documents.stored().urls) == {f"file://vendor/{path}" for path in PAGES}


def test_only_the_newest_commit_is_fetched_until_history_is_asked_for(vendor: Path, tmp_path: Path) -> None:
    first = git(vendor, "rev-parse", "HEAD").strip()
    second = commit(vendor, {"docs/a.md": "# A, again\n"}, "2026-01-06T00:00:00Z")
    mirror, newest = fetched(vendor, tmp_path, whole=False)
    assert newest == second
    assert [each.origin for each in mirror.moments(newest)] == [second]
    mirror, newest = fetched(vendor, tmp_path)
    assert [each.origin for each in mirror.moments(newest)] == [first, second]
    third = commit(vendor, {"docs/c.md": "# C\n"}, "2026-01-07T00:00:00Z")
    mirror, newest = fetched(vendor, tmp_path, whole=False)
    assert [each.origin for each in mirror.moments(newest)] == [first, second, third]


def test_history_tells_what_each_commit_changed(vendor: Path, tmp_path: Path) -> None:
    commit(vendor, {"docs/a.md": "# A, again\n", "docs/b.md": None}, "2026-01-06T12:00:00Z")
    mirror, newest = fetched(vendor, tmp_path)
    first, second = mirror.moments(newest)
    assert set(first.changes) == set(PAGES)
    blob = git(vendor, "rev-parse", "HEAD:docs/a.md").strip()
    assert dict(second.changes) == {"docs/a.md": blob, "docs/b.md": None}
    assert second.seconds == 1767700800


def test_a_merge_brings_what_its_branch_changed(vendor: Path, tmp_path: Path) -> None:
    git(vendor, "checkout", "-q", "-b", "side")
    commit(vendor, {"docs/side.md": "# Side\n"}, "2026-01-06T00:00:00Z")
    git(vendor, "checkout", "-q", "-")
    commit(vendor, {"docs/main.md": "# Main\n"}, "2026-01-07T00:00:00Z")
    git(vendor, "merge", "-q", "--no-edit", "side")
    mirror, newest = fetched(vendor, tmp_path)
    assert [sorted(each.changes) for each in mirror.moments(newest)][1:] == [["docs/main.md"], ["docs/side.md"]]


def test_a_history_that_was_rewritten_is_followed(vendor: Path, tmp_path: Path) -> None:
    fetched(vendor, tmp_path)
    (vendor / "docs/a.md").write_text("# Rewritten\n")
    git(vendor, "commit", "-q", "-a", "--amend", "-m", "anew")
    assert fetched(vendor, tmp_path)[1] == git(vendor, "rev-parse", "HEAD").strip()


def test_a_branch_or_a_tag_is_read_when_it_is_named(vendor: Path, tmp_path: Path) -> None:
    git(vendor, "tag", "v1")
    commit(vendor, {"docs/a.md": None}, "2026-01-06T00:00:00Z")
    found = states(vendor, tmp_path, SourceConfig(repository=str(vendor), branch="v1"))
    assert "file://vendor/docs/a.md" in found


def test_a_branch_that_is_not_there_is_told(vendor: Path, tmp_path: Path) -> None:
    with pytest.raises(ObservationError, match="the repository could not be read: couldn't find remote ref nope"):
        origin(vendor, tmp_path, SourceConfig(repository=str(vendor), branch="nope"))


def test_links_and_submodules_are_not_followed(vendor: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("# Secret\n")
    (vendor / "docs/link.md").symlink_to(tmp_path / "secret.md")
    (vendor / "linked").symlink_to("docs")
    git(vendor, "add", "-A")
    one = git(vendor, "rev-parse", "HEAD").strip()
    git(vendor, "update-index", "--add", "--cacheinfo", f"160000,{one},module")
    (vendor / ".gitmodules").write_text('[submodule "module"]\n\tpath = module\n\turl = ../elsewhere\n')
    git(vendor, "add", ".gitmodules")
    git(vendor, "commit", "-q", "-m", "links")
    found = states(vendor, tmp_path)
    assert set(found) == {f"file://vendor/{path}" for path in (*PAGES, ".gitmodules")}
    documents = origin(vendor, tmp_path).documents_now()
    assert documents.read(["file://vendor/docs/link.md"])[0].state == "gone"


def test_nothing_of_the_repository_is_run(vendor: Path, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    script = f"#!/bin/sh\ntouch {ran}\n"
    for name in ("post-checkout", "post-merge", "reference-transaction", "pre-auto-gc", "post-index-change"):
        hook = vendor / ".git/hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(script)
        hook.chmod(0o755)
    (vendor / "evil.sh").write_text(script)
    (vendor / "evil.sh").chmod(0o755)
    git(vendor, "config", "filter.evil.smudge", str(vendor / "evil.sh"))
    git(vendor, "config", "uploadpack.packObjectsHook", str(vendor / "evil.sh"))
    git(vendor, "-c", "core.hooksPath=/dev/null", "add", "-A")
    git(vendor, "-c", "core.hooksPath=/dev/null", "commit", "-q", "-m", "evil")
    ran.unlink(missing_ok=True)
    assert states(vendor, tmp_path)["file://vendor/evil.sh"] == "read"
    assert not ran.exists()
    assert not (tmp_path / "mirror/hooks").exists()


def test_what_a_repository_lacks_is_not_brought_by_what_it_names(vendor: Path, tmp_path: Path) -> None:
    """Its configuration is somebody else's: programs, and remotes that would bring what is missing."""
    ran = tmp_path / "ran"
    script = vendor / "evil.sh"
    script.write_text(f"#!/bin/sh\ntouch {ran}\n")
    script.chmod(0o755)
    for name in (
        "core.fsmonitor", "core.sshCommand", "core.pager", "core.alternateRefsCommand", "diff.external",
        "remote.evil.uploadpack", "credential.helper",
    ):  # fmt: skip
        git(vendor, "config", name, str(script))
    settings = {
        "remote.evil.url": vendor.as_uri(), "remote.evil.promisor": "true", "extensions.partialClone": "evil",
        "remote.evil.partialclonefilter": "blob:none", "core.repositoryformatversion": "1", "protocol.allow": "always",
        "url.ext::sh -c touch% .insteadOf": vendor.as_uri(),
    }  # fmt: skip
    blob = git(vendor, "rev-parse", "HEAD:docs/a.md").strip()
    for name, value in settings.items():
        git(vendor, "config", name, value)
    (vendor / ".git/objects/info").mkdir(exist_ok=True)
    (vendor / ".git/objects/info/alternates").write_text(f"{tmp_path}/nowhere\n")
    (vendor / ".git/objects" / blob[:2] / blob[2:]).unlink()
    ran.unlink(missing_ok=True)
    with pytest.raises(ObservationError, match="could not be read"):
        fetched(vendor, tmp_path)
    assert not ran.exists()


def test_a_file_of_git_lfs_is_not_read_as_its_pointer(vendor: Path, tmp_path: Path) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 5\n"
    commit(vendor, {"docs/large.md": pointer}, "2026-01-06T00:00:00Z")
    assert states(vendor, tmp_path)["file://vendor/docs/large.md"] == "wrong-type"


def test_a_file_is_what_its_author_wrote_however_it_looks(vendor: Path, tmp_path: Path) -> None:
    odd = {
        "docs/empty.md": "",
        "docs/open.md": "# Open\n\n```json\n{",
        "docs/missing.md": "Page not found\n",
        "docs/markup.md": "<!doctype html><html><body>words",
    }
    commit(vendor, odd, "2026-01-06T00:00:00Z")
    (vendor / "docs/picture.md").write_bytes(b"\x89PNG\r\n")
    git(vendor, "add", "-A")
    git(vendor, "commit", "-q", "-m", "picture")
    found = states(vendor, tmp_path)
    assert {found[f"file://vendor/{path}"] for path in odd} == {"read"}
    assert found["file://vendor/docs/picture.md"] == "wrong-type"


def test_a_file_over_the_limit_is_not_read(vendor: Path, tmp_path: Path) -> None:
    commit(vendor, {"docs/large.md": "a" * 20_000}, "2026-01-06T00:00:00Z")
    found = states(vendor, tmp_path, SourceConfig(repository=str(vendor), max_megabytes=0.01))
    assert found["file://vendor/docs/large.md"] == "too-large"
    assert found["file://vendor/docs/a.md"] == "read"


def test_a_repository_over_the_limit_is_refused(vendor: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mirrors, "MOST_BYTES", 100)
    with pytest.raises(ObservationError, match="the repository holds more than 100 bytes"):
        origin(vendor, tmp_path)


def test_a_tree_that_names_more_than_can_be_listed_is_refused(vendor: Path, tmp_path: Path) -> None:
    """Twenty objects of a few bytes name 2**20 files."""
    inner = git(vendor, "rev-parse", "HEAD:README.md").strip()
    mode, kind = "100644", "blob"
    for _ in range(24):
        lines = "".join(f"{mode} {kind} {inner}\t{name}\n" for name in "ab")
        inner = run_with_input(vendor, lines, "mktree")
        mode, kind = "040000", "tree"
    made = run_with_input(vendor, "bomb", "commit-tree", inner)
    git(vendor, "reset", "-q", "--soft", made)
    with pytest.raises(ObservationError, match="more files than can be listed"):
        origin(vendor, tmp_path).documents_now()


def run_with_input(root: Path, text: str, *arguments: str) -> str:
    source = root.parent / "input"
    source.write_text(text)
    return git(root, "-c", 'alias.in=!f() { git "$@" < ' + str(source) + "; }; f", "in", *arguments).strip()


def test_a_name_that_is_no_text_is_left_out(vendor: Path, tmp_path: Path) -> None:
    with open(os.fsencode(vendor) + b"/docs/\xff.md", "w") as file:
        file.write("# X\n")
    git(vendor, "add", "-A")
    git(vendor, "commit", "-q", "-m", "bytes")
    assert len(states(vendor, tmp_path)) == len(PAGES)


def test_names_with_signs_of_urls_are_found_again(vendor: Path, tmp_path: Path) -> None:
    odd = ["docs/a b#c?d.md", "docs/100%25.md", "docs/ä.md"]
    commit(vendor, dict.fromkeys(odd, "# X\n"), "2026-01-06T00:00:00Z")
    found = states(vendor, tmp_path)
    assert len(found) == len(PAGES) + len(odd)
    assert set(found.values()) == {"read"}


def test_a_link_of_the_site_finds_its_file_in_the_folder_that_the_site_is_built_from(
    vendor: Path, tmp_path: Path
) -> None:
    commit(vendor, {"docs/api/openapi.json": "{}"}, "2026-01-06T00:00:00Z")
    documents = origin(vendor, tmp_path).documents_now()
    reading = documents.read(["file://vendor/api/openapi.json"])[0]
    assert (reading.state, reading.final_url) == ("read", "file://vendor/docs/api/openapi.json")
    commit(vendor, {"v2/api/openapi.json": "{}"}, "2026-01-07T00:00:00Z")
    documents = origin(vendor, tmp_path).documents_now()
    assert documents.read(["file://vendor/api/openapi.json"])[0].state == "gone"


def test_no_other_host_is_read_from(vendor: Path, tmp_path: Path) -> None:
    documents = origin(vendor, tmp_path).documents_now()
    assert documents.read(["https://elsewhere.example/docs/a.md"])[0].state == "gone"


def test_a_host_that_is_not_allowed_is_not_contacted(tmp_path: Path) -> None:
    source = SourceConfig(repository="https://forge.example/acme/docs.git", hosts=("other.example",))
    with pytest.raises(ObservationError, match=r"host forge\.example is not among the allowed hosts"):
        RepositoryOrigin(source, root=tmp_path, folder=tmp_path / "mirror", whole=False)


def test_an_address_of_a_private_network_is_not_contacted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def private(host: str, port: int) -> tuple[str, ...]:
        return ("203.0.113.7", "10.0.0.8")

    monkeypatch.setattr(origins, "resolve", private)
    source = SourceConfig(repository="git@forge.example:acme/docs.git")
    with pytest.raises(ObservationError, match=r"forge\.example has the address 203\.0\.113\.7, which is not public"):
        RepositoryOrigin(source, root=tmp_path, folder=tmp_path / "mirror", whole=False)


def test_a_connection_goes_to_the_addresses_that_were_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def loopback(host: str, port: int) -> tuple[str, ...]:
        return ("127.0.0.1",)

    def fetch(mirror: GitMirror, address: str, branch: str, **told: object) -> str:
        raise ObservationError(f"{address} {told['settings']}")

    monkeypatch.setattr(origins, "resolve", loopback)
    monkeypatch.setattr(GitMirror, "fetch", fetch)
    source = SourceConfig(repository="https://localhost:8443/acme/docs.git")
    with pytest.raises(ObservationError) as raised:
        RepositoryOrigin(source, root=tmp_path, folder=tmp_path / "mirror", whole=False)
    assert "http.curloptResolve=localhost:8443:127.0.0.1" in raised.value.message


def test_a_path_without_a_repository_is_told(tmp_path: Path) -> None:
    with pytest.raises(ObservationError, match="there is no repository at nowhere"):
        origin(tmp_path / "nowhere", tmp_path, SourceConfig(repository="nowhere"))
    (tmp_path / "empty").mkdir()
    with pytest.raises(ObservationError, match="does not appear to be a git repository"):
        origin(tmp_path, tmp_path, SourceConfig(repository="empty"))


def test_what_ssh_complains_of_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ssh = tmp_path / "bin" / "ssh"
    ssh.parent.mkdir()
    ssh.write_text("#!/bin/sh\necho 'Host key verification failed.' >&2\nexit 255\n")
    ssh.chmod(0o755)
    monkeypatch.setenv("PATH", f"{ssh.parent}:{os.environ['PATH']}")
    with pytest.raises(ObservationError, match="Host key verification failed"):
        mirror_in(tmp_path / "mirror").fetch("ssh://git@127.0.0.1/docs.git", "", whole=False)
