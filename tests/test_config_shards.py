"""Shares of the sources: every source in one of them, those of one host in the same, and no matrix too large."""

import hypothesis.strategies as st
import pytest
from hypothesis import given

from driftwatch.config.keys import Config, SourceConfig
from driftwatch.config.shards import MOST_JOBS, chains, matrix_of, shard_of
from driftwatch.errors import UsageError

HOSTS = st.sampled_from([f"host{number}.example" for number in range(12)])


def config_of(*hosts: str, scheduled: bool = True) -> Config:
    sources = {
        f"s{number:03}": SourceConfig(index=f"https://{host}/llms.txt", scheduled=scheduled)
        for number, host in enumerate(hosts)
    }
    return Config(sources=sources)


@given(st.lists(HOSTS, max_size=40), st.integers(1, 20))
def test_every_source_is_in_one_share_with_those_of_its_host(hosts: list[str], count: int) -> None:
    config = config_of(*hosts)
    shares = [shard_of(config, f"{number}/{count}") for number in range(1, count + 1)]
    assert sorted(name for share in shares for name in share) == sorted(config.sources)
    for chain in chains(config.sources):
        assert sum(1 for share in shares if set(chain) & set(share)) == 1


def test_shares_are_as_equal_as_hosts_allow() -> None:
    config = config_of(*(f"h{number}.example" for number in range(10)), "h0.example", "h0.example")
    assert sorted(len(shard_of(config, f"{number}/4")) for number in range(1, 5)) == [3, 3, 3, 3]


def test_what_is_not_scheduled_is_in_no_share() -> None:
    assert shard_of(config_of("a.example", scheduled=False), "1/1") == ()


def test_sources_are_chained_through_hosts_that_others_name_as_well() -> None:
    sources = {
        "a": SourceConfig(index="https://one.example/llms.txt"),
        "b": SourceConfig(index="https://two.example/llms.txt", hosts=("one.example", "two.example")),
        "c": SourceConfig(index="https://two.example/other.txt"),
        "d": SourceConfig(index="https://three.example/llms.txt"),
    }
    assert chains(sources) == (("a", "b", "c"), ("d",))


def test_this_machine_may_be_called_as_often_as_it_likes() -> None:
    sources = {name: SourceConfig(index=f"http://127.0.0.1:8000/{name}/llms.txt") for name in "ab"}
    assert chains(sources) == (("a",), ("b",))


@pytest.mark.parametrize("shard", ["", "0/3", "4/3", "1", "1/0", "a/b", "1/2/3", "-1/2", "\u0661/\u0662", "1/99999"])
def test_what_is_no_share_is_refused(shard: str) -> None:
    with pytest.raises(UsageError) as refused:
        shard_of(config_of("a.example"), shard)
    assert refused.value.hint


def test_a_matrix_of_more_jobs_than_there_may_be_is_refused_with_the_remedy() -> None:
    names = [f"s{number}" for number in range(MOST_JOBS + 1)]
    assert matrix_of(names[:MOST_JOBS], None) == {"source": names[:MOST_JOBS]}
    with pytest.raises(UsageError, match="257 scheduled sources") as refused:
        matrix_of(names, None)
    assert "--shards 7" in refused.value.hint
    assert "run --shard" in refused.value.hint
    assert matrix_of(names, 2) == {"shard": ["1/2", "2/2"]}
    with pytest.raises(UsageError, match="257 shards"):
        matrix_of(names, 257)
