"""What makes a call dear, and how it is bounded: fields that say how much is to be made."""

from typing import Final

from msgspec import Struct

from driftwatch.model.json_values import Json

TOKEN_FIELDS: Final = frozenset(
    {
        "max_tokens",  # OpenAI chat, Anthropic, Cohere, Mistral
        "max_completion_tokens",  # OpenAI chat since o1
        "max_output_tokens",  # OpenAI responses
        "max_tokens_to_sample",  # Anthropic completions
        "max_new_tokens",  # Hugging Face
        "maxOutputTokens",  # Gemini
        "maxTokens",  # Bedrock, AI21
        "num_predict",  # Ollama
    }
)
"""Fields that bound how many tokens are made of a call, as the references of these APIs name them."""
COUNT_FIELDS: Final = frozenset(
    {"n", "best_of", "num_images", "num_generations", "numResults", "candidate_count", "candidateCount", "sampleCount"}
)
"""Fields that say how many answers are made; each of them bills."""
TOKENS: Final = 16
"""That one call may ask for where neither manifest nor option says: fewer are refused by some APIs."""
_DEPTH: Final = 3
"""Objects in which such a field may stand: `generationConfig.maxOutputTokens`."""


class Bounded(Struct, frozen=True, kw_only=True):
    """A body with less in it, and what is charged for it."""

    body: Json
    tokens: int
    has_bound: bool
    """Whether it says how many tokens are made."""


def bounded(body: Json, *, tokens: int, known: frozenset[str] = frozenset()) -> Bounded:
    """Return a request body that asks for one answer of so many tokens at the most.

    Args:
        body: a recorded request; objects below it are looked at, items of lists are not.
        tokens: that a call may ask for.
        known: top fields that the operation takes: one of them that bounds tokens is added where there is none.
    """
    if not isinstance(body, dict):
        return Bounded(body=body, tokens=0, has_bound=False)
    found: list[int] = []
    made = _clamped(body, tokens, found, depth=0)
    if not found and (missing := sorted(known & TOKEN_FIELDS)):
        made[missing[0]] = tokens
        found.append(tokens)
    return Bounded(body=made, tokens=max(found, default=0), has_bound=bool(found))


def _clamped(body: dict[str, Json], tokens: int, found: list[int], *, depth: int) -> dict[str, Json]:
    made: dict[str, Json] = {}
    for name, value in body.items():
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if is_number and name in TOKEN_FIELDS:
            made[name] = min(int(value), tokens) if value > 0 else tokens  # -1 is `as many as there are`
            found.append(made[name])
        elif is_number and name in COUNT_FIELDS:
            made[name] = min(value, 1)
        elif isinstance(value, dict) and depth < _DEPTH:
            made[name] = _clamped(value, tokens, found, depth=depth + 1)
        else:
            made[name] = value
    return made
