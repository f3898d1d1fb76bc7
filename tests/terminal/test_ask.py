"""`ask`: one answer for people, or one JSON line per JSON line in the exact form that programs rely on."""

import json
from typing import Any

import pytest

from bot.knowledge.library import Library
from tests.program import Program

KEYS = [
    "id", "act", "kind", "also", "roles", "from", "to", "topics", "facets", "parts", "answered", "clarify", "confidence",
    "exhausted", "claims", "missing", "profile", "text", "sources", "follow_ups",
]  # fmt: skip
KINDS = {"role", "compare", "transition", "skills", "recommend", "advice", "meta", "out_of_scope"}


def answers(cli: Program, *lines: object, env: dict[str, str] | None = None) -> list[dict[str, Any]]:
    """The answers to the lines. A text is sent as it is, any other value as JSON."""
    stdin = "".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines)
    done = cli("ask", "--json", "-", stdin=stdin, env=env)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return [strict(line) for line in done.stdout.split("\n") if line]


def strict(line: str) -> dict[str, Any]:
    """The line parsed as JSON without Python's extensions NaN and Infinity."""

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    answer: dict[str, Any] = json.loads(line, parse_constant=refuse)
    return answer


@pytest.fixture(scope="module")
def one_of_each_kind(module_cli: Program) -> list[dict[str, Any]]:
    """The answers to one question of each kind."""
    texts = (
        "what does an analytics engineer do?", "DE vs AE vs data platform engineer?", "how do i go from ds to de",
        "what should I learn for ML platform?", "I like SQL and talking to people, which role fits?", "is a PhD needed?", "hi",
        "what is the salary of a data engineer in Berlin?",
    )  # fmt: skip
    return answers(module_cli, *({"id": f"q{number}", "text": text} for number, text in enumerate(texts)))


def test_every_answer_has_exactly_the_keys_of_the_contract_in_order(one_of_each_kind: list[dict[str, Any]]) -> None:
    assert [list(answer) for answer in one_of_each_kind] == [KEYS] * 8


def test_answers_come_in_order_with_their_ids_and_kinds(one_of_each_kind: list[dict[str, Any]]) -> None:
    assert [answer["id"] for answer in one_of_each_kind] == [f"q{number}" for number in range(8)]
    assert [answer["kind"] for answer in one_of_each_kind] == [
        "role", "compare", "transition", "skills", "recommend", "advice", "meta", "out_of_scope",
    ]  # fmt: skip


def test_every_value_has_the_form_of_the_contract(one_of_each_kind: list[dict[str, Any]], library: Library) -> None:
    for answer in one_of_each_kind:
        assert answer["also"] is None or answer["also"] in KINDS
        assert set(answer["roles"]) <= set(library.roles)
        assert {answer["from"], answer["to"]} <= {None, *library.roles}
        assert set(answer["topics"]) <= set(library.topics)
        assert isinstance(answer["answered"], bool)
        assert set(answer["clarify"]) <= {*library.roles, *library.topics}
        assert 0 <= answer["confidence"] <= 1
        assert answer["text"].strip()
        for cited in answer["sources"]:
            assert list(cited) == ["source", "section"]
            assert cited["section"] in library.sources[cited["source"]].sections
        assert all(isinstance(label, str) and label for label in answer["follow_ups"])


def test_a_move_names_its_direction_and_its_sources(one_of_each_kind: list[dict[str, Any]]) -> None:
    move = one_of_each_kind[2]
    assert (move["from"], move["to"]) == ("data-scientist", "data-engineer")
    assert set(move["roles"]) == {"data-scientist", "data-engineer"}
    assert {"source": "goodbye-data-science", "section": "Data engineering has been relaxing"} in move["sources"]


def test_only_the_question_out_of_scope_is_declined(one_of_each_kind: list[dict[str, Any]]) -> None:
    assert [answer["answered"] for answer in one_of_each_kind] == [True] * 7 + [False]


def test_every_answer_offers_follow_ups(one_of_each_kind: list[dict[str, Any]]) -> None:
    assert min(len(answer["follow_ups"]) + len(answer["clarify"]) for answer in one_of_each_kind) >= 2
    assert max(len(answer["follow_ups"]) for answer in one_of_each_kind) <= 4


def test_lines_share_context_only_within_one_conversation(cli: Program) -> None:
    found = answers(
        cli,
        {"text": "what does an analytics engineer do?", "conversation": "one"},
        {"text": "what does a model validator do?", "conversation": "two"},
        {"text": "what skills does it need?", "conversation": "one"},
        {"text": "what skills does it need?", "conversation": "two"},
        {"text": "what skills does it need?"},
        {"text": "what skills does it need?", "conversation": 1},
    )
    assert [answer["roles"] for answer in found[2:]] == [["analytics-engineer"], ["model-validator"], [], []]
    assert [answer["kind"] for answer in found[2:4]] == ["skills", "skills"]


def test_an_offered_follow_up_can_be_picked_by_number_in_a_conversation(cli: Program) -> None:
    first, second = answers(cli, {"text": "DS vs DE", "conversation": "c"}, {"text": "1", "conversation": "c"})
    [same] = answers(cli, {"text": first["follow_ups"][0]})
    assert first["kind"] == "compare"
    assert second["text"].splitlines()[0] in same["text"]
    assert second["text"] != first["text"]


