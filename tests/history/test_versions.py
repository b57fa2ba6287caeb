"""The committed versions of a file, newest first."""

from driftwatch.history.versions import versions
from tests.history.commits import Commits, days_later

FILE = "contracts/clips.yaml"


def test_each_commit_that_touched_a_file_holds_a_version():
    commits = Commits()
    for day, content in enumerate((b"one", b"one", None, b"two")):
        commits.add({} if content is None else {FILE: content}, when=days_later(day))
    assert [content for _, content in versions(commits, FILE)] == [b"two", b"one"]
    assert list(versions(commits, "contracts/other.yaml")) == []
