"""By which words two names differ: names that are renamed in one way are told as one."""

import pytest

from driftwatch.model.respelling import renaming


@pytest.mark.parametrize(
    ("old", "new", "differ"),
    [
        ("PageOfBox", "ListOfBox", (["page"], ["list"])),
        ("PageOfBox", "BoxPage", (["page", "of", "box"], ["box", "page"])),
        ("Box", "BoxOfWood", ([], ["of", "wood"])),
        ("box_list", "boxList", (["_"], ["aA"])),
        ("Größe1", "Größe2", (["Größe1"], ["Größe2"])),  # of letters that are no words for a name
    ],
)
def test_two_names_differ_by_the_words_that_are_not_on_both_sides(
    old: str, new: str, differ: tuple[list[str], list[str]]
) -> None:
    assert renaming(old, new) == differ
