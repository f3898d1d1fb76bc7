"""A small knowledge folder for fast training: two roles, three topics, a refusal, and the required files."""

from pathlib import Path
from typing import Final

from bot.advisor import Advisor
from bot.bootstrap import shipped_retrieval
from bot.knowledge.library import Library
from bot.nlu.matcher import Matcher
from tests.knowledge.copies import ROLE, Copy

TOPIC: Final = """\
# written by hand, and it stays so
id: {id}
name: {name}
summary:
  text: {text}  # the short answer
  source: editorial
points:
  - id: first
    text: {text}
    source: editorial
steps:
  - id: try
    text: Try it.
    source: editorial
phrases:
{phrases}
"""

FILES: Final = {
    "sources.yaml": (
        "sources:\n  - {id: a-book, title: A book, author: Nobody knows, date: undated, about: Of work., sections: [One, Two],\n"
        "     people: [{id: old-plumber, label: the old plumber, about: Mended pipes all his life.}]}\n"
    ),
    "skills.yaml": "skills:\n  - {id: sql, name: SQL, aliases: [], about: Asking tables.}\n",
    "titles.yaml": "titles: []\n",
    "vocabulary.yaml": "concepts:\n  pipe: [pipe, pipes]\n  leak: [leak, leaks, leaking]\n  pay: [pay, wage, wages]\n",
    "talk/distress.yaml": "id: distress\nname: Distress\ntext: I am sorry. Please talk to somebody near you.\n",
    "talk/greeting.yaml": "id: greeting\nname: Greeting\ntext: Good day.\nphrases:\n  - hello\n  - hi there\n  - good morning\n",
    "refusals/weather.yaml": (
        "id: weather\nname: the weather\ntext: I know nothing of the weather.\nphrases:\n  - will it rain tomorrow\n"
        "  - how warm is it outside\n  - weather in the mountains\n  - is a storm coming\n"
    ),
    "roles/plumber.yaml": ROLE.format(id="plumber", name="Plumber"),
    "roles/welder.yaml": ROLE.format(id="welder", name="Welder"),
    "topics/leaking-pipes.yaml": TOPIC.format(
        id="leaking-pipes", name="Leaking pipes", text="A leak is found by following the damp.",
        phrases="  - my pipe is leaking\n  - water drips from the pipes\n  - a leak in the wall\n  - whence the leak",
    ),
    "topics/fair-wages.yaml": TOPIC.format(
        id="fair-wages", name="Fair wages", text="Ask what others are paid.",
        phrases="  - am I paid enough\n  - how do I ask for better wages\n  - my pay is too low\n  - is this wage fair",
    ),
    "topics/learning-the-trade.yaml": TOPIC.format(
        id="learning-the-trade", name="Learning the trade", text="Find a master and stay.",
        phrases="  - how do I learn the trade\n  - do I need an apprenticeship\n  - is a school better\n  - where to begin",
    ),
    "examples/ways.yaml": (
        "examples:\n  - {text: what is a welder, kind: role, roles: [welder]}\n"
        "  - {text: what does a welder do all day, kind: role, roles: [welder]}\n"
        "  - {text: tell me about plumbers, kind: role, roles: [plumber]}\n"
    ),
    "questions/ways.yaml": (
        "questions:\n  - {text: what does a plumber do, kind: role, roles: [plumber]}\n"
        "  - {text: my pipe is leaking, kind: advice, topics: [leaking-pipes]}\n"
        "  - {text: am I paid enough, kind: advice, topics: [fair-wages]}\n"
    ),
}  # fmt: skip


def little_knowledge(root: Path) -> Copy:
    """Write the folder to `root`, which is created."""
    copy = Copy(root)
    for name, text in FILES.items():
        copy.write(name, text)
    return copy


def make_advisor(library: Library, previous: Advisor | None) -> Advisor:
    """An advisor that is trained from scratch, which is fast for the small knowledge."""
    del previous
    return Advisor(library, Matcher(library, retrieval=shipped_retrieval()))
