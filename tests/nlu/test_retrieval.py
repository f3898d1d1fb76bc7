"""Written answers are found: new ones at once, by people of the right trade, and only when there are words to go by."""

from dataclasses import replace
from typing import Final

import numpy as np
import pytest

from bot.advisor import Advisor
from bot.bootstrap import build_advisor
from bot.dialogue.state import Conversation
from bot.knowledge.library import Library
from bot.knowledge.schema import Answer
from bot.nlu.retrieval.word_pieces import LONGEST_WORD, word_pieces
from builders.contrastive import learn, middles, vectors
from tests.seeds import seeded

NEW: Final = (
    (
        "Should I work in a team that sits in another time zone?",
        "work",
        "Is it fine to join a team in a different time zone?",
        ["team on another continent", "meetings at midnight because of time zones", "colleagues in a far time zone"],
    ),
    (
        "How do I hand over my pipelines before a long holiday?",
        "handover",
        "How should I hand my pipelines to somebody before my vacation?",
        ["six weeks off, who watches my jobs", "handover before vacation", "prepare pipelines for my absence"],
    ),
    (
        "Is it worth speaking at a data conference?",
        "talks",
        "Does giving a talk at a conference help my career?",
        ["give a talk at a meetup", "conference speaker benefits", "should i submit a talk proposal"],
    ),
    (
        "Should I let a colleague record my onboarding sessions?",
        "recorded",
        "Is it okay if a colleague records the sessions where I onboard people?",
        ["record onboarding on video", "filmed while training newcomers", "video of my introduction sessions"],
    ),
    (
        "Do left-over contracts from an agency count as experience?",
        "agency",
        "I was lent out by an agency for years, does that count?",
        ["agency contractor years on cv", "temp agency data work counts", "lent out by a staffing agency"],
    ),
    (
        "How do I say no to being on call at Christmas?",
        "christmas",
        "Can I refuse to be on call during Christmas?",
        ["on call over christmas", "refuse holiday on-call shift", "pager duty on new year"],
    ),
    (
        "Is a trial day without pay normal in data?",
        "trial",
        "Do firms ask for a trial day without pay, and is that okay?",
        ["unpaid trial day", "work one day for free to test me", "probation day without money"],
    ),
    (
        "Should I move desks to sit beside the sales team?",
        "desk",
        "Would it help to sit next to the sales people?",
        ["sit with sales", "desk beside the salespeople", "move my seat to the business side"],
    ),
    (
        "How do I name my tables so that others understand them?",
        "naming",
        "What are good names for tables and columns?",
        ["naming convention for tables", "column names nobody understands", "how to name warehouse tables"],
    ),
    (
        "Can I bring my dog if the office allows it?",
        "dog",
        "Could I take my dog to the office?",
        ["dog in the office", "office dog first week", "bring pet to work"],
    ),
    (
        "Should I tell my team that I am colour-blind and cannot read their charts?",
        "colours",
        "I can't tell red from green in our dashboards.",
        ["colour blind analyst", "cannot see red and green in charts", "charts and colour blindness"],
    ),
    (
        "Is a standing desk or a second screen worth asking for?",
        "screen",
        "May I ask my firm for a second screen?",
        ["ask for a second monitor", "standing desk request", "extra screen at work"],
    ),
    (
        "How do I split the credit for a model that two of us built?",
        "credit",
        "Two of us made the model and only one gets praised.",
        ["share credit for a model", "colleague gets all the praise", "who owns the success of our model"],
    ),
    (
        "What do I do with an ex-colleague who asks for our internal queries?",
        "leak",
        "Somebody who left wants me to send him our queries.",
        ["former colleague wants internal sql", "send company queries to somebody who left", "ex teammate asks for our code"],
    ),
    (
        "Should I write my notebooks in English in a German company?",
        "language",
        "Which language should comments have in a company that isn't English speaking?",
        ["comments in english or german", "language of documentation abroad", "write notebooks in english"],
    ),
    (
        "Is it rude to correct a number in a meeting?",
        "meeting",
        "The director showed a wrong figure, do I speak up in the meeting?",
        ["correct a wrong figure in public", "boss shows wrong number", "speak up about an error in a meeting"],
    ),
    (
        "How do I survive a hackathon with my own company?",
        "hackathon",
        "Our firm does a two-day hackathon, what do I do there?",
        ["company hackathon first time", "two day hackathon at work", "hackathon with colleagues"],
    ),
    (
        "Should I join the works council as a data person?",
        "council",
        "They ask me to stand for the works council, is that good for me?",
        ["stand for works council", "employee representative as analyst", "elected to the works council"],
    ),
    (
        "How do I get used to an open-plan office with phones ringing?",
        "noise",
        "Our open-plan office is loud, how do I concentrate?",
        ["open plan office too loud", "noise while coding at the office", "phones ringing around my desk"],
    ),
    (
        "May I use company data for my master's thesis?",
        "thesis",
        "Can my thesis be about data of my employer?",
        ["thesis with employer data", "master thesis at my company", "use internal data in a thesis"],
    ),
)
"""Question, id, the same in other plain words, and three phrases: answers that nobody wrote, on subjects of their own."""


