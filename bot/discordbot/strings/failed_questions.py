"""Texts of `/knowledge gaps` and `/knowledge stats`."""

from typing import Final

NONE: Final = (
    "No question waits: nothing that I could not answer well was asked by two people within a month. What one person alone asked "
    "is shown to nobody."
)
TITLE: Final = "## Not answered well: {number} of {count}"
ASKED: Final = "Asked by {askers} people or more, {times} times; the last time <t:{last}:R>. {whys}."
WHYS: Final = {
    "refused": "declined: {count}",
    "unsure": "guessed at: {count}",
    "corrected": "corrected by who asked: {count}",
    "unhelpful": "did not help: {count}",
}
READ_NOW: Final = "Read now as: {reading}"
ANSWERED_NOW: Final = "Read now as: {reading}, and answered so. If that is right, dismiss it."
PROPOSED: Final = "**In other words it was answered by:** {names}. Attach it there if that is what is meant."
ATTACH: Final = "Attach it as a phrase to …"
OTHER: Final = "Another entry …"
WRITE: Final = "Write the answer …"
NEW: Final = "New topic …"
OUT: Final = "Out of scope"
DISMISS: Final = "Dismiss"
GONE: Final = "That question is settled or gone by now; /knowledge gaps shows what there is."

OTHER_TITLE: Final = "Attach to another entry"
OTHER_LABEL: Final = "The entry's name or id"
OTHER_HINT: Final = "Such as data-engineer, topics/portfolio, or a name as people see it."
NEW_TITLE: Final = "A new topic"
NEW_LABEL: Final = "What it is called"
NEW_HINT: Final = "Its id is made of that. What it says is written next."

ABOUT: Final = "“{question}” for {file}"
REASON: Final = "Asked by {askers} people or more and not answered."
WORKS: Final = "Asked again: “{question}” is now read as {reading}. It is settled."
STILL_NOT: Final = "Asked again: “{question}” is read as {reading}, still not as meant. It stays on the list; add another phrase."

STATS: Final = "## The last {weeks} weeks\n**{asked}** questions: {answered} answered, {refused} declined. {helped}"
STATS_ONE: Final = "## This week\n**{asked}** questions: {answered} answered, {refused} declined. {helped}"
HELPED: Final = "Said to have helped: {helped}; not to have helped: {unhelpful}."
ENTRIES: Final = "**Asked about most** (people, in the best week)"
GAPS: Final = "**Declined most** (people, in the best week)"
SCOPE: Final = "-# Everywhere that I answer, without whose the questions were. Names from {least} people on."
NO_NUMBERS: Final = "No question has been asked yet."
