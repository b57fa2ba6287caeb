"""Every word for a default is read, in whatever letters, though most descriptions are not searched for any."""

import pytest

from driftwatch.extract.fields.defaults import default_in
from driftwatch.extract.text.blocks import Run, Text
from driftwatch.extract.words.vocabulary import DEFAULT_WORDS


@pytest.mark.parametrize("said", DEFAULT_WORDS)
def test_every_word_for_a_default_is_looked_for(said: str) -> None:
    for written in (said, said.capitalize(), said.upper().replace("SS", "\u00df")):
        assert default_in(Text((Run(f"Size of the lid. {written}: "), Run("7", code=True)))) == "7"
        assert default_in(Text((Run(f"Size of the lid. {written}: 7"),))) == "7"
