"""Claims: each has an id of its own, references name claims that are written out, people speak in the sources that are cited."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pydantic import BaseModel
from rapidfuzz import process

from bot.knowledge.claim_ids import claims_in, own_part
from bot.knowledge.integrity.loaded import Loaded
from bot.knowledge.problems import Problem
from bot.knowledge.schema import (
    AnswersFile,
    Claim,
    Entry,
    FrozenModel,
    ListedClaim,
    ReferableClaim,
    SourcesFile,
    TitlesFile,
    Transition,
)
from bot.knowledge.yaml_reader import Steps, YamlDocument

Found = tuple[YamlDocument, str, Steps, Claim]
"""A claim in the files: the file, the claim's id, its path in the file, the claim."""


def claims_of_files(loaded: Iterable[Loaded]) -> Iterator[Found]:
    """Every claim of every entry, answer and title, references too."""
    for document, value in loaded:
        for holder, prefix, path in _holders(document, value):
            for claim_id, inside, claim in claims_in(holder, prefix, path):
                yield document, claim_id, inside, claim


def _holders(document: YamlDocument, value: BaseModel) -> Iterator[tuple[BaseModel, str, Steps]]:
    if isinstance(value, Entry):
        yield value, f"{document.file.partition('/')[0]}/{value.id}", ()
    elif isinstance(value, AnswersFile):
        for number, answer in enumerate(value.answers):
            yield answer, f"answers/{answer.id}", ("answers", number)
    elif isinstance(value, TitlesFile):
        for number, title in enumerate(value.titles):
            yield title, f"titles/{title.id}", ("titles", number)


def check_claim_ids(claims: Iterable[Found]) -> Iterator[Problem]:
    """A claim's own id is one word or several joined by hyphens, and no other claim of its list has it."""
    seen: set[str] = set()
    for document, claim_id, path, claim in claims:
        if isinstance(claim, ReferableClaim) and claim.ref is not None:
            if claim.text or claim.source or claim.id or claim.who:
                yield Problem(
                    document.place(path), "a claim with 'ref' takes its text from elsewhere; remove id, text, source and who"
                )
            continue
        if "/" in claim.id:
            yield Problem(document.place((*path, "id")), f"'{claim.id}' must be only the last part of the id, without slashes")
        if claim.id and not isinstance(claim, ListedClaim):
            yield Problem(document.place((*path, "id")), "this claim needs no id: there is only one here; remove it")
        if claim_id in seen:
            yield Problem(document.place(path), f"'{own_part(claim)}' stands twice in this list; rename or remove one")
        seen.add(claim_id)


def check_references(claims: Sequence[Found]) -> Iterator[Problem]:
    """A reference names a claim that is written out."""
    written = {claim_id for _, claim_id, _, claim in claims if not claim_id.endswith("/") and claim.text}
    for document, _, path, claim in claims:
        if isinstance(claim, ReferableClaim) and claim.ref is not None and claim.ref not in written:
            near = process.extractOne(claim.ref, written, score_cutoff=80)
            hint = f"did you mean '{near[0]}'?" if near else "an id is such as topics/job-security/points/shows-at-once"
            yield Problem(document.place((*path, "ref")), f"no claim with text is called '{claim.ref}'; {hint}")


def check_people(loaded: Sequence[Loaded], claims: Iterable[Found]) -> Iterator[Problem]:
    """Who is named speaks in a source that is cited, and a person stands once among the sources."""
    sources = _source_of_people(loaded)
    for document, _, path, claim in claims:
        if (
            claim.who is not None
            and claim.who in sources
            and sources[claim.who] not in {citation.source for citation in claim.source}
        ):
            message = f"{claim.who} speaks in {sources[claim.who]}, which is not cited here; correct one of the two"
            yield Problem(document.place((*path, "who")), message)
    for document, value in loaded:
        if isinstance(value, SourcesFile):
            people: set[str] = set()
            for number, source in enumerate(value.sources):
                for index, person in enumerate(source.people):
                    if person.id in people:
                        place = document.place(("sources", number, "people", index))
                        yield Problem(place, f"the person '{person.id}' stands twice; rename or remove one")
                    people.add(person.id)


def _source_of_people(loaded: Iterable[Loaded]) -> Mapping[str, str]:
    files = [value for _, value in loaded if isinstance(value, SourcesFile)]
    return {person.id: source.id for value in files for source in value.sources for person in source.people}


def check_moves(loaded: Iterable[Loaded]) -> Iterator[Problem]:
    """A move that nobody made has no accounts of it, and no skill is both brought and to be learned."""
    for document, value in loaded:
        if not isinstance(value, Transition):
            continue
        if value.standing == "discussed" and value.accounts:
            message = "'accounts' are by people who made this move, but it is only discussed; put them elsewhere"
            yield Problem(document.place(("accounts",)), message)
        learned = {need.skill for need in value.learn}
        for index, claim in enumerate(value.brings):
            if claim.skill in learned:
                place = document.place(("brings", index))
                yield Problem(place, f"'{claim.skill}' is both brought and to be learned; keep one of the two")
        for index, role in enumerate(value.our_reading):
            if role not in (*value.from_, *value.to):
                message = f"'{role}' stands neither in from nor in to; our reading can only be of these"
                yield Problem(document.place(("our_reading", index)), message)


def references_in(document: YamlDocument, value: FrozenModel, prefix: str) -> Iterator[tuple[Steps, str]]:
    """(path in the file, claim id) of every reference to a claim whose id begins with `prefix`."""
    for _, _, path, claim in claims_of_files([(document, value)]):
        if isinstance(claim, ReferableClaim) and claim.ref is not None and claim.ref.startswith(prefix):
            yield (*path, "ref"), claim.ref
