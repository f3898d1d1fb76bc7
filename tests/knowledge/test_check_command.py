"""`career-advisor check` prints all problems of all files, each as `file:line:column: sentence`; the exit code is 1.

The place is that of the key with the wrong value, or of the list item.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.knowledge.schema import NEEDED
from tests.knowledge.copies import TOPIC, Copy, copy_of
from tests.program import TIMEOUT, Program

LINE = re.compile(r"[^\s:]+:\d+:\d+: \S.*")

MALFORMED = {
    "topics/wrong-types.yaml": (
        "id: wrong-types\nname: [a, list]\nsummary: only text\npoints: one\nphrases: {a: b}\nroles: data-engineer\n",
        [
            "1:1: 'steps' is missing; add it",
            "2:1: 'name' must be text; write it in quotes if it looks like a number or a list",
            "3:1: 'summary' must be a mapping of its own; write 'key: value' lines under it",
            "4:1: 'points' must be a list; write '- item' lines or [a, b]",
            "5:1: 'phrases' must be a list; write '- item' lines or [a, b]",
            "6:1: 'roles' must be a list; write '- item' lines or [a, b]",
        ],
    ),
    "topics/unknown-keys.yaml": (
        TOPIC.format(id="unknown-keys") + "pharses: [a phrase]\nxylophone: yes\n",
        [
            "8:1: 'pharses' is not a known key here; did you mean 'phrases'?",
            "9:1: 'xylophone' is not a known key here; remove it or see knowledge/README.md for the keys",
        ],
    ),
    "topics/unknown-inner-key.yaml": (
        "id: unknown-inner-key\nname: A\nsummary:\n  txet: It is.\n  source: editorial\npoints:\n  - {text: a, sorce: e}\n",
        [
            "1:1: 'steps' is missing; add it",
            "3:1: 'text' is missing; add it",
            "4:3: 'txet' is not a known key here; did you mean 'text'?",
            "7:15: 'sorce' is not a known key here; did you mean 'source'?",
        ],
    ),
    "topics/nothing-in-it.yaml": (
        "name: A\n",
        [f"1:1: '{key}' is missing; add it" for key in ("id", "summary", "points", "steps")],
    ),
    "topics/a-list.yaml": ("- a\n- b\n", ["1:1: this file must be a mapping with keys such as id, name, phrases; write"]),
    "topics/just-words.yaml": ("some words\n", ["1:1: this file must be a mapping with keys such as id, name, phrases; write"]),
    "topics/bad-values.yaml": (
        'id: Bad Values\nname: ""\nsummary:\n  text: ' + "x" * 401 + "\n  source: editorial\npoints: []\nsignals: ['']\n",
        [
            "1:1: 'id' must be an id: lower-case words joined by hyphens, such as data-engineer",
            "1:1: 'steps' is missing; add it",
            "2:1: 'name' must not be empty; write something or remove the key",
            "4:3: 'text' is longer than 400 characters; shorten it",
            "6:1: 'points' must not be empty; write something or remove the key",
            "7:11: 'signals' must not be empty; write something or remove the key",
        ],
    ),
    "topics/mentions.yaml": (
        TOPIC.format(id="mentions").replace("It is so.", "Tell @everyone.").replace("It is.", "Ask <@1>."),
        ["3:11: text must not mention people; remove the @", "5:17: text must not mention people; remove the @"],
    ),
    "topics/no-source.yaml": (
        TOPIC.format(id="no-source").replace("source: editorial}\npoints", "source: someone}\npoints"),
        ["3:28: 'someone' is no source; write 'source id / section' or 'editorial'"],
    ),
    "topics/no-sources.yaml": (
        TOPIC.format(id="no-sources").replace("source: editorial}\npoints", "source: []}\npoints"),
        ["3:28: 'source' must not be empty; write something or remove the key"],
    ),
    "transitions/bad-standing.yaml": (
        "id: bad-standing\nname: A\nfrom: []\nto: []\nstart: a\ngoal: b\nstanding: no\nsummary: {text: a, source: editorial}\n",
        ["7:1: 'standing' must be 'told' or 'discussed'; choose one of them"],
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def report(module_cli: Program, knowledge: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The lines of one check of a folder with every malformed file of the table, and with strange files, links and folders."""
    copy = copy_of(knowledge, tmp_path_factory.mktemp("malformed") / "knowledge")
    for name, (text, _) in MALFORMED.items():
        copy.write(name, text)
    (copy.root / "skills.yaml").unlink()
    copy.write("stray.yaml", "a: b\n")
    copy.write("poems/ode.yaml", "a: b\n")
    copy.write("topics/deeper/more.yaml", "a: b\n")
    copy.write("topics/other-ending.yml", "a: b\n")
    copy.write("notes.txt", "not knowledge, not looked at\n")
    copy.write(".hidden/x.yaml", "]")
    outside = copy.root.parent / "outside"
    shutil.copytree(copy.root / "talk", outside)
    (copy.root / "topics" / "link-out.yaml").symlink_to(outside / "thanks.yaml")
    (copy.root / "topics" / "nowhere.yaml").symlink_to(outside / "nothing.yaml")
    (copy.root / "topics" / "linked-folder").symlink_to(outside, target_is_directory=True)
    (copy.root / "topics" / "a-folder.yaml").mkdir()
    os.mkfifo(copy.root / "topics" / "a-pipe.yaml")
    done = module_cli("check", copy.root)
    assert (done.returncode, done.stdout) == (1, "")
    return done.stderr.splitlines()


