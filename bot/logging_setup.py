"""Logging: one line per event, as text or JSON. Messages of users are never logged."""

import json
import logging
import sys
import time

from bot.settings import Settings


class JsonFormatter(logging.Formatter):
    """Formats a record as one line of JSON: time (UTC), level, logger, message, and the traceback if there is one."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class NoiseFilter(logging.Filter):
    """Makes discord.py less noisy: a reconnect is a warning without a traceback; the missing voice support is no message."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name == "discord.client" and "voice will NOT be supported" in str(record.msg):
            return False
        if "reconnect" in str(record.msg):
            record.exc_info, record.exc_text = None, None
            record.levelno, record.levelname = logging.WARNING, "WARNING"
        return True


def start_logging(settings: Settings) -> None:
    """Log to standard error, as LOG_LEVEL and LOG_FORMAT say."""
    handler = logging.StreamHandler(sys.stderr)
    text = logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
    handler.setFormatter(JsonFormatter() if settings.log_format == "json" else text)
    handler.addFilter(NoiseFilter())
    logging.basicConfig(level=settings.log_level.upper(), handlers=[handler])
    # At debug level these libraries log what they receive, which includes messages of users.
    for name in ("discord", "aiosqlite", "asyncio"):
        logging.getLogger(name).setLevel(max(logging.INFO, logging.getLogger().level))
