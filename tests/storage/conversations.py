"""Generated conversations, and one example, for tests of the storage."""

from hypothesis import strategies as st

from bot.dialogue.state import Conversation, Option, PastTurn, Profile

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
_WORDS = st.lists(_TEXT, max_size=4).map(tuple)
_MAYBE = st.none() | _TEXT

PROFILES = st.builds(Profile, role=_MAYBE, background=_MAYBE, goal=_MAYBE, skills=_WORDS, likes=_WORDS, dislikes=_WORDS)
TURNS = st.builds(
    PastTurn, kind=st.sampled_from(["role", "advice", "meta"]), roles=_WORDS, start=_MAYBE, goal=_MAYBE, topics=_WORDS
)
OPTIONS = st.builds(Option, kind=st.sampled_from(["topic", "role", "question", "action"]), value=_TEXT, label=_TEXT)
CONVERSATIONS = st.builds(
    Conversation,
    profile=PROFILES,
    pool=_WORDS,
    turns=st.lists(TURNS, max_size=4).map(tuple),
    pending=st.lists(OPTIONS, max_size=4).map(tuple),
    clarifications=st.integers(0, 5),
    updated=st.floats(0, 4e9),
)

TALK = Conversation(
    profile=Profile(role="data-analyst", goal="data-engineer", skills=("sql", "python")),
    pool=("data-analyst", "data-engineer"),
    turns=(PastTurn(kind="transition", roles=("data-analyst", "data-engineer"), start="data-analyst", goal="data-engineer"),),
    pending=(Option(kind="question", value="What next?", label="What next?"),),
    clarifications=1,
    updated=1_700_000_000.0,
)
