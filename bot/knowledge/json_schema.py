"""JSON Schemas generated from the pydantic models, for editors that understand `yaml-language-server: $schema=`."""

import json
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel

from bot.knowledge.schema import (
    ENTRY_KINDS,
    SINGLE_FILES,
    ActFile,
    AnswersFile,
    ExamplesFile,
    FactsFile,
    QuestionsFile,
    WordingsFile,
)

SINGULAR: Final = {
    "roles": "role", "transitions": "transition", "topics": "topic", "stories": "story", "refusals": "refusal", "talk": "talk",
}  # fmt: skip
"""Folder of the knowledge → the name of one entry of it, and of its schema's file."""


def schemas() -> dict[str, dict[str, Any]]:
    """File name in schema/ → JSON Schema, one for each kind of knowledge file."""
    models: dict[str, type[BaseModel]] = {SINGULAR[folder]: model for folder, model in ENTRY_KINDS.items()}
    models |= {name.removesuffix(".yaml"): model for name, model in SINGLE_FILES.items()}
    models["answers"] = AnswersFile
    models["wordings"] = WordingsFile
    models["examples"] = ExamplesFile
    models["acts"] = ActFile
    models["facts"] = FactsFile
    models["questions"] = QuestionsFile
    return {f"{name}.json": model.model_json_schema(by_alias=True) for name, model in models.items()}


def schema_text(schema: dict[str, Any]) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def write_schemas(root: Path) -> list[Path]:
    """Write every schema to `root/schema`. Returns the files."""
    folder = root / "schema"
    folder.mkdir(exist_ok=True)
    written = []
    for name, schema in schemas().items():
        file = folder / name
        file.write_text(schema_text(schema), "utf-8")
        written.append(file)
    return written
