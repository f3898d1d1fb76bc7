"""The knowledge contains the whole inventory: roles, titles, moves, topics and stories, each with its documents."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.knowledge.library import Library
from bot.knowledge.schema import EDITORIAL
from tests.knowledge.claims import claims, entries, sources_of

LADDER, OPTIONS, GOODBYE = "climbing-the-ladder", "career-options", "goodbye-data-science"
DIRECTIONS, DISCUSSION = "data-science-directions", "data-team-discussion"

ROLES: dict[str, tuple[str, set[str]]] = {
    "data-analyst": ("insights", {OPTIONS, DIRECTIONS, LADDER, DISCUSSION}),
    "data-scientist": ("insights", {OPTIONS, DIRECTIONS, LADDER, DISCUSSION, GOODBYE}),
    "analytics-engineer": ("insights", {OPTIONS, DIRECTIONS, DISCUSSION, LADDER}),
    "ml-scientist": ("models", {OPTIONS}),
    "ml-engineer": ("models", {OPTIONS, DIRECTIONS, LADDER}),
    "ml-platform-engineer": ("models", {OPTIONS, DIRECTIONS}),
    "ml-accelerators-engineer": ("models", {OPTIONS}),
    "data-platform-engineer": ("systems", {OPTIONS, DIRECTIONS, LADDER, DISCUSSION}),
    "infrastructure-engineer": ("systems", {OPTIONS, DISCUSSION}),
    "backend-engineer": ("systems", {OPTIONS, LADDER}),
    "data-engineer": ("systems", {OPTIONS, GOODBYE, DIRECTIONS, LADDER}),
    "model-validator": ("models", {LADDER}),
    "ml-generalist": ("models", {LADDER, DIRECTIONS}),
    "tech-lead-manager": ("leadership", {LADDER}),
    "engineering-manager": ("leadership", {LADDER, GOODBYE}),
    "director-of-engineering": ("leadership", {LADDER}),
    "engineering-executive": ("leadership", {LADDER}),
    "individual-contributor": ("leadership", {LADDER}),
    "founding-data-engineer": ("systems", {LADDER}),
}
"""Role id → (area, documents about it)."""

TITLES = (
    "Type A data scientist", "Type B data scientist", "data science unicorn", "MLOps engineer", "DataOps engineer",
    "DevOps engineer", "machine learning researcher", "research scientist", "BI analyst", "business analyst", "product analyst",
    "BI developer", "data architect", "AI engineer", "software engineer", "intern", "head of data", "VP engineering", "CTO",
    "manager of managers", "people manager", "team lead",
)  # fmt: skip

MOVES = [
    (None, "data-analyst", {OPTIONS, LADDER, DIRECTIONS}),
    (None, "model-validator", {LADDER}),
    ("model-validator", "data-scientist", {LADDER}),
    ("data-scientist", "data-platform-engineer", {LADDER}),
    ("data-scientist", "analytics-engineer", {LADDER}),
    ("data-platform-engineer", "data-scientist", {LADDER}),
    ("data-platform-engineer", "ml-generalist", {LADDER}),
    ("ml-generalist", "tech-lead-manager", {LADDER}),
    ("data-scientist", "tech-lead-manager", {LADDER}),
    ("tech-lead-manager", "engineering-manager", {LADDER}),
    ("engineering-manager", "director-of-engineering", {LADDER}),
    ("director-of-engineering", "founding-data-engineer", {LADDER}),
    ("founding-data-engineer", "ml-engineer", {LADDER}),
    ("ml-engineer", "ml-generalist", {LADDER}),
    ("individual-contributor", "engineering-manager", {LADDER}),
    ("engineering-manager", "individual-contributor", {LADDER}),
    ("data-engineer", "engineering-executive", {LADDER}),
    ("data-scientist", "engineering-executive", {LADDER}),
    ("data-scientist", "data-engineer", {GOODBYE}),
    ("data-scientist", "data-analyst", {OPTIONS}),
    ("data-analyst", "data-scientist", {OPTIONS}),
    ("data-scientist", "ml-engineer", {DIRECTIONS}),
    ("data-scientist", "data-scientist", {DIRECTIONS}),
    ("ml-scientist", "ml-engineer", {OPTIONS}),
    ("ml-engineer", "ml-scientist", {OPTIONS}),
    ("data-engineer", "analytics-engineer", {OPTIONS, DIRECTIONS}),
    ("data-engineer", "data-platform-engineer", {OPTIONS}),
    (None, "analytics-engineer", {DIRECTIONS}),
    ("data-engineer", "ml-platform-engineer", {DIRECTIONS}),
    ("backend-engineer", "data-platform-engineer", {OPTIONS}),
    ("data-platform-engineer", "backend-engineer", {OPTIONS}),
    ("infrastructure-engineer", "data-platform-engineer", {OPTIONS}),
    ("data-platform-engineer", "infrastructure-engineer", {OPTIONS}),
    ("infrastructure-engineer", "ml-platform-engineer", {OPTIONS}),
    ("ml-platform-engineer", "infrastructure-engineer", {OPTIONS}),
    ("data-platform-engineer", "ml-platform-engineer", {OPTIONS}),
    ("ml-platform-engineer", "data-platform-engineer", {OPTIONS}),
    ("data-scientist", None, {GOODBYE}),
    (None, None, {OPTIONS}),
]
"""(from, to, documents that tell or discuss the move); None is no role of the knowledge. The rows of the inventory."""

STORIES = {
    "climb-and-descent": LADDER,
    "data-scientist-turned-data-engineer": GOODBYE,
    "scientist-back-to-analyst": OPTIONS,
    "wished-for-role-wrong-company": OPTIONS,
}


@pytest.mark.parametrize("role", ROLES)
def test_every_role_has_its_area_and_cites_the_documents_about_it(library: Library, role: str) -> None:
    area, documents = ROLES[role]
    assert library.roles[role].area == area
    assert documents - sources_of(library.roles[role]) == set()


@pytest.mark.parametrize("role", ROLES)
def test_every_role_has_content_for_each_question_about_it(library: Library, role: str) -> None:
    entry = library.roles[role]
    assert len(entry.work) >= 3, "what it does"
    assert entry.works_with, "whom it works with"
    assert entry.neighbours, "how it differs from its neighbours"
    assert entry.related
    assert entry.skills.main, "what it needs"
    assert entry.skills.useful, "what is useful as well"
    assert entry.enjoys, "who enjoys it"
    assert entry.beware, "what to watch out for"
    assert entry.ways_in, "where people come from"
    assert entry.ways_on, "where they go to"
    assert role not in {*entry.related, *entry.confusable, *(neighbour.role for neighbour in entry.neighbours)}


@pytest.mark.parametrize("title", TITLES)
def test_every_title_without_a_role_is_known(library: Library, title: str) -> None:
    known = {form for entry in library.titles.values() for form in (entry.name.lower(), *entry.aliases)}
    assert title.lower() in known


@pytest.mark.parametrize(("start", "goal", "documents"), MOVES)
def test_every_move_of_the_inventory_has_a_transition(
    library: Library, start: str | None, goal: str | None, documents: set[str]
) -> None:
    found = [
        transition
        for transition in library.transitions.values()
        if (start in transition.from_ if start else not transition.from_)
        and (goal in transition.to if goal else not transition.to)
    ]
    assert found
    assert documents - {source for transition in found for source in sources_of(transition)} == set()


@pytest.mark.parametrize("story", STORIES)
def test_every_story_has_stages_and_cites_its_document(library: Library, story: str) -> None:
    assert STORIES[story] in sources_of(library.stories[story])
    assert len(library.stories[story].stages) >= 2


def test_the_sources_are_exactly_the_five_documents(library: Library) -> None:
    assert set(library.sources) == {LADDER, OPTIONS, GOODBYE, DIRECTIONS, DISCUSSION}


def test_every_section_of_every_document_is_cited(library: Library) -> None:
    """A section without a citation would mean missing content. One opening is excepted: it only explains why its post was
    written.
    """
    cited = {(c.source, c.section) for _, entry in entries(library) for claim in claims(entry) for c in claim.source}
    cited |= {(c.source, c.section) for title in library.titles.values() for c in title.note.source}
    sections = {(source.id, section) for source in library.sources.values() for section in source.sections}
    assert sections - cited - {(DIRECTIONS, "opening")} == set()


def test_every_claim_has_a_source_and_most_sources_are_documents(library: Library) -> None:
    all_claims = [claim for _, entry in entries(library) for claim in claims(entry)]
    all_claims += [title.note for title in library.titles.values()]
    editorial = [claim for claim in all_claims if {citation.source for citation in claim.source} == {EDITORIAL}]
    assert all(claim.source for claim in all_claims)
    assert len(all_claims) > 500
    assert len(editorial) < len(all_claims) / 2


def test_every_topic_of_the_design_cites_its_documents(library: Library, shared: Path) -> None:
    wanted: list[dict[str, Any]] = yaml.safe_load((shared / "design" / "topics.yaml").read_text("utf-8"))
    assert len(wanted) == 60
    missing = {}
    for topic in wanted:
        entry = library.topics.get(topic["id"])
        documents = {source["source"] for source in topic["sources"]}
        if entry is None or documents - sources_of(entry):
            missing[topic["id"]] = documents if entry is None else documents - sources_of(entry)
    assert missing == {}


def test_sections_are_headings_of_the_documents(library: Library, shared: Path) -> None:
    """All words of a section's name are in one line of its document. `opening` and `comment-N` are not headings."""
    unknown = []
    for source in library.sources.values():
        lines = (shared / "sources" / f"{source.id}.txt").read_text("utf-8").casefold().splitlines()
        for section in source.sections:
            if section == "opening" or section.startswith("comment-"):
                continue
            words = [word.strip("?!:.,") for word in section.casefold().split()]
            if not any(all(word in line for word in words) for line in lines):
                unknown.append((source.id, section))
    assert unknown == []