@pytest.mark.parametrize("name", MALFORMED)
def test_every_problem_of_a_malformed_file_is_reported_with_its_place(report: list[str], name: str) -> None:
    found = [line.removeprefix(f"{name}:") for line in report if line.startswith(f"{name}:")]
    wanted = MALFORMED[name][1]
    assert len(found) == len(wanted), found
    for line, start in zip(found, sorted(wanted, key=lambda w: (*map(int, w.split(":")[:2]), w)), strict=True):
        assert line.startswith(start)


@pytest.mark.parametrize(
    "line",
    [
        "skills.yaml:1:1: this file is missing; restore it",
        "stray.yaml:1:1: this file belongs to no kind of entry; move it into one of roles, transitions, topics, stories, ",
        "poems/ode.yaml:1:1: this file belongs to no kind of entry; ",
        "topics/deeper/more.yaml:1:1: this file belongs to no kind of entry; ",
        "topics/other-ending.yml:1:1: this file belongs to no kind of entry; ",
        "topics/link-out.yaml:1:1: this link leads out of the knowledge folder; put the file itself here",
        "topics/nowhere.yaml:1:1: cannot be read (No such file or directory); check the file and its rights",
        "topics/a-pipe.yaml:1:1: this is not a regular file; replace it by one",
    ],
)
def test_missing_and_misplaced_files_are_reported(report: list[str], line: str) -> None:
    assert [found for found in report if found.startswith(line)]


def test_a_link_to_a_folder_is_reported(report: list[str]) -> None:
    assert [line for line in report if line.startswith("topics/linked-folder:1:1: ")]


def test_a_folder_named_like_a_file_is_reported(report: list[str]) -> None:
    assert [line for line in report if line.startswith("topics/a-folder.yaml:1:1: ")]


def test_hidden_files_and_files_of_other_kinds_are_ignored(report: list[str]) -> None:
    assert not [line for line in report if "hidden" in line or "notes" in line]


def test_every_line_of_the_report_is_a_place_and_a_sentence_sorted_by_file(report: list[str]) -> None:
    assert all(LINE.fullmatch(line) for line in report)
    assert [line.split(":")[0] for line in report] == sorted(line.split(":")[0] for line in report)


def test_a_link_to_itself_is_reported_as_a_problem(cli: Program, knowledge: Path, tmp_path: Path) -> None:
    copy = copy_of(knowledge, tmp_path / "knowledge")
    (copy.root / "topics" / "loop.yaml").symlink_to("loop.yaml")
    done = cli("check", copy.root)
    assert done.returncode == 1
    assert done.stderr.startswith("topics/loop.yaml:1:1: ")


def test_a_message_stays_one_line_without_control_characters(cli: Program, knowledge: Path, tmp_path: Path) -> None:
    copy = copy_of(knowledge, tmp_path / "knowledge")
    copy.write("topics/odd.yaml", TOPIC.format(id="odd") + '"new\\nline": a\n"\\e[31mred": b\n')
    done = cli("check", copy.root)
    assert done.returncode == 1
    assert all(LINE.fullmatch(line) for line in done.stderr.splitlines())
    assert "\x1b" not in done.stderr


