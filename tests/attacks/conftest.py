"""The team that watches the hostile site: it works once for all tests."""

import pytest

from tests.attacks.hostile_site import CALM
from tests.attacks.payloads import ATTACKS, OWN, PLANTED
from tests.attacks.team import Team


@pytest.fixture(scope="session")
def team(tmp_path_factory: pytest.TempPathFactory) -> Team:
    made = Team(tmp_path_factory.mktemp("team"), [CALM, *(ATTACKS[each].text for each in PLANTED), *OWN])
    with pytest.MonkeyPatch.context() as patch:
        made.work(patch)
    return made