BAD = [
    "not json", "{", '{"text": "hi"', "[1, 2]", '"hi"', "null", "12", "{}", '{"text": null}', '{"text": 12}', '{"text": ["hi"]}',
    "[" * 50_000, '{"id": ' + "9" * 5_000 + ', "text": "hi"}', '{"text": "hi"} trailing',
]  # fmt: skip


@pytest.fixture(scope="module")
def bad_and_good(module_cli: Program) -> list[dict[str, Any]]:
    """The answers to all bad lines, each followed by a good one."""
    return answers(module_cli, *(line for bad in BAD for line in (bad, {"id": "good", "text": "thanks"})))


@pytest.mark.parametrize("number", range(len(BAD)), ids=lambda number: BAD[number][:20])
def test_a_bad_line_gets_an_error_in_its_place_and_the_next_line_is_answered(
    bad_and_good: list[dict[str, Any]], number: int
) -> None:
    bad, good = bad_and_good[2 * number], bad_and_good[2 * number + 1]
    assert list(bad) == ["id", "error"]
    assert bad["id"] is None
    assert bad["error"]
    assert (good["id"], good["kind"]) == ("good", "meta")


def test_a_question_without_text_keeps_its_id_in_the_error(cli: Program) -> None:
    assert answers(cli, {"id": 7, "txt": "hi"})[0]["id"] == 7


def test_empty_lines_are_skipped(cli: Program) -> None:
    assert [answer["id"] for answer in answers(cli, "", {"id": 1, "text": "hi"}, "   ", {"id": 2, "text": "hi"})] == [1, 2]


def test_any_text_with_any_id_is_answered(cli: Program) -> None:
    texts = [
        "",
        " ",
        "?",
        "\u202eDS vs DE",
        "d\u0338a\u0338t\u0338a",
        "数据工程师是什么",
        "🦆" * 500,
        "\x00\x1b[31m",
        "DS\nvs\tDE",
        "x" * 20_000,
    ]
    ids: list[object] = [None, True, 1.5, [1, {"a": None}], {"id": 1}, "é\u2028", -1, "", 10**30, []]
    found = answers(cli, *({"id": key, "text": text} for key, text in zip(ids, texts, strict=True)))
    assert [answer["id"] for answer in found] == ids
    assert all(answer["text"].strip() for answer in found)
    assert found[8]["kind"] == "compare"


@pytest.mark.parametrize(
    "bad", ['{"id": NaN, "text": "hi"}', '{"id": "\\ud800", "text": "hi"}', '{"id": "caf\\udce9", "text": "\\udce9"}']
)
def test_an_id_that_cannot_be_encoded_does_not_end_the_program(cli: Program, bad: str) -> None:
    found = answers(cli, bad, {"id": "good", "text": "thanks"}, env={"PYTHONIOENCODING": "utf-8:strict"})
    assert len(found) == 2
    assert found[1]["id"] == "good"


@pytest.mark.parametrize("encoding", ["utf-8:strict", "utf-8:surrogateescape"])
def test_bytes_that_are_not_utf_8_affect_only_their_line(cli: Program, encoding: str) -> None:
    lines = b'{"id": 1, "text": "caf\xe9"}\n{"id": "good", "text": "thanks"}\n'
    done = cli("ask", "--json", "-", stdin=lines, env={"PYTHONIOENCODING": encoding, "PYTHONUTF8": ""})
    assert done.returncode == 0
    assert [strict(line).get("id") for line in done.stdout.splitlines()][-1] == "good"


def test_json_lines_are_utf_8_in_any_locale(cli: Program) -> None:
    """On Windows a program behind a pipe gets a legacy code page; JSON Lines must be UTF-8 there as well."""
    done = cli("ask", "--json", "-", stdin='{"text": "DS vs DE"}\n', env={"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": ""})
    assert (done.returncode, done.stderr) == (0, "")
    assert "° added by the curators" in strict(done.stdout)["text"]


def test_one_question_on_the_command_line_gets_one_line(cli: Program) -> None:
    done = cli("ask", "--json", "DS vs DE")
    assert len(done.stdout.splitlines()) == 1
    assert list(strict(done.stdout)) == KEYS


def test_people_get_headings_numbered_follow_ups_and_sources(cli: Program) -> None:
    done = cli("ask", "how do i go from ds to de")
    assert (done.returncode, done.stderr) == (0, "")
    assert "To learn: " in done.stdout
    assert "Sources: " in done.stdout
    assert "\n  1 " in done.stdout
    assert "\x1b" not in done.stdout


def test_a_question_can_come_from_standard_input(cli: Program) -> None:
    assert cli("ask", "-", stdin="how do i go from ds to de\n").stdout == cli("ask", "how do i go from ds to de").stdout


def test_the_explanation_shows_mentions_candidates_and_confidence(cli: Program) -> None:
    done = cli("ask", "--explain", "how do i go from ds to de")
    assert (done.returncode, done.stderr) == (0, "")
    explanation = done.stdout.partition("To learn: ")[0]
    assert {"data-scientist", "data-engineer"} <= set(explanation.replace(",", " ").split())
    assert "transition" in explanation
    assert "confidence" in explanation


def test_a_question_that_looks_like_markup_is_read_as_text(cli: Program) -> None:
    done = cli("ask", "--explain", "[bold]what[/] does a [/red] data engineer do [link=x]")
    assert (done.returncode, done.stderr) == (0, "")
    assert "red data engineer" in done.stdout
