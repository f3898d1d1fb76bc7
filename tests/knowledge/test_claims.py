"""Claims: their ids, who is behind them, and claims that stand in one place and are referred to from others."""

import re
from pathlib import Path
from typing import Final

import pytest
import yaml

from bot.knowledge.library import Library
from bot.knowledge.schema import ListedClaim, Transition
from bot.knowledge.snapshot import Snapshot
from bot.knowledge.yaml_editing import links_to, rename
from tests.knowledge.claims import claims, entries
from tests.knowledge.copies import Copy, copy_of
from tests.program import Program

CLAIM_ID: Final = re.compile(r"(roles|transitions|topics|stories|titles|answers)(/[a-z0-9]+([-_][a-z0-9]+)*){2,5}")
POINT: Final = "topics/mentorship.yaml"


def first_point(copy: Copy) -> str:
    """The id of the first point of the topic on mentorship."""
    claim = yaml.safe_load(copy.read(POINT))["points"][0]
    return f"topics/mentorship/points/{claim['id']}"


def referring(copy: Copy) -> None:
    """Let the topic of bad managers begin with a reference to the first point on mentorship."""
    copy.replace("topics/bad-managers.yaml", "points:\n", f"points:\n  - ref: {first_point(copy)}\n    roles: [data-analyst]\n")


@pytest.fixture
def copy(knowledge: Path, tmp_path: Path) -> Copy:
    return copy_of(knowledge, tmp_path / "knowledge")


def test_every_claim_has_an_id_of_its_own(library: Library) -> None:
    assert len(library.claims) > 2_000
    assert [claim_id for claim_id in library.claims if not CLAIM_ID.fullmatch(claim_id)] == []
    for name, entry in entries(library):
        for claim in claims(entry):
            assert library.claims[claim.id].text == claim.text, name


def test_an_id_stays_when_claims_are_added_around_it(copy: Copy) -> None:
    before = Snapshot.of_folder(copy.root).library()
    copy.replace(POINT, "points:\n", "points:\n  - {id: quite-new, text: It is new., source: editorial}\n")
    after = Snapshot.of_folder(copy.root).library()

    assert set(after.claims) - set(before.claims) == {"topics/mentorship/points/quite-new"}
    assert all(after.claims[claim_id] == claim for claim_id, claim in before.claims.items())


def test_a_reference_shows_the_claim_that_stands_elsewhere(copy: Copy) -> None:
    referring(copy)
    library = Snapshot.of_folder(copy.root).library()
    shown, meant = library.topics["bad-managers"].points[0], library.topics["mentorship"].points[0]

    assert (shown.id, shown.text, shown.source, shown.who) == (meant.id, meant.text, meant.source, meant.who)
    assert shown.roles == ("data-analyst",)


def test_references_of_the_shipped_knowledge_show_whole_claims(library: Library) -> None:
    references = [
        claim
        for _, entry in entries(library)
        for claim in claims(entry)
        if isinstance(claim, ListedClaim) and claim.ref is not None
    ]
    assert references
    assert all(claim.text and claim.source and claim.id == claim.ref for claim in references)


def test_renaming_an_entry_changes_the_references_to_its_claims(copy: Copy) -> None:
    referring(copy)
    changes = rename(Snapshot.of_folder(copy.root), "topics", "mentorship", "finding-mentors")
    changed = Snapshot.of_folder(copy.root).changed(changes).library()

    assert changed.topics["bad-managers"].points[0].id.startswith("topics/finding-mentors/points/")


def test_an_entry_whose_claims_are_referred_to_is_linked(copy: Copy) -> None:
    before = len(links_to(Snapshot.of_folder(copy.root), "topics", "mentorship"))
    referring(copy)

    assert len(links_to(Snapshot.of_folder(copy.root), "topics", "mentorship")) == before + 1


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        (
            "{id: new, text: So., source: [editorial, goodbye-data-science / opening]}",
            "either from a document or editorial; split",
        ),
        (
            "{id: new, text: So., source: editorial, who: ex-director}",
            "an editorial claim is nobody's experience; remove 'who: ex-",
        ),
        ("{text: So., source: editorial}", "'id' is missing; add it, or name a claim that stands elsewhere with 'ref'"),
        ("{id: new, source: editorial}", "'text' is missing; add it, or name a claim that stands elsewhere with 'ref'"),
        ("{id: Not An Id, text: So., source: editorial}", "'id' must be an id: lower-case words joined by hyphens"),
        ("{id: two/parts, text: So., source: editorial}", "must be only the last part of the id, without slashes"),
    ],
)
def test_a_claim_with_a_fault_is_refused_where_it_stands(cli: Program, copy: Copy, claim: str, sentence: str) -> None:
    copy.replace(POINT, "points:\n", f"points:\n  - {claim}\n")
    done = cli("check", copy.root)

    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    number = copy.read(POINT).partition(f"- {claim}")[0].count("\n") + 1
    assert line.startswith(f"{POINT}:{number}:")
    assert sentence in line


def test_accounts_of_a_move_that_nobody_made_are_refused(cli: Program, copy: Copy, library: Library) -> None:
    move = next(move for move in library.transitions.values() if move.standing == "discussed")
    account = "accounts:\n  - {id: did, text: Did it., source: goodbye-data-science / opening}\n"
    copy.write(f"transitions/{move.id}.yaml", copy.read(f"transitions/{move.id}.yaml") + account)
    done = cli("check", copy.root)

    assert done.returncode == 1
    assert "'accounts' are by people who made this move, but it is only discussed; put them elsewhere" in done.stderr


def test_a_summary_has_no_id(cli: Program, copy: Copy) -> None:
    copy.replace(POINT, "summary:\n", "summary:\n  id: short\n")
    done = cli("check", copy.root)

    assert "this claim needs no id: there is only one here; remove it" in done.stderr


def test_every_source_has_people_who_are_listed_once_and_all_are_heard(library: Library) -> None:
    listed = [person.id for source in library.sources.values() for person in source.people]
    heard = {claim.who for _, entry in entries(library) for claim in claims(entry) if claim.who}

    assert len(listed) == len(set(listed))
    assert heard == set(listed)


def test_every_source_says_who_wrote_it_and_when(library: Library) -> None:
    for source in library.sources.values():
        assert source.author
        assert "undated" in source.date or re.search(r"20\d\d", source.date)


def test_a_told_move_is_told_by_somebody(library: Library) -> None:
    moves: list[Transition] = [move for move in library.transitions.values() if move.standing == "told"]
    assert moves
    assert [move.id for move in moves if not move.accounts] == []