def test_a_file_without_read_permission_is_reported(knowledge: Path, cli: Program, tmp_path: Path) -> None:
    copy: Copy = copy_of(knowledge, tmp_path / "knowledge")
    (copy.root / "topics" / "mentorship.yaml").chmod(0)
    command = cli.command("check", copy.root)
    if os.geteuid() == 0:  # root can read every file unless it drops the capability
        if shutil.which("setpriv") is None:
            pytest.skip("root reads every file, and setpriv is not at hand")
        command = [
            "setpriv",
            "--bounding-set=-dac_override,-dac_read_search",
            "--inh-caps=-dac_override,-dac_read_search",
            *command,
        ]
    done = subprocess.run(command, env=dict(cli.environment), capture_output=True, text=True, timeout=TIMEOUT, check=False)
    assert "topics/mentorship.yaml:1:1: cannot be read (Permission denied); check the file and its rights" in done.stderr
    assert done.returncode == 1


def test_a_valid_folder_gives_its_counts_and_exit_code_0(cli: Program, knowledge: Path) -> None:
    done = cli("check", knowledge)
    assert done.returncode == 0
    entries = r": 19 roles, \d+ transitions, \d+ topics, \d+ stories, \d+ skills; "
    checked = r"\d+ questions are read right; no problems(, \d+ warnings)?\.$"
    assert re.search(entries + checked, done.stdout.strip())
    assert all(re.match(r"[\w/.-]+:\d+:\d+: warning: ", line) for line in done.stderr.splitlines())


def test_texts_that_are_hard_to_read_are_warned_of_and_do_no_harm(cli: Program, knowledge: Path, tmp_path: Path) -> None:
    copy = copy_of(knowledge, tmp_path / "knowledge")
    long = "So " + "very " * 25 + "long."
    topic = (
        TOPIC.format(
            id="hard",
        )
        .replace("It is so.", long)
        .replace("It is.", "Whoever asks.")
        .replace("Do it.", "Plain enough.")
    )
    copy.write("topics/hard.yaml", topic)
    copy.write("style.yaml", "longest_sentence: 20\nhard_words: {whoever: people who}\n")

    done = cli("check", copy.root)

    assert done.returncode == 0
    assert f"{copy.place_of('topics/hard.yaml', 'text: So')}: warning: 27 words in “So very very very very very …”" in done.stderr
    assert (
        f"{copy.place_of('topics/hard.yaml', 'text: Whoever')}: warning: “whoever” is hard to read; try “people who”"
        in done.stderr
    )
    assert "text: Plain" not in done.stderr


def test_claims_that_no_answer_shows_are_warned_of(cli: Program, knowledge: Path, tmp_path: Path) -> None:
    copy = copy_of(knowledge, tmp_path / "knowledge")
    more = "".join(f"  - {{id: point-{number}, text: Point {number}., source: editorial}}\n" for number in range(6))
    copy.write("topics/long.yaml", TOPIC.format(id="long").replace("steps:", f"{more}steps:"))
    copy.replace("topics/mentorship.yaml", "points:\n", "points:\n  - ref: topics/long/points/point-4\n")

    done = cli("check", copy.root)

    place = copy.place_of("topics/long.yaml", "points:")
    assert f"{place}: warning: no answer shows point-3, point-5; shorten the list, or put what matters first" in done.stderr


def test_a_missing_folder_gets_a_sentence(cli: Program, tmp_path: Path) -> None:
    done = cli("check", tmp_path / "nowhere")
    assert done.returncode == 1
    assert done.stderr.strip().endswith("there is no such knowledge folder; check KNOWLEDGE_DIR")


def test_an_empty_folder_is_reported_with_every_required_file(cli: Program, tmp_path: Path) -> None:
    done = cli("check", tmp_path)
    missing = [line for line in done.stderr.splitlines() if line.endswith(": this file is missing; restore it")]
    assert done.returncode == 1
    assert {line.split(":")[0] for line in missing} == NEEDED
