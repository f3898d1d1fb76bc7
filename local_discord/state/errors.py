"""The error with which the local Discord refuses a request: an HTTP status, Discord's code, and the errors of each field."""

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
    """A request or an action that Discord would refuse.

    It holds the contents of the HTTP response: `status`, Discord's `code`, `message`, and for code 50035 the nested `errors`.
    """

    def __init__(self, status: int, code: int, message: str, errors: dict[str, Any] | None = None) -> None:
        super().__init__(f"{status} {code}: {message}" + (f" {errors}" if errors else ""))
        self.status = status
        self.code = code
        self.message = message
        self.errors = errors

    def to_json(self) -> dict[str, Any]:
        """The response body in Discord's error format."""
        body: dict[str, Any] = {"message": self.message, "code": self.code}
        if self.errors:
            body["errors"] = self.errors
        return body


def unknown(kind: str) -> RefusalError:
    """404 for an object that does not exist or that the client may not see; `unknown("Message")` has code 10008."""
    return RefusalError(404, _UNKNOWN[kind], f"Unknown {kind}")


def missing_access() -> RefusalError:
    """403 with code 50001: the user or bot cannot see the channel or guild."""
    return RefusalError(403, 50001, "Missing Access")


def missing_permissions() -> RefusalError:
    """403 with code 50013: the user or bot sees the channel or guild but lacks a permission."""
    return RefusalError(403, 50013, "Missing Permissions")


def unauthorized() -> RefusalError:
    """401: the request has no token, or an unknown one."""
    return RefusalError(401, 0, "401: Unauthorized")


def empty_message() -> RefusalError:
    """400 with code 50006: a message without any content."""
    return RefusalError(400, 50006, "Cannot send an empty message")
