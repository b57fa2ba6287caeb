"""An OpenAPI document that states every member of every object once at least, and makes sense."""

from typing import Any

Json = Any


def whole_spec() -> Json:
    """Make the document."""
    return {
        "openapi": "3.2.0",
        "$self": "https://library.example/openapi.json",
        "jsonSchemaDialect": "https://spec.openapis.org/oas/3.1/dialect/base",
        "info": {
            "title": "Library",
            "summary": "Books.",
            "description": "All books.",
            "termsOfService": "https://library.example/terms",
            "contact": {"name": "Desk"},
            "license": {"name": "MIT", "identifier": "MIT"},
            "version": "2.0.0",
        },
        "servers": [_server("https://{region}.library.example/v1")],
        "security": [{"key": []}],
        "tags": [
            {
                "name": "books",
                "summary": "Books",
                "description": "All of them.",
                "externalDocs": _docs(),
                "parent": "shelves",
                "kind": "nav",
            }
        ],
        "externalDocs": _docs(),
        "paths": {
            "/books/{book_id}": {
                "summary": "A book",
                "description": "One book.",
                "servers": [_server("https://books.library.example")],
                "parameters": [{"name": "book_id", "in": "path", "required": True, "schema": {"type": "string"}}],
                **{
                    method: {"responses": {"204": {"description": "Done."}}}
                    for method in ("put", "delete", "options", "head", "patch", "trace", "query")
                },
                "get": _reading(),
                "post": _writing(),
                "additionalOperations": {"COPY": {"responses": {"204": {"description": "Done."}}}},
            },
            "/shelves": {"get": {"responses": {"204": {"description": "Done."}}}},
        },
        "webhooks": {"lent": {"post": _hook()}},
        "components": _components(),
    }


def _docs() -> Json:
    return {"url": "https://library.example/guide", "description": "More."}


def _server(url: str) -> Json:
    return {
        "url": url,
        "description": "Where it runs.",
        "name": "main",
        "variables": {"region": {"enum": ["eu", "us"], "default": "eu", "description": "Where."}},
    }


def _examples() -> Json:
    return {
        "one": {"summary": "One", "description": "An example.", "dataValue": "a", "serializedValue": "a"},
        "two": {"value": "b"},
        "far": {"externalValue": "https://library.example/example.json"},
    }


def _hook() -> Json:
    return {
        "requestBody": {"content": {"application/json": {"schema": _ref("Loan")}}},
        "responses": {"204": {"description": "Done."}},
    }


def _ref(name: str, kind: str = "schemas") -> Json:
    return {"$ref": f"#/components/{kind}/{name}"}


def _reading() -> Json:
    return {
        "operationId": "readBook",
        "summary": "Read a book",
        "description": "Reads it.",
        "tags": ["books"],
        "externalDocs": _docs(),
        "deprecated": True,
        "security": [{"oauth": ["read"]}],
        "servers": [_server("https://read.library.example")],
        "parameters": [
            {
                "name": "pages",
                "in": "query",
                "description": "Which.",
                "required": True,
                "deprecated": True,
                "allowEmptyValue": True,
                "style": "pipeDelimited",
                "explode": False,
                "allowReserved": True,
                "schema": {"type": "array", "items": {"type": "integer"}},
                "example": [1],
            },
            {"name": "as", "in": "query", "schema": {"type": "string"}, "examples": _examples()},
            {"name": "filter", "in": "query", "content": {"application/json": {"schema": _ref("Loan")}}},
            _ref("Trace", "parameters"),
        ],
        "responses": {
            "200": {
                "summary": "A book",
                "description": "The book.",
                "headers": {
                    "X-Left": {
                        "description": "How many are left.",
                        "required": True,
                        "deprecated": True,
                        "style": "simple",
                        "explode": True,
                        "schema": {"type": "integer"},
                        "example": 3,
                    },
                    "X-More": {"content": {"application/json": {"schema": {"type": "string"}}}},
                    "X-Kept": {"schema": {"type": "string"}, "examples": _examples()},
                    "X-Named": _ref("Named", "headers"),
                },
                "content": {
                    "application/xml": {"schema": _ref("Book"), "example": "<book/>"},
                    "application/json": {"schema": _ref("Everything"), "examples": _examples()},
                    "application/jsonl": {"itemSchema": _ref("Loan")},
                    "text/csv": _ref("Table", "mediaTypes"),
                },
                "links": {
                    "lend": {
                        "operationId": "writeBook",
                        "parameters": {"book_id": "$response.body#/id"},
                        "requestBody": "$response.body",
                        "description": "Lend it.",
                        "server": {"url": "https://lend.library.example"},
                    },
                    "again": {"operationRef": "#/paths/~1books~1{book_id}/get"},
                    "named": _ref("Next", "links"),
                },
            },
            "404": _ref("Gone", "responses"),
        },
    }


