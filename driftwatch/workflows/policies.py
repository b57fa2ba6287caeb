"""How the team of a project judges: as driftwatch.toml says, with what its manifests rely on and accept."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from msgspec import structs

from driftwatch.adapters.files import exists
from driftwatch.adapters.workspace import Workspace
from driftwatch.config.keys import CONFIG_NAME, Config
from driftwatch.config.reading import ConfigFile
from driftwatch.errors import UsageError
from driftwatch.history.captures import SHORT
from driftwatch.located.value import Located
from driftwatch.manifests.file.former import Unusable, Versions, unusable
from driftwatch.model.finding import Suppression
from driftwatch.model.manifest import Manifest
from driftwatch.ports import Clock, Talk
from driftwatch.rules.overrides import IgnoredLine, Setting, read_ignored, read_levels, read_severity_levels
from driftwatch.rules.policy import Policy
from driftwatch.workflows.manifest_sources import by_source
from driftwatch.workflows.manifests import ManifestSet, acceptances, leads_nowhere, read_manifests


class ConfiguredPolicies:
    """Reads configuration and manifests when something is to be judged; each manifest is read once.

    Args:
        workspace: where they lie.
        clock: tells the day, on which acceptances expire.
        talk: is told once what is wrong with manifests.
        versions: returns what was committed of a manifest file, by its name, newest first.
    """

    def __init__(self, workspace: Workspace, *, clock: Clock, talk: Talk, versions: Versions) -> None:
        self._workspace = workspace
        self._clock = clock
        self._talk = talk
        self._versions = versions

    def own(self) -> Policy:
        """Return how the team judges, as configured, whatever its manifests say."""
        today = self._clock.today()
        if self._workspace.file is None:
            return Policy(today=today)
        file = self._workspace.config_file
        return Policy(
            today=today,
            strictness=file.config.strictness,
            levels=self._levels(file),
            suppressions=suppressions_of(file),
            ignored=self._ignored(file.config),
        )

    def of(self, source: str | None) -> Policy:
        """Return how the team judges, with its manifests; what is wrong with those is said.

        For a manifest that cannot be used stands in what was committed of it last that can.

        Args:
            source: leave out the manifests that were read from other sources, which may document the same call.
        """
        own = self.own()
        if self._workspace.file is None:
            return own
        mine = self._usable
        if source is not None:
            mine = by_source(self._workspace, mine).get(source, ())
        return structs.replace(own, suppressions=(*own.suppressions, *acceptances(mine)), manifests=mine)

    @cached_property
    def unusable(self) -> tuple[Unusable, ...]:
        """The manifest files of the configured folder that cannot be used, with what stands in for them."""
        found = (unusable(file, self._versions) for file in self.manifests.files)
        return tuple(each for each in found if each is not None)

    def manifests_at(self, paths: Sequence[str], *, source: str | None = None) -> ManifestSet:
        """Return the manifests in files and folders that the user names, else those of the configured folder.

        Args:
            paths: what the user names.
            source: of the configured folder, leave out manifests that were read from other sources.

        Raises:
            UsageError: a path does not exist, or there is nothing to look at.
        """
        hint = 'write a manifest with `driftwatch manifest init "POST /v1/..."`, or name a file'
        configured = self._workspace.config.manifests if not paths else ""
        if paths:
            files = tuple(map(Path, paths))
            found = read_manifests(files, root=self._workspace.start, today=self._clock.today())
        elif exists(self._workspace.manifests) or leads_nowhere(self._workspace.manifests):
            found = self.manifests
        else:
            raise UsageError(f"there is no folder {configured}/ with manifests", hint=hint)
        if not found.files:
            if not paths and not self._workspace.config.sources:
                self._workspace.source(None)  # says what is missing before manifests are
            # Nothing is held against anything: a check that says so must not look like one that passed.
            raise UsageError(f"there is no manifest in {' or '.join(paths) or f'{configured}/'}", hint=hint)
        if source is None or paths:
            return found
        name, _ = self._workspace.source(source)
        mine = found.only(by_source(self._workspace, found.manifests).get(name, ()))
        if not mine.manifests and not mine.errors:
            raise UsageError(f"no manifest in {configured}/ was read from source {name}", hint=hint)
        return mine

    def _levels(self, file: ConfigFile) -> dict[str, Setting]:
        levels: dict[str, Setting] = {}
        config = file.config
        if config.oasdiff_levels:
            text = self._workspace.text(config.oasdiff_levels)
            levels |= read_severity_levels(text, source=config.oasdiff_levels)
        return levels | read_levels(file.document.get("rules") or Located({}), file=file.file)

    def _ignored(self, config: Config) -> tuple[IgnoredLine, ...]:
        return tuple(
            line for file in config.oasdiff_ignore for line in read_ignored(self._workspace.text(file), source=file)
        )

    @cached_property
    def _usable(self) -> tuple[Manifest, ...]:
        for each in self.unusable:
            for problem in each.problems:
                self._talk.say(f"manifest left out: {problem}")
            if each.commit:
                self._talk.say(f"{each.file} is taken as of commit {each.commit[:SHORT]} until it can be used")
        for problem in self.manifests.disagreements:
            self._talk.say(f"manifests disagree: {problem}")
        return (*self.manifests.manifests, *(one for each in self.unusable for one in each.manifests))

    @cached_property
    def manifests(self) -> ManifestSet:
        """The manifests of the configured folder; none when it does not exist. A file in its place is read as one."""
        folder = self._workspace.root / self._workspace.config.manifests
        if not exists(folder) and not leads_nowhere(folder):
            return ManifestSet()
        return read_manifests((folder,), root=self._workspace.root, today=self._clock.today())


def suppressions_of(file: ConfigFile) -> tuple[Suppression, ...]:
    """Turn the accepted findings of the configuration into suppressions."""
    written = file.document.get("accept") or Located(())
    return tuple(
        Suppression(
            reason=each.reason,
            owner=each.owner,
            expires=each.expires,
            fingerprint=each.fingerprint,
            members=each.members,
            rule=each.rule,
            operation=each.operation,
            field=each.field,
            # not the file as it was named: a report does not depend on the machine that it was made on
            where=f"{CONFIG_NAME}:{at.line}:{at.column}: accept {number}",
        )
        for number, (each, at) in enumerate(zip(file.config.accept, written.items(), strict=True), start=1)
    )
