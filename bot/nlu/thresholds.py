"""Every threshold and weight of the decision, in one place.

Scores are probabilities of the trained models, between 0 and 1; weights are added to log-odds. The values were chosen on
the project's own questions and the open question files, by moving one at a time; each docstring says what its value
brings.
"""

from typing import Final

SECOND_PART_LEAST: Final = 0.15
"""A second kind at least this likely is answered in a short second part. A lower value serves more people and makes
replies longer: at most a third of replies may have two parts."""

SECOND_PART_LEAST_IN_TALK: Final = 0.2
"""The same for a message that leans on the conversation, which settles most of them."""

ASK_TOPIC_BELOW: Final = 0.33
"""A best topic with at least this share is answered, also where written answers lie near."""

TOPIC_LEAST: Final = 0.1
"""A topic with a smaller share is not answered in a second part."""

REFUSE_LEAST: Final = 0.08
"""A message that is out of scope with at least this probability is refused, whatever else is close."""

REFUSE_SHARE: Final = 0.2
"""… and at least this part of the probability of the kind that leads: of the project's own and the open questions, 6 in 700
more are answered that were refused wrongly, and one in 113 is answered that should be refused."""

UNKNOWN_WORDS: Final = 0.6
"""A message with this share of unknown words that names no role is not understood."""

SIGNAL_BONUS: Final = 0.05
"""What a matched rule of an entry adds to its score, times the rule's weight (rarer conjunctions weigh more)."""

SUBJECT_TO_REFUSAL: Final = 2.0
"""The factor on the log-odds of all refusals against everything that can be answered. Without it six points fewer of the
out-of-scope questions are refused, at the same share of false refusals."""

STRUCTURE: Final = 1.0
"""What "vs" between two roles adds to a comparison; a start and a goal add half of it to a move."""

FLOOR: Final = 0.005
"""Added before logarithms are taken, so that one score alone can never rule a reading out."""

DESCRIBED_LEAST: Final = 0.3
"""Words that resemble the description of a role this much name the role without its title."""

STORY_LEAST: Final = 0.35
"""A story that is asked for with at least this probability is the answer."""

CLEAR_MOVE: Final = 3.0
"""Words that indicate a move to a role of the library this strongly (see direction_cues.py) count against refusing."""

FROM_OUTSIDE: Final = 3.0
"""What counts against refusing where a career outside the library is the start of a move and one of its roles is the goal: the
question is about the goal, and every newcomer comes from somewhere."""

ANSWER_LEAST: Final = 0.3
"""A written answer with at least this share leads. Of the ways of asking that were kept from it, the first answer is then
right in 8 of 10; below it, in 3 of 10."""

ANSWER_SURE: Final = 0.8
"""From this share on, an answer to a short question is said alone."""

ANSWER_CLEAR: Final = 0.5
"""Below this share, the first sentences of two other answers are said beside the one that leads, else of one."""

BESIDE_LEAST: Final = 0.08
"""A second answer with at least this part of the best one's share is said in short beside it: of what people of many kinds
typed, it is then useful to one in two. (The third was to one in four, and is only offered.)"""

BESIDE_FROM: Final = 15
"""A sure answer to a message of fewer words needs no second one: short questions have one part."""

ALIKE: Final = 0.85
"""Two answers this near to each other serve the same questions."""

ANSWER_DESPITE_REFUSAL: Final = 0.6
ANSWER_DESPITE_TALK: Final = 0.8
ANSWER_OTHER_REFUSAL: Final = 0.9
"""The same where the message was read as out of scope, as small talk, or as out of scope for another reason than the answer's."""

TALK_CLEAR: Final = 0.35
"""Small talk of at least this score gets its own reply, whatever else was found."""

NEAREST_LEAST: Final = 0.02
"""Where no answer leads, the nearest is said when it has at least this share, or when no topic is clear either; else the topic in
short, with the nearest answers to go on with."""

NEAR_LEAST: Final = 0.0005
"""An answer with a smaller share is not offered beside others."""

ANSWER_IN_TALK: Final = 0.6
"""A message that could lean on the conversation gets a written answer of at least this share."""
