"""`python -m bot` is `career-advisor`."""

from bot.cli.main import main

main()
