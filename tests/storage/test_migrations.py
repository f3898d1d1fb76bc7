"""A database is migrated to the newest schema, or refused with a sentence and left unchanged."""

import asyncio
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.storage.migrations import MIGRATIONS, NEWEST, Migration
from bot.storage.store import APPLICATION_ID, Store, StoreError
from tests.program import TIMEOUT, Program
from tests.storage.conversations import TALK

FIRST = {"profiles", "conversations", "unanswered", "feedback"}
SECOND = FIRST | {"answers", "handled", "servers", "facts"}
THIRD = SECOND | {"changes", "versions", "drafts"}
LEARNING = {"missed", "asker_keys", "gap_decisions", "tallies", "suggestions", "suggestion_decisions"}
TABLES = (THIRD - {"unanswered"}) | LEARNING
STEPS: tuple[set[str], ...] = (set(), FIRST, SECOND, THIRD, TABLES)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "databases" / "advisor.db"


def _open(database: Path) -> None:
    async def run() -> None:
        async with Store.open(database):
            pass

    asyncio.run(run())


def _sql(database: Path, *statements: str) -> list[tuple[object, ...]]:
    """Run the statements as another program would. The rows of the last one."""
    database.parent.mkdir(exist_ok=True)
    connection = sqlite3.connect(database)
    try:
        with connection:
            rows = [connection.execute(statement).fetchall() for statement in statements]
    finally:
        connection.close()
    return rows[-1]


def _schema(database: Path) -> tuple[int, int, set[str]]:
    """(schema version, application id, tables) of the file."""
    tables = {str(row[0]) for row in _sql(database, "SELECT name FROM sqlite_schema WHERE type = 'table'")}
    [(version,)], [(owner,)] = _sql(database, "PRAGMA user_version"), _sql(database, "PRAGMA application_id")
    assert isinstance(version, int)
    assert isinstance(owner, int)
    return version, owner, tables


def _files(database: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in database.parent.iterdir()}


def test_migrations_are_numbered_from_one_without_gaps() -> None:
    assert [migration.number for migration in MIGRATIONS] == list(range(1, NEWEST + 1))


def test_a_new_file_gets_the_newest_schema_and_its_folder_is_created(database: Path) -> None:
    _open(database)
    version, owner, tables = _schema(database)
    assert (version, owner) == (NEWEST, APPLICATION_ID)
    assert tables >= TABLES


def test_the_file_uses_a_write_ahead_log(database: Path) -> None:
    _open(database)
    assert _sql(database, "PRAGMA journal_mode") == [("wal",)]


def test_opening_again_changes_nothing(database: Path) -> None:
    _open(database)
    before = _files(database)
    _open(database)
    assert _files(database) == before


def _newer(database: Path) -> None:
    _open(database)
    _sql(database, f"PRAGMA user_version = {NEWEST + 1}")


def _of_another_program(database: Path) -> None:
    _sql(database, "CREATE TABLE bookmarks (url TEXT)", "INSERT INTO bookmarks VALUES ('https://example.org')")


def _of_another_program_with_our_names(database: Path) -> None:
    _sql(database, "CREATE TABLE profiles (user_id TEXT)", "PRAGMA application_id = 77", f"PRAGMA user_version = {NEWEST}")


def _marked_by_another_program(database: Path) -> None:
    _sql(database, "PRAGMA application_id = 77", f"PRAGMA user_version = {NEWEST}", "CREATE TABLE t (x)", "DROP TABLE t")


def _garbage(database: Path) -> None:
    database.parent.mkdir()
    database.write_bytes(b"these are not the pages you are looking for\n" * 200)


