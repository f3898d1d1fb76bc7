"""Texts for moderators who edit the knowledge."""

from typing import Final

NOT_YOURS: Final = (
    "Only moderators keep the knowledge: members with this server's moderator role (see /settings) or the right to manage the "
    "server, where it is kept."
)
DRAFT_GONE: Final = "That edit is gone: it was finished, dropped, or two weeks have passed. Begin anew with /knowledge edit."
TOO_LONG: Final = (
    "{file} is too long for a form. Take it with /knowledge download, edit it, and bring it back with /knowledge upload."
)

EDIT: Final = "Edit {file}"
TEXT: Final = "The text"
TEXT_PART: Final = "The text, part {number} of {parts}"
GO_ON: Final = "Go on editing"
SAVE: Final = "Let it go live"
SAVE_ANYWAY: Final = "Let it go live all the same"
DROP: Final = "Drop it"
DROPPED: Final = "Dropped. Nothing was changed."

WRONG: Final = "### {about}: not right yet\nYour text is kept. What is wrong, line by line:"
MORE_WRONG: Final = "- and {count} more"
OVERTAKEN: Final = (
    "### {about}: changed meanwhile\n{error} This is what changed. Go on editing to work it into your text; what you send then "
    "replaces it."
)
REFUSED: Final = "### {about}\n{error}"
PREVIEW: Final = "### {about}\nNothing is live yet. The difference:"
PREVIEW_FILE: Final = "### {about}\nNothing is live yet. The difference is in the file."
AS_PEOPLE_SEE: Final = "**As people will see it:**"
BREAKS: Final = "**⚠ Read otherwise than it must be:**"
BREAKS_LINE: Final = "- “{text}” must be read as {wanted}\n  now: {before}\n  then: {after}"
MORE_BREAKS: Final = "- and {count} more questions"

WHY_TITLE: Final = "Why?"
WHY: Final = "What is this change for?"
WHY_HINT: Final = "Kept in the history, and told in the log channel."
WHY_ANYWAY: Final = "Why it may misread these questions"
LIVE: Final = "Live, as change {number}. /knowledge undo takes it back."

NOTHING_YET: Final = "Nothing has been changed yet."
HISTORY: Final = "## The last changes"
HISTORY_OF: Final = "## The last changes of {file}"
HISTORY_LINE: Final = "**{number}** · <t:{at}:R> · {who} · {files}\n-# {reason}"
MORE_CHANGES: Final = "-# and {count} before these; /knowledge export has them all"
BY_FILES: Final = "in the files"
BY_IMPORT: Final = "as it came"
BY_NOBODY: Final = "somebody who asked to be forgotten"
OVERRIDDEN: Final = " Questions were misread by it: {why}"
NO_CHANGE: Final = "There is no change {number}; /knowledge history lists them."
DIFF: Final = "### Change {number}\n{line}"
FIRST_CHANGE: Final = "Change {number} is where the history begins; there is nothing before it."
REVERT: Final = "Take back change {number}"
UNDO: Final = "Undo change {number}"
NOTHING_TO_UNDO: Final = "There is no change of yours that could be undone."
EXPORTED: Final = "The whole history: one line of JSON for each version, oldest first."
EXPORT_TOO_LARGE: Final = "The history is too large for a message. Whoever runs me has it with `career-advisor history`."

DOWNLOADED: Final = "Edit it and bring it back with /knowledge upload, under the same name."
DOWNLOADED_ALL: Final = "All files. Edit what you like and bring it back with /knowledge upload, single files or a zip."
UPLOAD: Final = "Upload of {what}"
NOT_FETCHED: Final = "{name} cannot be fetched from Discord; send it again."

STATUS: Final = "## The knowledge\nRevision `{revision}`: {roles} roles, {transitions} moves, {topics} topics, {stories} stories."
STATUS_FINE: Final = "The files are as they are live."
STATUS_TROUBLE: Final = "**⚠ The files hold something that is not live, since it is not right:**"
STATUS_WAITS: Final = "**⚠ The files hold something that is not live, since questions would be misread by it:**"
STATUS_WRONG: Final = "Of {count} questions that must be read right, {wrong} are not."
STATUS_RIGHT: Final = "All {count} questions that must be read right are."
STATUS_DRAFTS: Final = "Edits of yours that are not finished:"
TAKE: Final = "Let the files go live all the same"
NO_OVERRIDE: Final = "Say why the files are to go live although questions are misread by it."
TAKEN: Final = "The files are live, as change {number}."

TRY_NOW: Final = "**Now:** {reading}\n{answer}"
TRY_THEN: Final = "**With your edit ({about}):** {reading}\n{answer}"
TRY_NONE: Final = "-# No edit of yours is pending; /knowledge edit begins one."
TRY_BAD: Final = "-# Your edit ({about}) is not right yet, so it cannot be tried."

AUDIT: Final = "**Change {number}** by {who}: {files}\n-# {reason}"
AUDIT_TROUBLE: Final = (
    "⚠ What was changed in the knowledge files is not live. The last good version goes on answering.\n{problems}"
)
MORE_FILES: Final = "{files} and {count} more"

ANSWER_TITLE: Final = "A written answer"
ANSWER_QUESTION: Final = "The question, as one would ask it"
ANSWER_TEXT: Final = "The answer"
ANSWER_TEXT_HINT: Final = "First line: the answer. Each further line: a reason. At most five reasons."
ANSWER_SOURCE: Final = "Where it is from"
ANSWER_SOURCE_HINT: Final = "source-id / section, as in sources.yaml; or editorial, for your own knowledge."
ANSWER_ABOUT: Final = "Answer to “{question}”"
ANSWER_FOUND: Final = (
    "Asked again: “{question}” is now answered by it (share {share:.2f} of 1). Try other words with /knowledge try."
)
ANSWER_NOT_FOUND: Final = "Asked again: “{question}” still finds “{other}” first. Give the new answer phrases in other words."
