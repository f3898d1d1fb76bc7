"""Ways and bridges between all pairs of roles: the rules that each of them keeps."""

from itertools import pairwise, permutations

import pytest

from bot.advisor import Advisor
from bot.answers.reply import Listing, Reply
from bot.careers.bridge import bridge
from bot.careers.paths import CLEARLY, LEVELS, find_move, find_path, leads_people, says_something_general
from bot.careers.skill_gap import nearness, skill_gap
from bot.dialogue.state import Conversation
from bot.knowledge.library import Library
from bot.nlu.query import Query

NOW = 1_760_000_000.0


def pairs(library: Library) -> list[tuple[str, str]]:
    return list(permutations(library.roles, 2))


def moved(advisor: Advisor, start: str, goal: str) -> Reply:
    """The answer to the move between two roles, by itself."""
    return advisor.answer(Query.of_move(start, goal, "the move"), Conversation(), NOW)[0]


def listings(reply: Reply) -> dict[str, tuple[str, ...]]:
    return {block.title: block.items for block in reply.blocks if isinstance(block, Listing)}


def test_a_way_has_at_most_two_moves_and_joins_its_ends(library: Library) -> None:
    for start, goal in pairs(library):
        way = find_path(library, start, goal)
        assert len(way) <= 2
        if way:
            assert (way[0].start, way[-1].goal) == (start, goal)
            assert all(a.goal == b.start for a, b in pairwise(way))


def test_each_leg_of_a_way_is_easier_than_the_whole(library: Library) -> None:
    for start, goal in pairs(library):
        way = find_path(library, start, goal)
        if len(way) == 2:
            between = way[0].goal
            assert nearness(library, between, goal) >= nearness(library, start, goal) + CLEARLY
            assert nearness(library, start, between) > nearness(library, start, goal)


def test_no_way_leads_through_leadership_to_a_goal_outside_it(library: Library) -> None:
    for start, goal in pairs(library):
        way = find_path(library, start, goal)
        if len(way) == 2 and not leads_people(library, goal):
            assert not leads_people(library, way[0].goal), (start, goal)


def test_a_move_from_any_role_is_no_leg(library: Library) -> None:
    for start, goal in pairs(library):
        way = find_path(library, start, goal)
        if len(way) == 2:
            assert not any(says_something_general(leg.transition) for leg in way)


def test_no_way_leads_over_a_role_that_is_harder_to_enter_than_the_goal(library: Library) -> None:
    for start, goal in pairs(library):
        way = find_path(library, start, goal)
        if len(way) == 2:
            between, end = library.roles[way[0].goal], library.roles[goal]
            assert LEVELS.index(between.entry.level) <= LEVELS.index(end.entry.level), (start, goal)


def test_a_move_into_or_out_of_leadership_is_that_of_individual_contributors(library: Library) -> None:
    for start, goal in [("data-analyst", "engineering-manager"), ("ml-engineer", "tech-lead-manager")]:
        move = find_move(library, start, goal)
        assert move is not None
        assert move.general or (start, goal) in library.moves
    back = find_move(library, "director-of-engineering", "data-engineer")
    assert back is not None
    assert back.general
    assert back.transition.from_ == ("director-of-engineering",)


def test_every_pair_is_answered_with_differences_or_a_summary_and_with_steps(advisor: Advisor, library: Library) -> None:
    for start, goal in pairs(library):
        shown = listings(moved(advisor, start, goal))
        if find_move(library, start, goal) is None:
            assert shown["How they differ"], (start, goal)
            assert shown["First steps"], (start, goal)
            assert shown.keys() & {"What carries over", "What it takes, in order of weight"}, (start, goal)
        else:
            assert shown["How to go about it"], (start, goal)


def test_no_skill_is_both_brought_and_to_be_learned(advisor: Advisor, library: Library) -> None:
    names = [skill.name for skill in library.skills.values()]
    for start, goal in pairs(library):
        shown = listings(moved(advisor, start, goal))
        learned = [
            item
            for title in ("What to learn, in this order", "What it takes, in order of weight")
            for item in shown.get(title, ())
        ]
        to_learn = {item.split(":")[0] for item in learned} & set(names)
        carried = " ".join(
            (*shown.get("What carries over", ()), *(i for i in shown.get("You bring", ()) if i.startswith("Also: ")))
        )
        brought = set(carried.removesuffix(".").replace(" and ", ", ").replace(": ", ", ").split(", "))
        assert not to_learn & brought, (start, goal)


@pytest.mark.parametrize("told", [(), ("sql",)])
def test_a_bridge_counts_what_the_start_knows_and_what_the_person_said(library: Library, told: tuple[str, ...]) -> None:
    for start, goal in pairs(library):
        gap = bridge(library, start, goal, told).gap
        needs = {need.skill for need in library.roles[goal].skills.main}
        assert {need.skill for need in (*gap.have, *gap.perhaps, *gap.missing)} == needs
        assert not set(told) & {need.skill for need in (*gap.missing, *gap.perhaps)}


def test_of_a_stranger_nothing_is_assumed(library: Library) -> None:
    for role in library.roles.values():
        gap = skill_gap(library, role.id, None, ())
        assert gap.have == gap.perhaps == ()
        assert gap.missing == role.skills.main
