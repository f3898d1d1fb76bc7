"""The learned files that ship with the package belong to the knowledge in the repository. `make models` makes them anew."""

from importlib.resources import files

from bot.bootstrap import SHIPPED_LIBRARY, shipped_models, shipped_retrieval
from bot.knowledge.library import Library
from bot.knowledge.loader import load_library
from bot.knowledge.serialization import decompressed
from bot.nlu.matcher import Matcher
from bot.nlu.retrieval.finder import digest_of, profile_of, ways_of_asking
from bot.nlu.training.fingerprint import training_fingerprint
from tests.program import REPOSITORY

STALE = "run `make models`"


def test_the_shipped_library_equals_the_one_that_is_read_from_the_shipped_files() -> None:
    library = load_library(REPOSITORY / "knowledge")
    shipped = files("bot.knowledge").joinpath(SHIPPED_LIBRARY).read_bytes()

    assert decompressed(shipped, library.revision) == library, STALE
    assert decompressed(shipped, "another") is None
    assert decompressed(shipped[:-9], library.revision) is None, "a damaged file is not used"


def test_the_shipped_models_are_those_of_the_shipped_knowledge(library: Library) -> None:
    assert shipped_models().key == training_fingerprint(library), STALE


def test_every_answer_has_a_shipped_profile_and_no_other_is_shipped(library: Library) -> None:
    wanted = {digest_of(tuple(ways_of_asking(answer, library))) for answer in library.answers.values()}

    assert shipped_retrieval().known.keys() == wanted, STALE


def test_a_shipped_profile_equals_one_that_is_made_anew(library: Library) -> None:
    retrieval = shipped_retrieval()
    matcher = Matcher(library, shipped_models())

    for answer in list(library.answers.values())[::150]:
        texts = tuple(ways_of_asking(answer, library))
        made, shipped = profile_of(texts, retrieval.embedding, matcher.features_of), retrieval.known[digest_of(texts)]
        assert made.asker == shipped.asker, answer.id
        assert abs(made.vector - shipped.vector).max() < 0.002, (answer.id, STALE)