def _writing() -> Json:
    return {
        "operationId": "writeBook",
        "requestBody": {
            "description": "A book.",
            "required": True,
            "content": {
                "multipart/form-data": {
                    "schema": {"type": "object", "properties": {"cover": {"type": "string"}, "note": _note()}},
                    "encoding": {
                        "cover": {
                            "contentType": "image/png",
                            "headers": {"X-Size": {"schema": {"type": "integer"}}},
                            "encoding": {"inner": {"contentType": "text/plain"}},
                        },
                        "note": {"style": "form", "explode": True, "allowReserved": True},
                    },
                },
                "multipart/mixed": {
                    "schema": {"type": "array", "prefixItems": [{"type": "string"}], "items": {"type": "string"}},
                    "prefixEncoding": [{"contentType": "text/plain"}],
                    "itemEncoding": {
                        "contentType": "image/png",
                        "prefixEncoding": [{"contentType": "text/plain"}],
                        "itemEncoding": {"contentType": "text/plain"},
                    },
                },
            },
        },
        "responses": {"201": {"description": "Written."}},
        "callbacks": {"lent": {"{$request.body#/url}": {"post": _hook()}}, "back": _ref("Back", "callbacks")},
    }


def _note() -> Json:
    return {"type": "array", "items": {"type": "string"}}


def _components() -> Json:
    return {
        "schemas": _schemas(),
        "responses": {"Gone": {"description": "Gone.", "content": {"application/json": {"schema": _ref("Loan")}}}},
        "parameters": {"Trace": {"name": "X-Trace", "in": "header", "schema": {"type": "string"}}},
        "examples": {"kept": {"value": 1}},
        "requestBodies": {"Unused": {"content": {"application/json": {"schema": {"type": "string"}}}}},
        "headers": {"Named": {"schema": {"type": "string"}}},
        "links": {"Next": {"operationId": "readBook", "parameters": {"book_id": "$response.body#/next"}}},
        "callbacks": {"Back": {"{$request.body#/back}": {"post": _hook()}}},
        "pathItems": {"Unused": {"get": {"responses": {"204": {"description": "Done."}}}}},
        "mediaTypes": {"Table": {"schema": {"type": "string", "minLength": 1}}},
        "securitySchemes": {
            "key": {
                "type": "apiKey",
                "description": "A key.",
                "name": "key",
                "in": "query",
                "deprecated": True,
            },
            "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
            "open": {"type": "openIdConnect", "openIdConnectUrl": "https://library.example/.well-known/openid"},
            "oauth": {
                "type": "oauth2",
                "oauth2MetadataUrl": "https://library.example/.well-known/oauth-authorization-server",
                "flows": {
                    "implicit": _flow("authorizationUrl"),
                    "password": _flow("tokenUrl", "refreshUrl"),
                    "clientCredentials": _flow("tokenUrl"),
                    "authorizationCode": _flow("authorizationUrl", "tokenUrl"),
                    "deviceAuthorization": _flow("deviceAuthorizationUrl", "tokenUrl"),
                },
            },
        },
    }


def _flow(*urls: str) -> Json:
    return {**{url: f"https://library.example/{url}" for url in urls}, "scopes": {"read": "Read.", "write": "Write."}}


