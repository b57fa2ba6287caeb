"""Rules for operations as such: added, removed, moved, renamed; webhooks, callbacks and variants."""

from typing import Final

from driftwatch.model.change import Role
from driftwatch.model.json_values import Json
from driftwatch.rules.rule import CHECK_DOCS, LABEL, NOTHING, Example, Rule

_OPERATION: Final[tuple[Role, ...]] = ("operation",)
_ANSWER: Final = {"responses": {"204": {"description": "nothing"}}}
_GET: Final = {"get": _ANSWER}
_LEAVE: Final = "Find what replaces it before the next release, and move the calls there on purpose."
_PAST: Final = "2020-01-01"
_FUTURE: Final = "9999-12-31"


def _paths(**paths: Json) -> Json:
    return {"paths": {f"/{name}": methods for name, methods in paths.items()}}


def _gone(**operation: Json) -> Json:
    return _paths(gone={"get": {**_ANSWER, **operation}})


def _method(**operation: Json) -> Json:
    return _paths(things={"delete": {**_ANSWER, **operation}})


def _hook(*names: str) -> Json:
    return {"webhooks": {name: {"post": _ANSWER} for name in names}}


def _callback(*names: str) -> Json:
    return {"callbacks": {name: {"{$request.body#/url}": {"post": _ANSWER}} for name in names}}


def _wide(**operation: Json) -> Json:
    """Write an operation that states enough to be known again under another path."""
    names = ("colour", "height", "weight", "width")
    parameters = [{"name": name, "in": "query", "schema": {"type": "string"}} for name in names]
    return {**_ANSWER, "parameters": parameters, **operation}


_PLACE: Final[Json] = {
    "name": "place",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "default": "shop"},
}
_TOLD: Final = {
    "operationId": "seals",
    "responses": {
        "200": {
            "description": "all",
            "content": {"application/json": {"schema": {"type": "object", "properties": {"seal": {"type": "string"}}}}},
        }
    },
}
_ANY_PLACE: Final[Json] = {"name": "place", "in": "path", "required": True, "schema": {"type": "string"}}


def _served(path: str, url: str) -> Json:
    """Write an operation that states its own base URL."""
    return {"paths": {path: {"get": _wide(operationId="listThings", servers=[{"url": url}])}}}


