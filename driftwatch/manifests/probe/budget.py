"""What a run may cost: calls and tokens, charged before a call is sent."""

from typing import Self

from driftwatch.model.probing import PlannedCall


class Budget:
    """Counts what is left.

    Args:
        requests: calls of the run; 0 without a budget, and then nothing is sent that may bill.
        tokens: for all calls together; 0 without a bound.
    """

    def __init__(self, *, requests: int = 0, tokens: int = 0) -> None:
        self._requests = requests
        self._tokens = tokens
        self._above: Budget | None = None
        self.requests = 0
        """Calls that were charged."""
        self.tokens = 0
        """Tokens that were charged."""
        self.billable = 0
        """Calls that were charged and may bill."""

    def within(self, requests: int) -> Self:
        """Return the budget of a part: at most so many calls (0 for no bound), all charged here as well."""
        part = type(self)(requests=requests)
        part._above = self  # noqa: SLF001 - of this class
        return part

    def charge(self, call: PlannedCall) -> str:
        """Charge a call that is about to be sent; says why it may not be, "" when it may."""
        because = self._lacking(call)
        if not because:
            self._take(call)
        return because

    def _lacking(self, call: PlannedCall) -> str:
        if self._above is not None and (because := self._above._lacking(call)):  # noqa: SLF001 - of this class
            return because
        if self._above is None and call.billing != "no" and not self._requests:
            return "it may bill, and there is no budget: --max-requests N"
        if self._requests and self.requests >= self._requests:
            where = "probe.max_requests" if self._above is not None else "--max-requests"
            return f"the budget ends: {where} is {self._requests}"
        if self._tokens and self.tokens + call.tokens > self._tokens:
            return f"the budget ends: --max-output-tokens is {self._tokens}"
        return ""

    def _take(self, call: PlannedCall) -> None:
        self.requests += 1
        self.tokens += call.tokens
        self.billable += call.billing != "no"
        if self._above is not None:
            self._above._take(call)  # noqa: SLF001 - of this class
