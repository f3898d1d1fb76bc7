"""The command line: the commands of `career-advisor`."""
