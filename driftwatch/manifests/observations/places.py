"""Where observations lie, below their folder: `post-v1-videos~large/api.example.com/latest.yaml`."""

import re
from typing import Final

from driftwatch.manifests.scaffold.manifest import file_name
from driftwatch.model.observation import Observation

LATEST: Final = "latest.yaml"
"""What is known now; beside it what was seen whenever that was something else."""


def folder_of(observation: Observation) -> str:
    """Return the folder of a contract, variant and API, relative to that of all."""
    names = [file_name(observation.contract).removesuffix(".yaml")]
    if observation.variant:
        names.append(_plain(observation.variant))
    return f"{'~'.join(names)}/{_plain(observation.target.origin.removeprefix('https://'))}"


def is_of(file: str, contract: str) -> bool:
    """Whether a file lies where observations of a contract do, whatever it holds."""
    folder = file.split("/")[-3:][0].partition("~")[0]
    return folder == file_name(contract).removesuffix(".yaml")


def dated(at: str) -> str:
    """Return the name of the file of what was seen at a time."""
    return f"{at.replace(':', '')}.yaml"


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9._-]+", "-", text.lower()).strip("-.")[:100] or "other"
