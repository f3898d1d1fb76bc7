"""The same questions on the same knowledge through ours and through other tools: `python -m benchmarks.comparison`.

passages.py    what every tool is given to search: phrases, labelled examples, texts
readings.py    what every tool gives back, and the protocol that makes it a contender
contenders/    ours and the others, one a file
slots.py       role names in a question, for tools that only find what is alike
voting.py      from likenesses to ranked readings
thresholds.py  when a tool refuses and when it gives a second part, chosen on questions it is not scored on
questions.py   the question files and their two halves; misspelling.py misspells
measuring.py   one contender, in a process of its own: readings, milliseconds, memory, time to build
sealed.py      the sealed questions, through their scorer
figures.py     from verdicts to the figures of the table
table.py, picture.py, findings.py    what is written
"""