def _cut_off(database: Path) -> None:
    _open(database)
    content = database.read_bytes()
    database.write_bytes(content[: len(content) // 2])


REFUSED = [
    (
        _newer,
        r"was written by a newer version of career-advisor \(schema \d+, this one knows \d+\); update the program\. Nothing",
    ),
    (_of_another_program, r"is a database of another program; choose another DATABASE_PATH\."),
    (_of_another_program_with_our_names, r"is a database of another program; choose another DATABASE_PATH\."),
    (_marked_by_another_program, r"is a database of another program; choose another DATABASE_PATH\."),
    (_garbage, r"is not a usable database \(.*\); restore it from a backup or move it away\."),
    (_cut_off, r"is not a usable database \(.*\); restore it from a backup or move it away\."),
]


@pytest.mark.parametrize(("make", "sentence"), REFUSED)
def test_a_file_that_cannot_be_used_is_refused_and_left_unchanged(
    database: Path, make: Callable[[Path], None], sentence: str
) -> None:
    make(database)
    before = _files(database)
    with pytest.raises(StoreError) as refused:
        _open(database)
    assert re.search(sentence, str(refused.value))
    assert str(refused.value).startswith(str(database))
    assert _files(database) == before


@pytest.mark.parametrize("command", [("chat",), ("me", "forget")])
def test_the_terminal_prints_the_sentence_and_exits_with_its_code(cli: Program, command: tuple[str, ...]) -> None:
    _newer(cli.database)
    done = cli(*command, stdin="hi\n")
    assert done.returncode == 74
    assert done.stderr.startswith(str(cli.database))
    assert "newer version" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_path_that_cannot_be_a_database_gets_a_sentence(cli: Program) -> None:
    for path in (cli.home, cli.home / "file" / "advisor.db"):
        (cli.home / "file").write_text("in the way")
        done = cli("me", "show", env={"DATABASE_PATH": str(path)})
        assert done.returncode == 74
        assert re.fullmatch(
            r"The database .* cannot be opened \(.*\); check DATABASE_PATH and the rights on its folder\.\n", done.stderr
        )


def test_a_damaged_page_is_reported_with_what_to_do(cli: Program) -> None:
    """Damage that is not noticed when the file is opened is reported by the first read that meets it."""

    async def fill() -> None:
        async with Store.open(cli.database) as store:
            await store.save_conversation("local", "terminal", TALK)

    asyncio.run(fill())
    [(size,)], [(root,)] = (
        _sql(cli.database, "PRAGMA page_size"),
        _sql(cli.database, "SELECT rootpage FROM sqlite_schema WHERE name = 'profiles'"),
    )
    assert isinstance(size, int)
    assert isinstance(root, int)
    content = bytearray(cli.database.read_bytes())
    content[(root - 1) * size : root * size] = b"\xff" * size
    cli.database.write_bytes(content)
    done = cli("me", "export")
    assert done.returncode == 74
    assert "restore it from a backup" in done.stderr


def test_a_failed_migration_leaves_the_old_schema(database: Path) -> None:
    async def run() -> None:
        async with Store.open(database) as store:
            await store.save_conversation("anna", "server", TALK)
            step = Migration(NEWEST + 1, "half a step", ("CREATE TABLE half (x)", "DROP TABLE feedback", "THIS IS NO SQL"))
            with pytest.raises(StoreError, match="syntax error"):
                await store._migrate(step)
            assert await store.conversation("anna", "server") == TALK

    _open(database)
    before = _schema(database)
    asyncio.run(run())
    assert _schema(database) == before


CREATING = """
import asyncio, itertools, pathlib, sys
from bot.storage.store import Store
async def run():
    for number in itertools.count():
        async with Store.open(pathlib.Path(sys.argv[1]) / f"{number}.db"):
            pass
        print(number, flush=True)
asyncio.run(run())
"""


@pytest.mark.parametrize("after", [1, 3, 8])
def test_a_process_killed_while_creating_files_leaves_each_empty_or_complete(tmp_path: Path, cli: Program, after: int) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", CREATING, str(tmp_path)], env=dict(cli.environment), stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    for _ in range(after):
        process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    with process.stdout:
        finished = after + len(process.stdout.readlines())
    assert process.wait(TIMEOUT) == -signal.SIGKILL
    files = sorted(tmp_path.glob("*.db"))
    assert len(files) >= finished
    for file in files:
        assert _schema(file)[2] in STEPS
        _open(file)
        assert _schema(file) == (NEWEST, APPLICATION_ID, TABLES)
