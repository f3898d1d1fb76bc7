"""Texts about members' suggestions, for their authors and for moderators."""

from typing import Final

from bot.storage.suggestions import State

SUGGEST: Final = "Suggest"
FORM: Final = "A suggestion"
FORM_LABEL: Final = "What should I know, or say otherwise?"
FORM_HINT: Final = "This server's moderators read it, without your name. I tell you what they decide."
ASKED: Final = "Asked: {question}\n"
MADE: Final = "Thank you. The moderators will see it, without your name, and I will write to you when they have decided."
NO_SERVER: Final = "Suggestions go to a server's moderators. Use /suggest in a server."
NO_QUEUE: Final = "This server's admins have not chosen a channel for suggestions yet; they can with /settings (log channel)."
NOT_QUEUED: Final = "I cannot write to the moderators' channel at the moment, so your suggestion is not kept. Tell them, please."
TOO_MANY_OPEN: Final = "{most} suggestions of yours wait for a decision; that is as many as may wait at a time."
TOO_MANY_TODAY: Final = "You have made {most} suggestions within a day; that is the most. Come back tomorrow, please."

QUEUED: Final = "Suggestion {number}"
ABOUT: Final = "Made under an answer about: {about}"
ACCEPT: Final = "Accept"
EDIT: Final = "Accept in other words"
EDIT_LABEL: Final = "The words that you accept"
EDIT_HINT: Final = "The author is told them."
DECLINE: Final = "Decline"
DECLINE_LABEL: Final = "A note to the author, if you like"
DECLINE_HINT: Final = "Such as why not, or what would help."
REOPEN: Final = "Decide anew"
NOT_YOURS: Final = "Only moderators of this server can decide suggestions."
GONE: Final = "This suggestion is gone: its author asked to be forgotten."
DECIDED_ALREADY: Final = "Somebody else was faster; this is how it stands now."
ACCEPTED_HERE: Final = "Accepted. It is in my knowledge once those who keep it have written it there."
HOW_TO_WRITE: Final = "Accepted. Where is it to be written?"
WRITE: Final = "Edit “{name}”"
WRITE_OTHER: Final = "Another entry …"
WRITE_NEW: Final = "New topic …"
OTHER_TITLE: Final = "Write it into an entry"
OTHER_LABEL: Final = "The entry's name or id"
OTHER_HINT: Final = "Such as data-engineer, topics/portfolio, or a name as people see it."
NEW_TITLE: Final = "A new topic"
NEW_LABEL: Final = "What it is called"
NEW_HINT: Final = "Its id is made of that. What it says is written next."
DRAFT: Final = "Suggestion {number} in {file}"
REASON: Final = "Suggestion {number} of a member: {said}"
WRITTEN: Final = "Live as change {number}."
AUTHOR_TOLD: Final = "Its author is told."
SOMEBODY: Final = "somebody who asked to be forgotten"
DECIDED: Final[dict[State, str]] = {
    "accepted": "Accepted by {who} {when}",
    "declined": "Declined by {who} {when}",
    "open": "Opened again by {who} {when}",
}

TOLD: Final[dict[State, str]] = {
    "accepted": "Your suggestion in {server} was accepted. Thank you.\n{suggestion}",
    "declined": "Your suggestion in {server} was not taken up. Thank you all the same.\n{suggestion}",
    "open": "Your suggestion in {server} is being looked at once more.\n{suggestion}",
}
TOLD_WRITTEN: Final = "What you suggested is in my knowledge now. Thank you.\n{suggestion}"
TOLD_WORDS: Final = "In these words:"
TOLD_NOTE: Final = "The moderators say:"
