"""Which side of a subject a short message asks for: "who do they work with", "what am I missing", "any downsides"."""

import re
from collections.abc import Mapping
from typing import Final

from bot.knowledge.schema import Facet

MOST_WORDS: Final = 16
"""A longer message asks more than for a side of what the talk is about."""

_ASKED: Final[Mapping[Facet, re.Pattern[str]]] = {
    "missing": re.compile(
        r"\b(?:missing|lack|lacking|still need|still have to|left (?:for|to)|remaining|what else (?:do|would|should) i|"
        r"dont i have|do i not have|gaps?)\b"
    ),
    "brings": re.compile(r"\b(?:do i (?:already )?(?:have|bring)|carries over|carry over|i already have)\b"),
    "works_with": re.compile(r"\b(?:works? with|who with|with whom|colleagues|report to|sit with)\b"),
    "beware": re.compile(
        r"\b(?:downsides?|the catch|annoy(?:ing)?|worst|bad (?:side|part|bit)s?|dark side|boring|stressful|hate about|"
        r"drawbacks?|cons|watch out|ugly)\b"
    ),
    "enjoys": re.compile(
        r"\b(?:fun (?:part|bit)|fun in it|enjoys?|best (?:part|bit|thing)|nice about|good (?:side|part|bit)s?|upsides?|pros)\b"
    ),
    "entry": re.compile(r"\b(?:first job|entry level|beginners?|newcomers?|juniors?|graduates?|no experience)\b"),
    "titles": re.compile(r"\b(?:also called|other names?|other titles?|called elsewhere|name for)\b"),
    "steps": re.compile(r"\b(?:first steps?|a plan|how (?:would|do|should) i (?:start|go about|begin))\b"),
    "work": re.compile(r"\b(?:all day|typical day|normal day|day to day|daily work|every day|tuesday|in a day|week look)\b"),
}


def asked_facet(plain: str) -> Facet | None:
    """The facet that a short message asks for, by its words; None where it names none."""
    if len(plain.split()) > MOST_WORDS:
        return None
    return next((facet for facet, pattern in _ASKED.items() if pattern.search(plain)), None)
