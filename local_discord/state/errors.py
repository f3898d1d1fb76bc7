"""The one way in which the local Discord says no: a status, a code and, for forms, where it hurts."""

from __future__ import annotations

from typing import Any

_UNKNOWN = {
    "Application": 10002,
    "Channel": 10003,
    "Guild": 10004,
    "Member": 10007,
    "Message": 10008,
    "Role": 10011,
    "User": 10013,
    "Emoji": 10014,
    "Webhook": 10015,
    "interaction": 10062,
    "application command": 10063,
}


class RefusalError(Exception):
    """Something Discord would not do.

    Carries what the HTTP answer needs: `status`, Discord's `code`, the `message`, and for code 50035 the nested `errors`.
    """

    def __init__(self, status: int, code: int, message: str, errors: dict[str, Any] | None = None) -> None:
        super().__init__(f"{status} {code}: {message}" + (f" {errors}" if errors else ""))
        self.status = status
        self.code = code
        self.message = message
        self.errors = errors

    def to_json(self) -> dict[str, Any]:
        """The body of the answer, shaped as Discord shapes errors."""
        body: dict[str, Any] = {"message": self.message, "code": self.code}
        if self.errors:
            body["errors"] = self.errors
        return body


def unknown(kind: str) -> RefusalError:
    """404 for a thing that does not exist, or that the asker may not know of: `unknown("Message")` is 10008."""
    return RefusalError(404, _UNKNOWN[kind], f"Unknown {kind}")


def missing_access() -> RefusalError:
    """403 50001: the place cannot be seen."""
    return RefusalError(403, 50001, "Missing Access")


def missing_permissions() -> RefusalError:
    """403 50013: the place is seen, the deed is not allowed."""
    return RefusalError(403, 50013, "Missing Permissions")


def unauthorized() -> RefusalError:
    """401: no token, or one that belongs to nobody."""
    return RefusalError(401, 0, "401: Unauthorized")


def empty_message() -> RefusalError:
    """400 50006: a message with nothing in it."""
    return RefusalError(400, 50006, "Cannot send an empty message")
