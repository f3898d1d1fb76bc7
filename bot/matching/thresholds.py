"""Every threshold and margin by which a reading is decided, in one place.

Scores are those of the fitted models (about 0 to 1). The values were chosen on the project's own example questions and
the open question files, by moving one at a time; what each buys is told beside it.
"""

from typing import Final

SECOND_PART_MARGIN: Final = 0.36
"""A second kind this close to the first is served in a short second part. Wider serves more people and tires more:
at most a third of replies may have two parts."""

SECOND_PART_LEAST: Final = 0.16
"""Below this a second kind is not served however close it is."""

ASK_TOPIC_MARGIN: Final = 0.11
"""Topics this close, when advice is asked and the best is weak, are offered as choices instead of guessed between."""

ASK_TOPIC_LEAST: Final = 0.40
"""A best topic at or above this is answered without asking."""

TOPIC_LEAST: Final = 0.045
"""A topic scored below this is not served in a second part."""

REFUSE_MARGIN: Final = -0.07
"""Out of scope must lead the best other kind by this much to refuse; below zero, it may trail by as much."""

UNKNOWN_WORDS: Final = 0.6
"""A message in which this share of words is no word we know, and no role is named, is not understood."""

SIGNAL_BONUS: Final = 0.05
"""What a satisfied signal of an entry adds to its score, times the signal's weight (rarer conjunctions weigh more)."""

SUBJECT_TO_REFUSAL: Final = 0.5
SUBJECT_TO_ADVICE: Final = 0.1
"""How much the lead of the best refusal over the best topic, or the reverse, counts for the kind."""

DESCRIBED_LEAST: Final = 0.3
"""Words that resemble the descriptions of a role this much name it without its title."""
