"""One run of a probe: calls sent one after the other, each charged before, until something says stop."""

from collections.abc import Iterator
from typing import Final, TypeAlias

from msgspec import structs

from driftwatch.errors import ProbeError
from driftwatch.manifests.paths import claim_steps
from driftwatch.manifests.probe.budget import Budget
from driftwatch.manifests.probe.cases import POLLED, Choice
from driftwatch.manifests.probe.judging import body_of_reply, is_served, is_server_error
from driftwatch.manifests.probe.plan import polling
from driftwatch.manifests.recordings import values_of
from driftwatch.model.json_values import Json
from driftwatch.model.probe import Reply
from driftwatch.model.probing import ContractPlan, PlannedCall
from driftwatch.patterns import lazy_regex
from driftwatch.ports import Prober, Stopwatch, Talk

_MOST_REFUSED: Final = 2
_TOO_MANY: Final = 429
_JOB: Final = lazy_regex(r"(?!\.+$)[A-Za-z0-9._:=-]{1,200}")
"""An id that can stand in a path; what an API says may be anything."""
Tried: TypeAlias = tuple[PlannedCall, Reply | None]
"""A call with what came back; None where it was not sent, and the call says why."""


class ProbeRun:
    """Sends what is planned.

    Args:
        choice: of the user, with the budget.
        max_seconds: for the whole run.
        watch: measures how long it takes, and waits.
        talk: tells how it goes.
    """

    def __init__(self, choice: Choice, *, max_seconds: float, watch: Stopwatch, talk: Talk) -> None:
        self._choice = choice
        self._watch = watch
        self._talk = talk
        self._max_seconds = max_seconds
        self._refused = 0
        self._budget = Budget(requests=choice.max_requests, tokens=choice.max_output_tokens)
        self._budgets: dict[tuple[str, int], Budget] = {}
        self.stopped = ""
        """Why nothing more is sent; "" while it goes on."""

    @property
    def sent(self) -> int:
        """How many calls were sent."""
        return self._budget.requests

    def of(self, plan: ContractPlan, prober: Prober) -> tuple[tuple[Tried, ...], Budget]:
        """Send the calls of a contract; returns them, and what was charged for them."""
        budget = self._of_contract(plan).within(0)
        tried: list[Tried] = []
        served = ""
        self._talk.started(plan.name, len(plan.to_send))
        for call in plan.calls:
            because = call.because or (served if call.billing == "no" else "")
            done = self._try(call, plan, prober, budget, because=because)
            tried.append(done)
            if done[1] is not None and call.billing == "no" and is_served(done[1]):
                served = f"{call.case} was served, so that this one may bill as well"
            if done[1] is not None and call.case == "valid-minimal" and self._choice.is_polled:
                tried += self._polled(plan, done[1], prober, budget)
        self._talk.finished()
        return tuple(tried), budget

    def _of_contract(self, plan: ContractPlan) -> Budget:
        manifest = plan.manifest
        key = (manifest.file, manifest.line)
        if key not in self._budgets:
            self._budgets[key] = self._budget.within(manifest.probe.max_requests)
        return self._budgets[key]

    def _try(self, call: PlannedCall, plan: ContractPlan, prober: Prober, budget: Budget, *, because: str) -> Tried:
        """Charge a call and send it, or say why not."""
        if call.request is None:
            return call, None
        if not because:
            because = self._over() or budget.charge(call)
        if because:
            verdict = "unknown" if self.stopped else "skipped"
            return structs.replace(call, request=None, because=because, verdict=verdict), None
        try:
            reply = prober.send(structs.replace(call.request, seconds=min(call.request.seconds, self._left())))
        except ProbeError as error:
            self.stopped = error.message
            return structs.replace(call, request=None, because=f"not sent: {error.message}", verdict="unknown"), None
        self._talk.step("" if reply.status else f"{call.case}: nothing came back ({reply.ending})")
        self._heed(call, reply, plan)
        return call, reply

    def _over(self) -> str:
        if not self.stopped and self._left() <= 0:
            self.stopped = f"--max-seconds {self._max_seconds:g} are over"
        return f"not sent: {self.stopped}" if self.stopped else ""

    def _left(self) -> float:
        return self._max_seconds - self._watch.seconds()

    def _heed(self, call: PlannedCall, reply: Reply, plan: ContractPlan) -> None:
        """Stop when the API says that it is too much, or fails."""
        self._refused += reply.status == _TOO_MANY
        if self._refused >= _MOST_REFUSED:
            self.stopped = f"{_MOST_REFUSED} calls were answered with {_TOO_MANY}"
        elif is_server_error(reply, call.case, plan.claims):
            self.stopped = f"{call.case} was answered with {reply.status}"

    def _polled(self, plan: ContractPlan, created: Reply, prober: Prober, budget: Budget) -> Iterator[Tried]:
        """Ask about the job that a call created, until it is done or the budget ends."""
        poll = plan.manifest.probe.poll
        if poll is None or not is_served(created):
            return
        call = PlannedCall(case=POLLED)
        job = _only(body_of_reply(created), poll.id)
        if not isinstance(job, str | int) or not _JOB.fullmatch(str(job)):
            yield structs.replace(call, verdict="unknown", because=f"no id of a job at {poll.id}"), None
            return
        call = structs.replace(call, request=polling(plan, str(job), seconds=self._choice.seconds))
        while True:
            done = self._try(call, plan, prober, budget, because="")
            yield done
            if done[1] is None:
                return
            status = _only(body_of_reply(done[1]), poll.status)
            if not is_served(done[1]) or status in poll.until:
                return
            self._watch.pause(max(0.0, min(poll.every_s, self._left())))


def _only(body: Json, path: str) -> Json:
    """Return the value at a path; None where there is none, or several."""
    found = [value for steps, value in values_of(body) if steps == claim_steps(path)]
    return found[0] if len(found) == 1 else None
