"""Every sentence that the Discord door says itself, in one place. What it says about careers is the advisor's."""

from typing import Final

MORE_CHOICES: Final = "More to choose from:"
NOTHING: Final = "There is nothing to show here."
NOTED: Final = "Noted for the moderators, without your name."
EDITORIAL: Final = "added by the curators from general knowledge."

SOURCES: Final = "Sources"
HELPED: Final = "Helped"
UNHELPED: Final = "Did not help"
BACK: Final = "‹ Back"
NEXT: Final = "Next page ›"
PICK: Final = "Choose one"
PICK_MORE: Final = "Choose one ({first} to {last})"
PAGE: Final = "Page {page} of {pages}"

NO_SOURCES: Final = "This answer cites no document."
ANSWER_GONE: Final = "That answer is from a while ago and I no longer have the rest of it. Ask me again and I will answer afresh."
MOVED_ON: Final = "I have moved on since that message was written, and its buttons no longer work. Ask me again, or try /help."
ENTRY_GONE: Final = "What this button led to has been taken out of my documents since. This is the nearest I have now."
THANKS: Final = "Thank you, that is good to know."
TELL_MORE: Final = "What was missing?"
TELL_MORE_LABEL: Final = "In a sentence, if you like"
TELL_MORE_HINT: Final = "Read by the moderators. Send it empty to say only that it did not help."
THANKS_SENTENCE: Final = "Thank you. The moderators will see it."

COOLDOWN: Final = "You are asking faster than I can think. Give me {seconds} seconds, please."
UNHEARD: Final = (
    "I cannot read that message: Discord shows me only messages that mention me. Mention me with your question, or use /ask."
)
NO_TEXT: Final = "There is no text in that message for me to answer."
MAY_NOT_WRITE: Final = "I am not allowed to write in {channel}, so here is your answer:"
FOR: Final = "For {person}:"
ABOUT_MESSAGE: Final = "On what {person} wrote ({link}):"
BUG: Final = "Something went wrong on our side (code {code}); the moderators of this bot find the details under that code."

UNKNOWN_ROLE: Final = "I know no role called “{name}”."
UNKNOWN_TOPIC: Final = "I know no topic called “{name}”."
UNKNOWN_SKILLS: Final = "I know none of these skills: {names}."
DID_YOU_MEAN: Final = "Did you mean one of these?"
SEE_ROLES: Final = "/roles lists the ones I know."
SEE_TOPICS: Final = "/topics lists the ones I know."
SAME_ROLE: Final = "Those are the same role. Name two different ones."
PATH_NEEDS: Final = "Tell me where you start: fill in “start”, or tell me your role with /me role."

REMEMBERED: Final = "What I remember of you here"
REMEMBERED_PRIVATELY: Final = "And when I answer you alone"
REMEMBERED_NOTHING: Final = "Nothing yet. Tell me your role with /me role, or just say “I'm a data analyst” when you ask."
REMEMBERED_SCOPE: Final = (
    "What you tell me in a direct message stays there, and what you tell me in a server stays in that server. "
    "/me export shows everything that is stored about you, /me forget deletes it."
)
KEPT: Final = "Kept."
EXPORTED: Final = "Everything that is stored about you, as JSON."
FORGET_ASK: Final = "Delete everything I have stored about you, in every server and in direct messages?"
FORGET_YES: Final = "Yes, forget everything about me"
FORGOTTEN: Final = "Done. Everything that was stored about you is deleted."
FORGOTTEN_NOTHING: Final = "There was nothing stored about you."

SETTINGS_TITLE: Final = "Settings of this server"
SETTINGS_ANSWER: Final = "**Answer channels**: I answer every message in them, without being mentioned."
SETTINGS_MODERATORS: Final = "**Moderator role**: who looks after my knowledge here."
SETTINGS_LOG: Final = "**Log channel**: where I note questions that I could not answer, without names."
SETTINGS_PRIVATE: Final = "**Answers to commands**: shown to {whom} unless somebody chooses otherwise."
SETTINGS_WHO_ASKS: Final = "the asking person alone"
SETTINGS_EVERYONE: Final = "everyone"
SETTINGS_MAKE_PRIVATE: Final = "Show them only to who asks"
SETTINGS_MAKE_PUBLIC: Final = "Show them to everyone"
SETTINGS_NOT_YOURS: Final = "Only members who may manage this server can change its settings."
SETTINGS_NEEDS_CONTENT: Final = (
    "Discord hides the text of messages from me until the **Message Content Intent** is turned on: whoever runs me finds the "
    "switch in Discord's developer portal, under Bot. Until then I answer in those channels only when I am mentioned."
)
SETTINGS_NO_WRITING: Final = "I may not write in {channels}. Allow me to view the channel and to send messages there."
LOGGED_QUESTION: Final = "A question that my documents do not cover, here in this server:\n> {question}"
LOGGED_REALITY: Final = "My settings here have changed, since something they named is gone: {what}."
