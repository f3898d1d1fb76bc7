"""The values in knowledge files: ids, texts with their limits, citations."""

from typing import Annotated, Any, Final, Literal, TypeAlias, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

EDITORIAL: Final = "editorial"

Area: TypeAlias = Literal["insights", "models", "systems", "leadership"]
AREAS: Final[tuple[Area, ...]] = get_args(Area)
"""The areas in the order in which they are shown."""

Trait: TypeAlias = Literal[
    "statistics", "experiments", "machine-learning", "deep-learning", "research", "math", "coding", "products",
    "infrastructure", "automation", "pipelines", "performance", "data-modelling", "data-quality", "dashboards", "sql",
    "business", "people", "writing", "reviewing", "mentoring", "managing", "strategy", "variety", "depth", "autonomy",
    "production", "meetings", "on-call",
]  # fmt: skip


Kind: TypeAlias = Literal["role", "compare", "transition", "skills", "recommend", "advice", "meta", "out_of_scope"]
"""Kinds of questions."""

Act: TypeAlias = Literal[
    "ask", "more", "why", "example", "shorter", "simpler", "other_side", "source", "when", "pick", "none", "correct", "repeat",
    "complain", "tell", "thanks", "bye", "greet", "chatter", "forget", "start_over", "about_bot",
]  # fmt: skip
"""Dialogue acts: what a message does in a talk."""

Facet: TypeAlias = Literal[
    "summary", "work", "works_with", "differences", "skills", "titles", "entry", "enjoys", "beware", "ways_in", "ways_on",
    "steps", "brings", "missing", "accounts", "warnings", "points", "other_side", "story", "sources",
]  # fmt: skip
"""Sides of a subject that a claim can be about."""


class FrozenModel(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Citation(FrozenModel):
    """The source of a claim: a source id and one of its sections, or `editorial` with an empty section."""

    source: str
    section: str = ""

    @property
    def is_editorial(self) -> bool:
        return self.source == EDITORIAL


def _citations(value: Any) -> Any:
    """`"source / section"`, `editorial`, or a list of those."""
    items = value if isinstance(value, list | tuple) else [value]
    return tuple(_citation(item) for item in items)


def _citation(item: Any) -> Any:
    if not isinstance(item, str):
        return item
    source, separator, section = item.partition(" / ")
    if source.strip() == EDITORIAL and not separator:
        return Citation(source=EDITORIAL)
    if not separator or not section.strip():
        raise ValueError(f"'{item}' is no source; write 'source id / section' or 'editorial'")
    return Citation(source=source.strip(), section=section.strip())


def no_mentions(text: str) -> str:
    if "@everyone" in text or "@here" in text or "<@" in text:
        raise ValueError("text must not mention people; remove the @")
    return text


def _lower(text: str) -> str:
    if text != text.lower():
        raise ValueError(f"'{text}' must be lower case")
    return text


EntryId: TypeAlias = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
ClaimId: TypeAlias = Annotated[str, Field(pattern=r"^[a-z0-9]+([-_./][a-z0-9]+)*$", max_length=200)]
Name: TypeAlias = Annotated[str, Field(min_length=1, max_length=120), AfterValidator(no_mentions)]
Sentence: TypeAlias = Annotated[str, Field(min_length=1, max_length=400), AfterValidator(no_mentions)]
Alias: TypeAlias = Annotated[str, Field(min_length=1, max_length=60), AfterValidator(_lower), AfterValidator(no_mentions)]
Phrase: TypeAlias = Annotated[str, Field(min_length=1, max_length=1_200)]
Signal: TypeAlias = Annotated[str, Field(min_length=1, max_length=200)]
_CITATION_SCHEMA: Final = {
    "oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}],
    "description": "'source id / section', 'editorial', or a list of those",
}
Citations: TypeAlias = Annotated[
    tuple[Citation, ...], BeforeValidator(_citations), Field(min_length=1), WithJsonSchema(_CITATION_SCHEMA)
]
