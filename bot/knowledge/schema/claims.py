"""Claims: sentences with their sources, and special claims about a role, a skill or a person.

Every claim of a library has an id that stays when others are added around it: `topics/job-security/points/shows-at-once`,
`roles/data-engineer/skills/sql`, `titles/ai-engineer/note`. In a file, only claims of a list without a key of their own carry
an `id`, the last part; the loader fills in the whole.
"""

from typing import Any, Self

from pydantic import ConfigDict, model_validator
from pydantic.json_schema import SkipJsonSchema

from bot.knowledge.schema.fields import Citations, ClaimId, EntryId, FrozenModel, Sentence, Trait

REFERENCE_KEYS = frozenset({"id", "ref", "roles", "skill"})
"""What may stand beside `ref`: the rest comes from the claim that is referred to."""


class Claim(FrozenModel):
    """One or two sentences that are complete in themselves, their sources, and the person whose experience or opinion it is.

    What a source says and what a curator adds are separate claims: `source` is either `editorial` or holds no `editorial`.
    """

    id: SkipJsonSchema[ClaimId] = ""
    text: Sentence
    source: Citations
    who: EntryId | None = None

    @model_validator(mode="after")
    def _one_witness(self) -> Self:
        marks = {citation.is_editorial for citation in self.source}
        if len(marks) > 1:
            raise ValueError("a claim is either from a document or editorial; split what the source says from what you add")
        if self.who and True in marks:
            raise ValueError(f"an editorial claim is nobody's experience; remove 'who: {self.who}' or name the source")
        return self

    @property
    def is_editorial(self) -> bool:
        """Whether curators added it from general knowledge."""
        return all(citation.is_editorial for citation in self.source)


def _one_of(*needed: str) -> dict[str, Any]:
    """The part of a JSON Schema that says that a claim is written out with these keys, or refers to one that stands elsewhere."""
    return {"oneOf": [{"required": list(needed)}, {"required": ["ref"]}]}


class ReferableClaim(Claim):
    """A claim that in a file may be `ref: topics/…/points/…` instead of text and source: one fact stands in one place. In a
    library every claim has its text, and a reference has the id of what it refers to."""

    model_config = ConfigDict(json_schema_extra=_one_of("text", "source"))

    text: Sentence = ""
    source: Citations = ()
    ref: ClaimId | None = None

    @property
    def _needed(self) -> tuple[str, ...]:
        return ("text", "source")

    @model_validator(mode="after")
    def _written_or_referred_to(self) -> Self:
        missing = [key for key in self._needed if not getattr(self, key)]
        if self.ref is None and missing:
            raise ValueError(f"'{missing[0]}' is missing; add it, or name a claim that stands elsewhere with 'ref'")
        return self


class ListedClaim(ReferableClaim):
    """A claim of a list, told from the others by its `id`. `roles` are the roles that it is about; none means all."""

    model_config = ConfigDict(json_schema_extra=_one_of("id", "text", "source"))

    id: ClaimId = ""
    roles: tuple[EntryId, ...] = ()

    @property
    def _needed(self) -> tuple[str, ...]:
        return ("id", "text", "source")


class Neighbour(Claim):
    """How a role differs from a neighbouring role."""

    role: EntryId


class SkillNeed(Claim):
    """A skill and why it matters here."""

    skill: EntryId


class Carried(ListedClaim):
    """Something that a person brings to a new role; `skill` where it is a skill of the library."""

    skill: EntryId | None = None


class TraitReason(Claim):
    """Why somebody who likes (or dislikes) this trait of work should take (or avoid) the role."""

    trait: Trait
