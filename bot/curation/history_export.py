"""The whole history as JSON Lines, for backups and other programs."""

import json

from bot.storage.history import Version


def history_lines(versions: list[Version]) -> bytes:
    """One line of JSON for each version. Contents are text; anything else was never live."""
    lines = []
    for version in versions:
        change = version.change
        lines.append(
            {
                "version": version.number,
                "file": version.file,
                "previous": version.previous,
                "change": change.number,
                "author": change.author,
                "origin": change.origin,
                "reason": change.reason,
                "override": change.override,
                "made": change.made,
                "content": version.content.decode("utf-8", "replace") if version.content is not None else None,
            }
        )
    return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines).encode()
