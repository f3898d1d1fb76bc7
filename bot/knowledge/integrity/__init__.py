"""Checks between files: links resolve, a name belongs to one entry, cited sections exist, claims have ids of their own."""

from collections.abc import Iterable

from bot.knowledge.integrity.claims import check_claim_ids, check_moves, check_people, check_references, claims_of_files
from bot.knowledge.integrity.links import check_guidance, check_links_of_file, known_ids
from bot.knowledge.integrity.loaded import Loaded
from bot.knowledge.integrity.names import check_answer_ids, check_ids, check_names, check_phrases, check_texts
from bot.knowledge.integrity.words import check_backgrounds, check_signals
from bot.knowledge.problems import Problem

__all__ = ["check_integrity"]


def check_integrity(loaded: Iterable[Loaded], *, complete: bool) -> list[Problem]:
    """Every fault between files. When some files could not be read (`complete` is false), links are not checked, so that
    one broken file does not cause many more problems."""
    loaded = list(loaded)
    claims = list(claims_of_files(loaded))
    problems = [*check_ids(loaded), *check_names(loaded), *check_phrases(loaded), *check_texts(loaded)]
    problems += [*check_answer_ids(loaded), *check_claim_ids(claims), *check_moves(loaded)]
    if complete:
        known = known_ids(loaded)
        for document, value in loaded:
            problems += check_links_of_file(document, value, known)
        problems += [
            *check_signals(loaded, known.get("roles", set())),
            *check_backgrounds(loaded),
            *check_guidance(loaded, known),
        ]
        problems += [*check_references(claims), *check_people(loaded, claims)]
    return problems
