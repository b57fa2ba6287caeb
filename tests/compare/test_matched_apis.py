"""Which API is which: the name of one may pass to another one, what it is reached at stays."""

from driftwatch.compare.compare import compare
from driftwatch.compare.match.matching import match_apis
from driftwatch.model import address
from driftwatch.model.facts import Server
from driftwatch.model.snapshot import Entry, Owner, Snapshot
from driftwatch.model.stored import entry_of


def api(name: str, *urls: str) -> Entry:
    servers = (Server(at=address.join("server", address.step(url)), url=url, stated_by="prose") for url in urls)
    return entry_of(Owner("api", name), ("guide",), servers)


def kinds(old: list[Entry], new: list[Entry]) -> list[str]:
    return sorted(change.kind for change in compare(Snapshot(old), Snapshot(new)) if change.kind.startswith("server"))


def named(old: list[Entry], new: list[Entry]) -> list[tuple[str, str]]:
    pairs = match_apis(Snapshot(old), Snapshot(new)).pairs
    return sorted((one.owner.name, other.owner.name) for one, other in pairs)


A, B, C = (f"https://{name}.example" for name in "abc")


def test_an_api_that_another_one_took_the_name_of_keeps_its_servers():
    old, new = [api("", A), api("b.example", B)], [api("", C), api("a.example", A), api("b.example", B)]
    assert named(old, new) == [("", "a.example"), ("b.example", "b.example")]
    assert kinds(old, new) == ["server.added"]
    assert kinds([api("", A), api("b.example", B)], [api("", B), api("a.example", A)]) == []


def test_a_base_url_of_the_only_api_that_is_another_one_is_told():
    assert named([api("", A)], [api("", B)]) == [("", "")]
    assert kinds([api("", A)], [api("", B)]) == ["server.changed"]
    assert named([api("", A), api("c.example", C)], [api("", B), api("c.example", C)]) == [
        ("", ""), ("c.example", "c.example"),
    ]  # fmt: skip


def test_one_that_is_reached_like_several_keeps_its_name():
    old, new = [api("", A, B)], [api("", C), api("a.example", A), api("b.example", B)]
    assert ("", "") in named(old, new)
