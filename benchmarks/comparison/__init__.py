"""Compares the advisor with other tools on the same questions and knowledge: `python -m benchmarks.comparison`.

passages.py     what every tool can search: phrases, labelled examples, texts
readings.py     the output of a tool, and the protocol `Contender`
contenders/     the advisor ("ours") and the other tools, one per file
slots.py        role names in a question, for tools that only find similar texts
voting.py       from similar passages to ranked readings
thresholds.py   when a tool refuses or adds a second part; chosen on other questions than those that are scored
questions.py    the question files and their two halves; misspelling.py makes typos
measurement.py  runs a contender in its own process: readings, milliseconds, memory, time to build
compare.py      chooses each contender's configuration and judges it
sealed.py       the sealed questions, through their scorer
figures.py      from verdicts to the figures of the table
causes.py       why a question was read wrong
table.py, picture.py, findings.py  the output
"""