OPERATION_RULES: Final[tuple[Rule, ...]] = (
    Rule(
        on="operation.added",
        id="webhook-added",
        roles=_OPERATION,
        when=frozenset({"webhook"}),
        level="info",
        title="A webhook was added",
        why="The provider can call once more.",
        advice=NOTHING,
        message="Webhook {owner} is new.",
        example=Example(within="document", before={}, after=_hook("done")),
    ),
    Rule(
        on="operation.added",
        id="endpoint-added",
        roles=_OPERATION,
        level="info",
        title="An operation was added",
        why="Something new can be called.",
        advice=NOTHING,
        message="{owner} is new.",
        example=Example(within="document", before={}, after=_gone()),
    ),
    Rule(
        on="operation.removed",
        id="webhook-removed",
        roles=_OPERATION,
        when=frozenset({"webhook"}),
        level="breaking",
        title="A webhook is no longer documented",
        why="Who waits for this call waits in vain.",
        advice=CHECK_DOCS,
        message="Webhook {owner} is no longer documented.",
        example=Example(within="document", before=_hook("done"), after={}),
    ),
    Rule(
        on="operation.removed",
        id="api-path-sunset-parse",
        roles=_OPERATION,
        when=frozenset({"deprecated", "sunset-unreadable"}),
        level="breaking",
        title="A deprecated operation with an unreadable sunset date was removed",
        why="Nobody could know until when it was to stay.",
        advice=_LEAVE,
        message="{owner} is no longer documented; its sunset date {sunset} is not a date.",
        example=Example(within="document", before=_gone(deprecated=True, **{"x-sunset": "soon"}), after={}),
    ),
    Rule(
        on="operation.removed",
        id="api-path-removed-before-sunset",
        roles=_OPERATION,
        when=frozenset({"deprecated", "sunset-ahead", "path"}),
        level="breaking",
        title="A deprecated path was removed before its sunset",
        why="It was promised to stay until a date that has not come.",
        advice=_LEAVE,
        message="{owner} is no longer documented, although it was to stay until {sunset}.",
        example=Example(within="document", before=_gone(deprecated=True, **{"x-sunset": _FUTURE}), after={}),
    ),
    Rule(
        on="operation.removed",
        id="api-removed-before-sunset",
        roles=_OPERATION,
        when=frozenset({"deprecated", "sunset-ahead"}),
        level="breaking",
        title="A deprecated operation was removed before its sunset",
        why="It was promised to stay until a date that has not come.",
        advice=_LEAVE,
        message="{owner} is no longer documented, although it was to stay until {sunset}.",
        example=Example(within="document", before=_method(deprecated=True, **{"x-sunset": _FUTURE}), after={}),
    ),
    Rule(
        on="operation.removed",
        id="api-path-removed-with-deprecation",
        roles=_OPERATION,
        when=frozenset({"deprecated", "path", "sunset-passed"}),
        level="info",
        title="A deprecated path was removed after its sunset",
        why="It was announced; calls to it fail now or soon.",
        advice=_LEAVE,
        message="{owner}, which was deprecated, is no longer documented.",
        deviation="oasdiff says nothing once the sunset date has passed. The operation is gone all the same: info.",
        example=Example(within="document", before=_gone(deprecated=True, **{"x-sunset": _PAST}), after={}),
    ),
    Rule(
        on="operation.removed",
        id="api-path-removed-with-deprecation",
        roles=_OPERATION,
        when=frozenset({"deprecated", "path"}),
        level="breaking",
        title="A deprecated path was removed",
        why="That it would be gone was announced, and not when: what was a correct call yesterday fails now or soon.",
        advice=_LEAVE,
        message="{owner}, which was deprecated, is no longer documented.",
        deviation="oasdiff says info, or nothing. Whoever called it as documented is refused; providers list it among "
        "their breaking changes.",
        example=Example(within="document", before=_gone(deprecated=True), after={}),
    ),
    Rule(
        on="operation.removed",
        id="api-removed-with-deprecation",
        roles=_OPERATION,
        when=frozenset({"deprecated", "sunset-passed"}),
        level="info",
        title="A deprecated operation was removed after its sunset",
        why="It was announced; calls to it fail now or soon.",
        advice=_LEAVE,
        message="{owner}, which was deprecated, is no longer documented.",
        deviation="oasdiff says nothing once the sunset date has passed. The operation is gone all the same: info.",
        example=Example(within="document", before=_method(deprecated=True, **{"x-sunset": _PAST}), after={}),
    ),
    Rule(
        on="operation.removed",
        id="api-removed-with-deprecation",
        roles=_OPERATION,
        when=frozenset({"deprecated"}),
        level="breaking",
        title="A deprecated operation was removed",
        why="That it would be gone was announced, and not when: what was a correct call yesterday fails now or soon.",
        advice=_LEAVE,
        message="{owner}, which was deprecated, is no longer documented.",
        deviation="oasdiff says info, or nothing. Whoever called it as documented is refused; providers list it among "
        "their breaking changes.",
        example=Example(within="document", before=_method(deprecated=True), after={}),
    ),
    Rule(
        on="operation.removed",
        id="api-path-removed-without-deprecation",
        roles=_OPERATION,
        when=frozenset({"path"}),
        level="breaking",
        title="A path is no longer documented",
        why="Calls to it fail now or soon, without notice.",
        advice=CHECK_DOCS,
        message="{owner} is no longer documented, and its path with it.",
        example=Example(within="document", before=_gone(), after={}),
    ),
    Rule(
        on="operation.removed",
        id="api-removed-without-deprecation",
        roles=_OPERATION,
        level="breaking",
        title="An operation is no longer documented",
        why="Calls to it fail now or soon, without notice.",
        advice=CHECK_DOCS,
        message="{owner} is no longer documented.",
        example=Example(within="document", before=_method(), after={}),
    ),
    Rule(
        on="operation.base-url.moved",
        id="endpoint-cut-elsewhere",
        roles=_OPERATION,
        level="info",
        title="A part of the path moved between an operation's own base URL and its path",
        why="The URL that is called stays; a client that joins its own base URL and the documented path does not.",
        advice="Check where your client takes its base URL from.",
        message="{before} is now documented as {after}: its base URL ends elsewhere, and the URL that is called stays.",
        deviation="oasdiff reports a removal and an addition.",
        example=Example(
            within="document",
            before=_served("/things", "https://api.example.com/shop"),
            after=_served("/shop/things", "https://api.example.com"),
        ),
    ),
    Rule(
        on="operation.moved",
        id="endpoint-parametrized",
        roles=_OPERATION,
        when=frozenset({"parametrized"}),
        level="info",
        title="A step of a path is a parameter now",
        why="What was written there is one of the values that are documented for it: the call is the same.",
        advice=NOTHING,
        message="{before} is now documented as {after}, which it is with a value that is documented there.",
        deviation="oasdiff reports a removal and an addition.",
        example=Example(
            within="document",
            before=_paths(**{"shop/seals": _GET}),
            after=_paths(**{"{place}/seals": {"get": {**_ANSWER, "parameters": [_PLACE]}}}),
        ),
    ),
    Rule(
        on="operation.moved",
        id="endpoint-parametrized",
        roles=_OPERATION,
        when=frozenset({"may-be-a-value"}),
        level="warning",
        title="A step of a path is a parameter now, which takes any text",
        why="What was written there may be one of its values: the call goes to the same operation.",
        advice=CHECK_DOCS,
        message="{before} is now documented as {after}, which it is with one of the texts that may stand there.",
        deviation="oasdiff reports a removal and an addition.",
        example=Example(
            within="document",
            before=_paths(**{"shop/seals": {"get": _TOLD}}),
            after=_paths(**{"{place}/seals": {"get": {**_TOLD, "parameters": [_ANY_PLACE]}}}),
        ),
    ),
    Rule(
        on="operation.moved",
        id="endpoint-moved",
        roles=_OPERATION,
        level="breaking",
        title="An operation has another path or method",
        why="Calls to the old one fail, unless the provider still answers there.",
        advice="Call the new one; keep the old one only while a test against the live API proves that it answers.",
        message="{before} is now documented as {after}.",
        deviation="oasdiff reports a removal and an addition; both are one move, known by operation id or content.",
        example=Example(
            within="document",
            before=_paths(v1={}) | {"paths": {"/v1/boxes": {"get": _wide(operationId="listBoxes")}}},
            after={"paths": {"/v2/boxes": {"get": _wide(operationId="listBoxes")}}},
        ),
    ),
    *(
        Rule(
            on=f"operation.slash.{action}",
            id=f"path-trailing-slash-{action}",
            roles=_OPERATION,
            level="warning",
            title=f"The last slash of a path was {action}",
            why="A path with a last slash is another URL. Many servers answer both or redirect, which a client may "
            "follow without the body that it sent; others refuse.",
            advice="Call the URL as it is documented now, once a test against the live API shows that it answers.",
            message=f"The path of {{owner}} {words} a slash.",
            deviation="oasdiff reports a removal and an addition: the call is the same, and mostly still answered.",
            example=Example(within="document", before=_paths(**before), after=_paths(**after)),
        )
        for action, words, before, after in (
            ("added", "now ends with", {"boxes": _GET, "boxes/": None}, {"boxes": None, "boxes/": _GET}),
            ("removed", "no longer ends with", {"boxes": None, "boxes/": _GET}, {"boxes": _GET, "boxes/": None}),
        )
    ),
    Rule(
        on="callback.added",
        id="callback-added",
        roles=_OPERATION,
        level="info",
        title="A callback was added",
        why="The provider can call back once more.",
        advice=NOTHING,
        message="{owner} now calls back to {after}.",
        deviation="oasdiff has no checks for callbacks; the level is that of webhook-added.",
        example=Example(within="operation", before={}, after=_callback("done")),
    ),
    Rule(
        on="callback.removed",
        id="callback-removed",
        roles=_OPERATION,
        level="breaking",
        title="A callback is no longer documented",
        why="Who waits for this call waits in vain.",
        advice=CHECK_DOCS,
        message="{owner} no longer documents its call back to {before}.",
        deviation="oasdiff has no checks for callbacks; the level is that of webhook-removed.",
        example=Example(within="operation", before=_callback("done"), after={}),
    ),
    Rule(
        on="callback.renamed",
        id="callback-renamed",
        roles=_OPERATION,
        level="info",
        sdk="breaking",
        title="A callback has another name",
        why="What calls where is as it was; generated code may name it differently.",
        advice=NOTHING,
        message="The call back of {owner} that was named {before} is named {after} now.",
        deviation="oasdiff has no checks for callbacks; the level is that of operation ids.",
        example=Example(within="operation", before=_callback("done"), after=_callback("onDone")),
    ),
    Rule(
        on="operation.operation-id.added",
        id="api-operation-id-added",
        roles=_OPERATION,
        level="info",
        sdk="breaking",
        title="An operation got an id",
        why="Generated clients may name it differently.",
        advice=NOTHING,
        message="{owner} now has the operation id {after}.",
        example=Example(within="operation", before={}, after={"operationId": "createThing"}),
    ),
    Rule(
        on="operation.operation-id.removed",
        id="api-operation-id-removed",
        roles=_OPERATION,
        level="info",
        sdk="breaking",
        title="An operation lost its id",
        why="Generated clients name it differently.",
        advice="Regenerate the client and adapt the calls, if it is generated.",
        message="{owner} no longer has the operation id {before}.",
        example=Example(within="operation", before={"operationId": "createThing"}, after={}),
    ),
    Rule(
        on="operation.operation-id.changed",
        id="api-operation-id-removed",
        roles=_OPERATION,
        level="info",
        sdk="breaking",
        title="An operation has another id",
        why="Generated clients name it differently: code that calls the old name no longer compiles.",
        advice="Regenerate the client and adapt the calls, if it is generated.",
        message="{owner} now has the operation id {after} (was {before}).",
        example=Example(within="operation", before={"operationId": "createThing"}, after={"operationId": "makeThing"}),
    ),
    Rule(
        on="operation.tag.added",
        id="api-tag-added",
        roles=_OPERATION,
        level="info",
        sdk="warning",
        title="An operation got a tag",
        why="Generated clients may group it differently.",
        advice=NOTHING,
        message="{owner} now has the tag {after}.",
        example=Example(within="operation", before={}, after={"tags": ["things"]}),
    ),
    Rule(
        on="operation.tag.removed",
        id="api-tag-removed",
        roles=_OPERATION,
        level="info",
        sdk="warning",
        title="An operation lost a tag",
        why="Generated clients may group it differently.",
        advice=NOTHING,
        message="{owner} no longer has the tag {before}{instead}.",
        deviation="oasdiff tells a tag in place of another one as one that goes and one that comes. It is told once.",
        example=Example(within="operation", before={"tags": ["things"]}, after={}),
    ),
    Rule(
        on="variant.added",
        id="operation-variant-added",
        roles=_OPERATION,
        level="info",
        title="An operation is documented once more, differently",
        why="The same path takes another form of request, for instance for another model.",
        advice=LABEL,
        message="{owner} now has a further documentation.",
        deviation="Only documentation has variants.",
        example=Example(
            within="facts",
            before=[["POST /things", "cubes", "prompt"]],
            after=[["POST /things", "cubes", "prompt"], ["POST /things", "balls", "radius"]],
        ),
    ),
    Rule(
        on="variant.removed",
        id="operation-variant-removed",
        roles=_OPERATION,
        level="warning",
        title="One of the documentations of an operation is gone",
        why="The form of request that only it described may no longer be taken.",
        advice=CHECK_DOCS,
        message="A documentation of {owner} is gone; others of the same operation are still there.",
        deviation="Only documentation has variants.",
        example=Example(
            within="facts",
            before=[["POST /things", "cubes", "prompt"], ["POST /things", "balls", "radius"]],
            after=[["POST /things", "cubes", "prompt"]],
        ),
    ),
)
