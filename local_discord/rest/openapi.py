"""Validation of request bodies against Discord's OpenAPI description."""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

_SCHEMA_PREFIX = "#/components/schemas/"

# According to the description ids are strings, and Discord's responses contain strings. But Discord accepts numbers too:
# its documentation has `"attachments": [{"id": 0}]`, and discord.py relies on it.
_SNOWFLAKE = {"anyOf": [{"type": "string", "pattern": "^(0|[1-9][0-9]*)$"}, {"type": "integer", "minimum": 0}]}

# In the description, permission bit fields are numbers. In Discord's documentation they are strings since version 8.
_BIT_FIELDS = frozenset({"allow", "deny", "permissions", "default_member_permissions"})
_BIT_FIELD_AS_TEXT = {"type": "string", "pattern": "^[0-9]+$"}


@dataclass(frozen=True)
class Violation:
    """A request whose body violates Discord's description: the place in the body and the reason."""

    method: str
    path: str
    place: tuple[str | int, ...]
    reason: str
    body: Any

    def __str__(self) -> str:
        where = "/".join(map(str, self.place)) or "(whole body)"
        return f"{self.method} {self.path}: {where}: {self.reason}"


class OpenApiValidator:
    """A validator for the description in one file. Raises RuntimeError if the jsonschema package is not installed."""

    def __init__(self, path: Path) -> None:
        self._spec: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        self._spec["components"]["schemas"]["SnowflakeType"] = _SNOWFLAKE
        _accept_bit_fields_as_text(self._spec)
        self._validators: dict[tuple[str, str], Any] = {}
        try:
            # jsonschema is optional: only validation against the description needs it.
            self._jsonschema: Any = importlib.import_module("jsonschema")
        except ImportError as error:
            raise RuntimeError("checking against Discord's description needs the jsonschema package") from error

    def check(self, method: str, path: str, body: Any) -> Violation | None:
        """The violation in a body; None if the body is valid or the description defines no body for this request.

        `path` is the concrete path below the API's URL.
        """
        template = self._template(path)
        if template is None or body is None or method.lower() not in self._spec["paths"][template]:
            return None
        validator = self._validator(method.lower(), template)
        if validator is None:
            return None
        error = next(validator.iter_errors(body), None)
        if error is None:
            return None
        error = _relevant_error(error)
        return Violation(method, path, tuple(error.absolute_path), _shortened(error.message), body)

    def _template(self, path: str) -> str | None:
        segments = path.strip("/").split("/")
        matching = [t for t in self._spec["paths"] if _matches(t.strip("/").split("/"), segments)]
        # The template with the fewest parameters wins: /users/@me before /users/{user_id}.
        return min(matching, key=lambda template: template.count("{"), default=None)

    def _validator(self, method: str, template: str) -> Any:
        key = (method, template)
        if key not in self._validators:
            content = self._spec["paths"][template][method].get("requestBody", {}).get("content", {})
            schema = content.get("application/json", {}).get("schema")
            if schema is None:
                self._validators[key] = None
            else:
                # The validator gets only the schemas that this one references: resolving references in the whole file is slow.
                components = {"components": {"schemas": self._referenced_schemas(schema)}}
                self._validators[key] = self._jsonschema.Draft202012Validator({**schema, **components})
        return self._validators[key]

    def _referenced_schemas(self, schema: Any) -> dict[str, Any]:
        schemas = self._spec["components"]["schemas"]
        found: dict[str, Any] = {}
        pending = list(_references(schema))
        while pending:
            name = pending.pop()
            if name not in found:
                found[name] = schemas[name]
                pending.extend(_references(schemas[name]))
        return found


@lru_cache(maxsize=4)
def load_openapi(path: Path) -> OpenApiValidator:
    """The validator for the description in that file; the file is read once and cached."""
    return OpenApiValidator(path)


def _matches(template: list[str], segments: list[str]) -> bool:
    if len(template) != len(segments):
        return False
    return all(t.startswith("{") or t == s for t, s in zip(template, segments, strict=True))


def _accept_bit_fields_as_text(node: Any) -> None:
    if isinstance(node, dict):
        for name, schema in node.get("properties", {}).items():
            if name in _BIT_FIELDS and "integer" in str(schema.get("type")):
                node["properties"][name] = {"anyOf": [schema, _BIT_FIELD_AS_TEXT]}
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        _accept_bit_fields_as_text(inner)


def _shortened(reason: str) -> str:
    # The message starts with the value, which may be long, and ends with the reason.
    return reason if len(reason) <= 200 else f"{reason[:80]} ... {reason[-80:]}"


def _relevant_error(error: Any) -> Any:
    """The most specific error. If a value matches none of several alternatives, it is the error in the intended alternative.

    Discord's alternatives differ in their `type` field. So an alternative is not the intended one if `type` fails in it, or
    if it allows only null.
    """
    while error.context:
        branches: dict[Any, list[Any]] = {}
        for inner in error.context:
            branches.setdefault(inner.schema_path[0], []).append(inner)
        intended = [found for found in branches.values() if not any(_is_type_mismatch(inner) for inner in found)]
        if not intended:
            return error
        error = min(intended, key=len)[0]
    return error


def _is_type_mismatch(error: Any) -> bool:
    path = list(error.relative_path)
    return (path == ["type"] and error.validator in ("enum", "const")) or (not path and error.validator == "type")


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "$ref" and isinstance(value, str):
                yield value.removeprefix(_SCHEMA_PREFIX)
            else:
                yield from _references(value)
    elif isinstance(node, list):
        for value in node:
            yield from _references(value)