@pytest.fixture(scope="module")
def grown(advisor: Advisor) -> Advisor:
    """The advisor with the new answers, without any example or wording of them."""
    library = advisor.library
    model = next(iter(library.answers.values()))
    added = {
        name: model.model_copy(
            update={
                "id": f"new-{name}",
                "question": question,
                "kind": "advice",
                "about": type(model.about)(),
                "phrases": tuple(phrases),
                "lead": model.lead.model_copy(update={"id": f"answers/new-{name}/lead"}),
            }
        )
        for question, name, _, phrases in NEW
    }
    answers: dict[str, Answer] = {**library.answers, **{answer.id: answer for answer in added.values()}}
    return build_advisor(replace(library, answers=dict(sorted(answers.items()))), previous=advisor)


def test_answers_added_today_are_found_by_plain_questions_without_examples(grown: Advisor) -> None:
    found = {name: list(grown.matcher.read(asked).answers)[:3] for _, name, asked, _ in NEW}

    first = [name for name, ids in found.items() if ids[:1] == [f"new-{name}"]]
    among_three = [name for name, ids in found.items() if f"new-{name}" in ids]
    assert len(first) >= 16, sorted(found.keys() - first)
    assert len(among_three) >= 18, sorted(found.keys() - among_three)


def test_other_questions_find_what_they_found_before(grown: Advisor, advisor: Advisor) -> None:
    for question in ("do I need a master's degree?", "DS vs DE", "my manager is terrible", "how do I become a data engineer?"):
        assert next(iter(grown.matcher.read(question).answers)) == next(iter(advisor.matcher.read(question).answers)), question


@pytest.mark.parametrize("text", ["", "?", "🦆 🦆", "数据"])
def test_nothing_is_found_without_a_known_word(advisor: Advisor, text: str) -> None:
    reply, _ = advisor.reply(text, Conversation(), 0.0)

    assert advisor.matcher.read(text).answers == {}
    assert reply.blocks


def test_what_is_disliked_is_not_recommended(advisor: Advisor, library: Library) -> None:
    reply, _ = advisor.reply("I hate coding and love talking to people, which job is for me?", Conversation(), 0.0)

    assert library.answers["coding-no-people"].lead.id not in reply.claims


def test_words_are_split_into_the_longest_pieces() -> None:
    vocabulary = {"data", "##base", "##s", "engine", "##er", "a"}

    assert list(word_pieces(["databases", "engineer", "a"], vocabulary)) == ["data", "##base", "##s", "engine", "##er", "a"]
    assert list(word_pieces(["xyz", "datax", "a" * (LONGEST_WORD + 1)], vocabulary)) == []


@seeded(1)
def test_learning_brings_the_texts_of_one_answer_together(seed: int) -> None:
    """Each of forty answers has six texts of eight features, three of them its own; before learning they say little."""
    generator = np.random.default_rng(seed)
    answers = []
    for number in range(40):
        own = np.arange(number * 6, number * 6 + 6)
        rows = []
        for _ in range(6):
            features = np.concatenate(
                [generator.choice(own, 3, replace=False), generator.choice(np.arange(240, 400), 5, replace=False)]
            )
            rows.append((features.astype(np.int32), np.ones(8, dtype=np.float32)))
        answers.append(rows)
    start = generator.normal(0, 0.1, (400, 16)).astype(np.float32)

    table = learn([rows[:5] for rows in answers], start)

    def right(of: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> float:
        asked = vectors([rows[5] for rows in answers], of)
        nearest = (asked @ middles([rows[:5] for rows in answers], of).T).argmax(axis=1)
        return float((nearest == np.arange(40)).mean())

    assert right(table) > right(start)
    assert np.array_equal(table, learn([rows[:5] for rows in answers], start))
