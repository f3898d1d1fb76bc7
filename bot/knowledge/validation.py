"""Turns a parsed file into a schema object, or into problems that name the place and the remedy."""

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.knowledge.problems import KnowledgeError, Problem
from bot.knowledge.yaml_reader import YamlDocument

Model = TypeVar("Model", bound=BaseModel)


def validate(document: YamlDocument, schema: type[Model]) -> Model:
    """The file as an object of `schema`. Raises KnowledgeError with every fault of the file."""
    if not isinstance(document.value, dict):
        message = f"this file must be a mapping with keys such as {', '.join(_keys(schema)[:3])}; write 'key: value' lines"
        raise KnowledgeError([Problem(document.place(()), message)])
    try:
        return schema.model_validate(document.value)
    except ValidationError as error:
        raise KnowledgeError(_problem(document, schema, detail) for detail in _telling(error.errors())) from None


def _telling(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """The faults to report. A list is not reported as too short when only its items are wrong."""
    spoilt = {detail["loc"][:depth] for detail in details for depth in range(len(detail["loc"]))}
    return [detail for detail in details if detail["type"] != "too_short" or detail["loc"] not in spoilt]


def _problem(document: YamlDocument, schema: type[BaseModel], detail: ErrorDetails) -> Problem:
    place = document.place(tuple(detail["loc"]))
    return Problem(place, _sentence(schema, detail))


def _keys(schema: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in schema.model_fields.items()]


def _sentence(schema: type[BaseModel], detail: ErrorDetails) -> str:
    name = _last_key(detail["loc"])
    context: dict[str, Any] = detail.get("ctx", {})
    match detail["type"]:
        case "missing":
            return f"'{name}' is missing; add it"
        case "extra_forbidden":
            return f"'{name}' is not a known key here; {_suggestion(schema, str(name))}"
        case "string_type":
            return f"'{name}' must be text; write it in quotes if it looks like a number or a list"
        case "tuple_type" | "list_type":
            return f"'{name}' must be a list; write '- item' lines or [a, b]"
        case "dict_type" | "model_type" | "model_attributes_type":
            return f"'{name}' must be a mapping of its own; write 'key: value' lines under it"
        case "literal_error":
            return f"'{name}' must be {context.get('expected', 'one of the allowed words')}; choose one of them"
        case "string_too_long":
            return f"'{name}' is longer than {context.get('max_length')} characters; shorten it"
        case "string_too_short" | "too_short":
            return f"'{name}' must not be empty; write something or remove the key"
        case "string_pattern_mismatch":
            return f"'{name}' must be an id: lower-case words joined by hyphens, such as data-engineer"
        case "value_error":
            return str(context.get("error", detail["msg"]))
        case _:
            return f"'{name}': {detail['msg'][0].lower()}{detail['msg'][1:]}; correct it"


def _last_key(loc: tuple[int | str, ...]) -> str:
    """The innermost key: an item of a list is reported under the name of the list."""
    names = [str(step) for step in loc if isinstance(step, str) and step != "[key]"]
    return names[-1] if names else "the file"


def _suggestion(schema: type[BaseModel], key: str) -> str:
    best = process.extractOne(key, _all_keys(schema), scorer=OSA.normalized_similarity, score_cutoff=0.6)
    return f"did you mean '{best[0]}'?" if best else "remove it or see knowledge/README.md for the keys"


def _all_keys(schema: type[BaseModel]) -> list[str]:
    """The keys of a schema and of the models in it, from its JSON Schema."""
    definitions = schema.model_json_schema()
    parts = [definitions, *definitions.get("$defs", {}).values()]
    return sorted({key for part in parts for key in part.get("properties", {})})
