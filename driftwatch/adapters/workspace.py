"""The folder that a team works in: its driftwatch.toml, and where the files of the project lie."""

from functools import cached_property
from pathlib import Path

from driftwatch.config.keys import CONFIG_NAME, Config, SourceConfig
from driftwatch.config.reading import ConfigFile, read_config
from driftwatch.config.sources import source_named
from driftwatch.errors import ConfigError
from driftwatch.model.selftest import SELFTEST_FILE


class Workspace:
    """Knows the paths of a project; driftwatch.toml is looked for once and read when something asks what it says.

    Args:
        start: the folder that the user is in; the nearest driftwatch.toml from there upwards counts.
        file: driftwatch.toml of the user's choice.
    """

    def __init__(self, start: Path, *, file: str | None = None) -> None:
        self.start = start
        self._named = file

    @cached_property
    def file(self) -> Path | None:
        """The path of driftwatch.toml; None when there is none."""
        if self._named is not None:
            return Path(self._named)
        folders = (self.start, *self.start.resolve().parents)
        return next((folder / CONFIG_NAME for folder in folders if (folder / CONFIG_NAME).is_file()), None)

    @cached_property
    def config_file(self) -> ConfigFile:
        """What driftwatch.toml says, and where it says it.

        Raises:
            ConfigError: it is missing or wrong.
        """
        if self.file is None:
            there = self.start / CONFIG_NAME
            if there.is_symlink() or there.is_dir():
                what = "a link that leads to no file" if there.is_symlink() else "a folder"
                raise ConfigError(
                    f"{CONFIG_NAME} is {what}", hint="put the file itself there, or name it with --config"
                )
            raise ConfigError(f"there is no {CONFIG_NAME} here or above", hint="run `driftwatch init`")
        try:
            content = self.file.read_bytes()
        except OSError as error:
            raise ConfigError(
                f"{self.file} cannot be read: {error.strerror or error}",
                hint="check --config, or run `driftwatch init`",
            ) from None
        return read_config(content, file=str(self._named or CONFIG_NAME))

    def reread(self) -> None:
        """Forget what driftwatch.toml said: it was written."""
        self.__dict__.pop("config_file", None)

    @property
    def config(self) -> Config:
        """What driftwatch.toml says.

        Raises:
            ConfigError: it is missing or wrong.
        """
        return self.config_file.config

    @cached_property
    def root(self) -> Path:
        """The folder of driftwatch.toml, to which its paths are relative; without one the folder to start in."""
        return self.start if self.file is None else self.file.resolve().parent

    def source(self, name: str | None) -> tuple[str, SourceConfig]:
        """Pick a source of the configuration by name, or the only one.

        Raises:
            ConfigError: there is no such source, or several and no name.
        """
        return source_named(self.config, name)

    def label(self, source: str | None) -> str:
        """Return what to call a source in a report; without a name the only one, or `diff`."""
        sources = self.config.sources if self.file is not None else {}
        return source or (next(iter(sources)) if len(sources) == 1 else "diff")

    @property
    def fail_on(self) -> str:
        """The level from which findings fail a command, as configured."""
        return self.config.fail_on if self.file is not None else Config().fail_on

    def snapshots(self, source: str) -> Path:
        """Return the folder of a source's snapshot."""
        return self.root / self.config.snapshots / source

    @property
    def reports(self) -> Path:
        """The folder of all reports."""
        return self.root / self.config.reports

    @property
    def manifests(self) -> Path:
        """The folder of manifests: as configured, without a configuration `contracts`."""
        return self.root / (self.config.manifests if self.file is not None else Config().manifests)

    @property
    def observations(self) -> Path:
        """The folder of observations: as configured, without a configuration `observations`."""
        return self.root / (self.config.observations if self.file is not None else Config().observations)

    @property
    def selftest(self) -> Path:
        """The file with the newest result of `driftwatch selftest redaction`."""
        return self.observations / SELFTEST_FILE

    def path_of(self, name: str) -> Path:
        """Return the path of a file as messages name it: from the folder that the user is in, else from the root."""
        here = self.start / name
        return here if here.is_file() else self.root / name

    def text(self, name: str) -> str:
        """Return the text of a file that the configuration names.

        Raises:
            ConfigError: it cannot be read.
        """
        try:
            return (self.root / name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"{name} cannot be read: {error}", hint=f"check the path in {CONFIG_NAME}") from None
