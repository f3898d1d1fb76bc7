"""What goes wrong with an edit, in words for the person who makes it."""


class EditError(Exception):
    """An edit cannot be made; the message says why and what to do."""


class SameError(EditError):
    """An edit that changes nothing."""
