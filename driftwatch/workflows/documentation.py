"""What is documented of the operations that manifests rely on, as far as there are captures."""

from collections.abc import Iterable

from driftwatch.errors import DriftwatchError
from driftwatch.manifests.check.choosing import chosen
from driftwatch.manifests.check.documented import Documented, OperationView
from driftwatch.manifests.failures import rules_for
from driftwatch.manifests.observations.calls import Call
from driftwatch.manifests.observations.matching import is_success
from driftwatch.model.facts import ErrorRule
from driftwatch.model.manifest import Manifest
from driftwatch.ports import Project
from driftwatch.workflows.manifests import sides_of


class Documentation:
    """Knows the newest snapshot of the source of each manifest; without one nothing is documented.

    Args:
        project: where captures are.
        manifests: all that may be asked about.
        source: the one source that the user names.
    """

    def __init__(self, project: Project, manifests: Iterable[Manifest], source: str | None = None) -> None:
        self._known: dict[tuple[str, int], Documented] = {}
        self._views: dict[tuple[str, int, str], tuple[OperationView, ...]] = {}
        try:
            for _, side, mine in sides_of(project, tuple(manifests), source):
                if side is not None:
                    documented = Documented(side.snapshot)
                    self._known |= {(one.file, one.line): documented for one in mine}
        except DriftwatchError as error:
            if source is not None:
                raise
            project.talk.say(f"nothing counts as documented: {error.message}")

    def of(self, manifest: Manifest) -> Documented | None:
        """Return the documentation of a manifest's source."""
        return self._known.get((manifest.file, manifest.line))

    def views(self, manifest: Manifest, variant: str) -> tuple[OperationView, ...]:
        """Return the documentations that a variant of a manifest is about."""
        key = (manifest.file, manifest.line, variant)
        if key not in self._views:
            documented = self.of(manifest)
            views = documented.operations(manifest.key) if documented else ()
            self._views[key] = chosen(manifest, variant, views, documented) if documented and views else ()
        return self._views[key]

    def stated(self, manifest: Manifest, variant: str, call: Call) -> tuple[ErrorRule, ...]:
        """Return what is documented of an answer, the most telling first."""
        documented = self.of(manifest)
        if documented is None or is_success(call.status, call.response):
            return ()
        views = self.views(manifest, variant)
        rules = rules_for(views, documented, status=call.status, body=call.response)
        return tuple(rule for rule, _ in rules)
