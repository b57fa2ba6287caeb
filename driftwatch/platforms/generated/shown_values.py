"""Values as generated pages show them: without quotes, so that only the type tells a number from a text."""

from collections.abc import Mapping

from driftwatch.errors import DocumentError
from driftwatch.extract.data.json_text import read_json
from driftwatch.model.json_values import Json


def value_of(said: str, schema: Mapping[str, Json]) -> Json:
    """Return a value as its type has it; what is none of that type as it is written.

    >>> value_of("1.10", {"type": "number"}), value_of("1.10", {}), value_of("NaN", {"type": "number"})
    (1.1, '1.10', 'NaN')
    """
    if schema.get("type") not in ("integer", "number", "boolean"):
        return said
    try:
        value = read_json(said)
    except DocumentError:
        return said
    return value if isinstance(value, int | float) else said
