"""Every threshold and weight by which a reading is decided, in one place.

Scores are probabilities of the fitted models, between 0 and 1; weights of evidence are added to log-odds. The values were
chosen on the project's own questions and the open question files by moving one at a time; what each buys is told
beside it.
"""

from typing import Final

SECOND_PART_LEAST: Final = 0.15
"""A second kind at least this likely is served in a short second part. Lower serves more people and tires more:
at most a third of replies may have two parts."""

SECOND_PART_LEAST_IN_TALK: Final = 0.2
"""The same for a turn that leans on the talk: what was said before settles most of them."""

ASK_TOPIC_BELOW: Final = 0.42
"""A best topic at or above this share is answered without asking."""

ASK_TOPIC_RATIO: Final = 0.56
"""Below it, the second topic must have at least this part of the best one's share to be worth a question."""

TOPIC_LEAST: Final = 0.1
"""A topic with a smaller share is not served in a second part."""

REFUSE_LEAST: Final = 0.08
"""Out of scope at least this likely is refused, whatever else is close."""

UNKNOWN_WORDS: Final = 0.6
"""A message in which this share of words is no word we know, and no role is named, is not understood."""

SIGNAL_BONUS: Final = 0.05
"""What a satisfied signal of an entry adds to its score, times the signal's weight (rarer conjunctions weigh more)."""

SUBJECT_TO_REFUSAL: Final = 2.0
"""How much the log-odds of all refusals against everything that can be served count for refusing. Without it 6 points
fewer of what is out of scope are refused at the same share of false refusals."""

STRUCTURE: Final = 1.0
"""What "vs" between two roles adds to a comparison; half of it what a start and a goal add to a move."""

FLOOR: Final = 0.005
"""Added before logarithms are taken, so that one source of evidence alone can never rule a reading out."""

DESCRIBED_LEAST: Final = 0.3
"""Words that resemble the descriptions of a role this much name it without its title."""

STORY_LEAST: Final = 0.35
"""A story at least this likely to be asked for is told."""

CLEAR_MOVE: Final = 3.0
"""Words that speak for a move this strongly (see cues.py), towards a role of ours, speak against refusing."""
