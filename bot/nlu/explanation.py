"""How a message was understood, for `ask --explain` and for moderators."""

from bot.nlu import thresholds
from bot.nlu.matcher import Matcher, Reading
from bot.nlu.query import Query

MOST: int = 4


def explain(matcher: Matcher, reading: Reading, query: Query) -> list[tuple[str, list[str]]]:
    """(heading, lines) in the order of the steps: words, mentions, direction, kinds, topics, refusals, answers, decision."""
    parsed = reading.parsed
    parts = [("Words", [" ".join(parsed.tokens)] + [f"repaired: {old} → {new}" for old, new in parsed.repairs])]
    mentions = [
        f"{' '.join(parsed.tokens[m.start : m.end])}: {m.role or m.title or 'career outside'} ({m.strength})"
        for m in parsed.mentions
    ]
    parts.append(("Mentions", mentions or ["none"]))
    slots = [
        f"{'/'.join(s.roles) or 'outside'}: as start {s.from_score:.1f}, as goal {s.to_score:.1f}" for s in parsed.direction.slots
    ]
    parts.append(("Direction", [*slots, f"from {query.start or '–'} to {query.goal or '–'}"]))
    kinds = [matcher.explain_kind(reading, c.name, MOST) for c in query.kinds[:MOST]]
    decided = {candidate.name: candidate.score for candidate in query.kinds}
    lines = [f"{kind.name} {kind.score:.2f}, decided {decided[kind.name]:.2f}: {'; '.join(kind.why)}" for kind in kinds]
    parts.append(("Kinds", lines))
    for title, prefix, scores, ranked in (
        ("Topics", "topic", reading.topics, query.topics),
        ("Refusals", "refusal", reading.refusals, query.refusals),
    ):
        lines = []
        for candidate in ranked[:MOST]:
            told = matcher.explain_subject(reading, f"{prefix}:{candidate.name}", scores.get(candidate.name, 0.0), MOST)
            lines.append(f"{candidate.name} {candidate.score:.2f}: {'; '.join(told.why)}")
        parts.append((title, lines or ["none"]))
    found = [f"{candidate.name} {candidate.score:.2f}" for candidate in query.answers[:MOST]]
    parts.append(("Answers", found or ["none"]))
    parts.append(("Decision", _decision(query)))
    return parts


def _decision(query: Query) -> list[str]:
    lines = [f"kind {query.kind}, confidence {query.confidence:.2f}"]
    refusing = next((c.score for c in query.kinds if c.name == "out_of_scope"), 0.0)
    lead = max((candidate.score for candidate in query.kinds), default=0.0)
    least = max(thresholds.REFUSE_LEAST, thresholds.REFUSE_SHARE * lead)
    lines.append(f"out of scope {refusing:.2f}, refused from {least:.2f} on")
    if query.also:
        lines.append(f"second part {query.also}: at least {thresholds.SECOND_PART_LEAST:.2f} likely")
    if query.distress:
        lines.append("signs of distress: nothing else is answered")
    return lines
