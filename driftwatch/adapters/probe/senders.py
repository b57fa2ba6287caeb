"""What sends the calls of a contract, made with the credentials of its environment."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from driftwatch.adapters.probe.client import ProbeClient
from driftwatch.adapters.probe.credential import new_canary, of_file, of_variable
from driftwatch.adapters.probe.presenting import Part
from driftwatch.adapters.sink import SINK
from driftwatch.model.manifest import HeaderClaim
from driftwatch.model.probing import ContractPlan
from driftwatch.secret import Secret, Secrets

Leaks = Callable[[str | bytes], bool]


class Senders:
    """Opens clients; a credential is looked up only where some call presents it.

    Args:
        variables: of the environment.
        key_file: that holds the credential; None for the variable of the manifest.
    """

    def __init__(self, variables: Mapping[str, str], key_file: str | None = None) -> None:
        self._variables = variables
        self._key_file = key_file

    @contextmanager
    def __call__(self, plan: ContractPlan) -> Iterator[tuple[ProbeClient, Leaks]]:
        """Yield a client for the calls of a contract, and what tells whether a text repeats a credential.

        Raises:
            UsageError: a credential is missing, or can be none.
        """
        canary = new_canary()
        parts = self._parts(plan, canary)
        known = Secrets((canary, *(part.secret for part in parts)))
        SINK.know(*known)
        place = plan.place
        client = ProbeClient(place.base_url, own=parts, canary=canary, allow_private=place.may_be_private)
        yield client, lambda text: bool(known.found_in(text))

    def _parts(self, plan: ContractPlan, canary: Secret) -> tuple[Part, ...]:
        auth = plan.manifest.auth
        if auth.is_none:
            return ()
        is_needed = any(call.request is not None and call.request.presented == "own" for call in plan.calls)
        first = self._own(plan) if is_needed else canary
        further = [header for header in plan.manifest.headers if header.env]
        return (
            Part(secret=first, header=auth.header, query=auth.query, scheme=auth.scheme),
            *(Part(secret=self._of(one) if is_needed else canary, header=one.name) for one in further),
        )

    def _own(self, plan: ContractPlan) -> Secret:
        auth, name = plan.manifest.auth, plan.place.env
        if self._key_file is not None:
            return of_file(self._key_file, label=auth.label or name, scheme=auth.scheme)
        return of_variable(name, self._variables, scheme=auth.scheme)

    def _of(self, header: HeaderClaim) -> Secret:
        return of_variable(header.env, self._variables)
