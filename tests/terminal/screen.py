"""A terminal with a person at it: the program under a pseudo-terminal, keys in, what is shown out."""

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

PATIENCE = 45
"""Seconds to wait for something to be shown; far above what it takes."""

CTRL_A, CTRL_C, CTRL_D, CTRL_K = "\x01", "\x03", "\x04", "\x0b"
UP, ENTER = "\x1b[A", "\r"


class Screen:
    """What is on the screen so far, waited for piece by piece."""

    def __init__(self, descriptor: int, process: subprocess.Popen[bytes]) -> None:
        self._spawn = fdspawn(descriptor, timeout=PATIENCE, encoding="utf-8")
        self.process = process

    def see(self, text: str) -> str:
        """Wait until `text` is shown; everything up to and with it."""
        self._spawn.expect_exact(text)
        return f"{self._spawn.before}{text}"

    def prompt(self) -> str:
        """Wait until the program asks for a line; everything up to there."""
        before = self.see("\x1b[?2004h")
        return before + self.see("you>")

    def type(self, *keys: str) -> None:
        for key in keys:
            os.write(self._spawn.child_fd, key.encode())

    def ended(self) -> int:
        """The exit code, once the program has ended."""
        return self.process.wait(timeout=TIMEOUT)


@contextlib.contextmanager
def screen(program: Program, *arguments: str, env: Mapping[str, str] | None = None, columns: int = 120) -> Iterator[Screen]:
    """Run a command at a terminal `columns` wide; it is killed if it still runs in the end."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    environment = {**program.environment, "PROMPT_TOOLKIT_NO_CPR": "1", **(env or {})}
    process = subprocess.Popen(
        program.command(*arguments),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment,
        cwd=program.home,
        start_new_session=True,
    )
    os.close(theirs)
    try:
        yield Screen(ours, process)
    finally:
        process.kill()
        process.wait(timeout=TIMEOUT)
        os.close(ours)