def _schemas() -> Json:
    text: Json = {"type": "string"}
    return {
        "Loan": {"type": "object", "required": ["id"], "properties": {"id": text, "until": {"type": "string"}}},
        "Book": {
            "type": "object",
            "xml": {"name": "book", "namespace": "https://library.example/ns", "prefix": "b"},
            "properties": {
                "id": {"type": "string", "xml": {"attribute": True}},
                "pages": {"type": "array", "items": {"type": "string"}, "xml": {"wrapped": True}},
                "text": {"type": "string", "xml": {"nodeType": "cdata"}},
            },
        },
        "Cat": {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "cat"}, "purrs": text}},
        "Bird": {"type": "object", "properties": {"sings": {"type": "boolean"}}},
        "Dog": {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "dog"}, "barks": text}},
        "Everything": {"type": "object", "required": ["needed"], "properties": _keywords()},
    }


def _keywords() -> Json:
    text: Json = {"type": "string"}
    return {
        "needed": {"type": "string"},
        "linked": _ref("Loan"),
        "said": {
            "type": "string",
            "title": "Said",
            "description": "What is said.",
            "example": "a",
            "examples": ["b"],
            "externalDocs": _docs(),
            "default": "a",
            "deprecated": True,
            "$id": "https://library.example/said",
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$anchor": "said",
            "$comment": "None.",
            "$defs": {"unused": {"type": "integer"}},
            "$dynamicAnchor": "said",
            "$vocabulary": {"https://json-schema.org/draft/2020-12/vocab/core": True},
        },
        "known": {"type": "string", "enum": ["a", "b"]},
        "fixed": {"const": "a"},
        "given": {"type": "string", "readOnly": True},
        "kept": {"type": "string", "writeOnly": True},
        "maybe": {"type": "string", "nullable": True},
        "dated": {"type": "string", "format": "date-time"},
        "shaped": {"type": "string", "minLength": 2, "maxLength": 9, "pattern": "^a"},
        "packed": {
            "type": "string",
            "contentEncoding": "base64",
            "contentMediaType": "application/json",
            "contentSchema": {"type": "integer"},
        },
        "number": {"type": "number", "minimum": 1, "maximum": 9, "multipleOf": 2},
        "between": {"type": "number", "exclusiveMinimum": 1, "exclusiveMaximum": 9},
        "list": {"type": "array", "items": text, "minItems": 1, "maxItems": 9, "uniqueItems": True},
        "row": {
            "type": "array",
            "prefixItems": [text, {"type": "integer"}],
            "unevaluatedItems": {"type": "boolean"},
        },
        "holding": {
            "type": "array",
            "items": {"type": "string"},
            "contains": {"minLength": 3},
            "minContains": 2,
            "maxContains": 5,
        },
        "object": {
            "type": "object",
            "properties": {"a": text, "b": text},
            "required": ["a"],
            "minProperties": 1,
            "maxProperties": 9,
            "dependentRequired": {"a": ["b"]},
            "dependentSchemas": {"b": {"required": ["c"]}},
            "patternProperties": {"^x": text},
            "propertyNames": {"pattern": "^[a-z]+$"},
        },
        "map": {"type": "object", "additionalProperties": {"type": "integer"}},
        "shut": {"allOf": [{"properties": {"a": text}}], "unevaluatedProperties": {"type": "string"}},
        "chosen": {
            "oneOf": [_ref("Cat"), _ref("Dog")],
            "discriminator": {
                "propertyName": "kind",
                "mapping": {"cat": "#/components/schemas/Cat", "dog": "#/components/schemas/Dog"},
                "defaultMapping": "#/components/schemas/Cat",
            },
        },
        "any": {"anyOf": [{"type": "string"}, {"type": "integer"}]},
        "refused": {"type": "string", "not": {"enum": ["no"]}},
        "given_that": {
            "type": "object",
            "properties": {"a": text},
            "if": {"required": ["a"]},
            "then": {"required": ["b"]},
            "else": {"required": ["c"]},
        },
        "dynamic": {"$dynamicRef": "#said"},
    }
