"""Runs the program under a pseudo-terminal: a test sends keys and reads what the screen shows."""

import contextlib
import fcntl
import os
import pty
import struct
import subprocess
import termios
from collections.abc import Iterator, Mapping

from pexpect.fdpexpect import fdspawn

from tests.program import TIMEOUT, Program

WAIT_SECONDS = 45
"""Seconds to wait until something is shown; this is far more than it takes."""

CTRL_A, CTRL_C, CTRL_D, CTRL_K = "\x01", "\x03", "\x04", "\x0b"
UP, ENTER = "\x1b[A", "\r"


class Screen:
    """The output of a running program, read piece by piece."""

    def __init__(self, descriptor: int, process: subprocess.Popen[bytes]) -> None:
        self._spawn = fdspawn(descriptor, timeout=WAIT_SECONDS, encoding="utf-8")
        self.process = process

    def see(self, text: str) -> str:
        """Wait until `text` is shown. The output up to the end of it, since the last wait."""
        self._spawn.expect_exact(text)
        return f"{self._spawn.before}{text}"

    def prompt(self) -> str:
        """Wait until the program asks for a line. The output up to there, since the last wait."""
        before = self.see("\x1b[?2004h")
        return before + self.see("you>")

    def type(self, *keys: str) -> None:
        """Send keys to the program."""
        for key in keys:
            os.write(self._spawn.child_fd, key.encode())

    def ended(self) -> int:
        """Wait until the program ends. Its exit code."""
        return self.process.wait(timeout=TIMEOUT)


@contextlib.contextmanager
def screen(program: Program, *arguments: str, env: Mapping[str, str] | None = None, columns: int = 120) -> Iterator[Screen]:
    """Run a command in a terminal of `columns` columns. A program that still runs at the end is killed."""
    controller, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    environment = {**program.environment, "PROMPT_TOOLKIT_NO_CPR": "1", **(env or {})}
    process = subprocess.Popen(
        program.command(*arguments),
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        env=environment,
        cwd=program.home,
        start_new_session=True,
    )
    os.close(terminal)
    try:
        yield Screen(controller, process)
    finally:
        process.kill()
        process.wait(timeout=TIMEOUT)
        os.close(controller)
