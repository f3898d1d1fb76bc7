"""Generates knowledge about other fields of work, to measure how the bot scales.

A field ("railway safety") has as many roles, topics and moves as our own knowledge, with its own names, phrases and signals.
Fields share branches, roles share nouns, topics share aspects, and all share the words of questions. So a thousand fields
can only be distinguished by pairs of words, as real ones are.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Final

from bot.knowledge.library import Library
from bot.knowledge.schema import Aliases, Claim, ListedClaim, Role, Topic, Transition

PHRASES: Final = 12
"""Phrases of a synthetic topic. Our own topics have 23, and examples as well."""

_BASES: Final = (
    "railway", "aquaculture", "museum", "ceramics", "forestry", "brewery", "vineyard", "harbour", "airport", "tramway",
    "orchard", "dairy", "quarry", "textile", "leather", "timber", "glassworks", "foundry", "shipyard", "lighthouse",
    "reservoir", "sewage", "recycling", "wind farm", "solar park", "geothermal", "fisheries", "beekeeping", "greenhouse",
    "mushroom", "chocolate", "bakery", "butchery", "cheese", "theatre", "opera", "circus", "ballet", "archive", "gallery",
    "zoo", "botanical garden", "ski resort", "spa", "campsite", "cruise", "ferry", "canal", "bridge", "tunnel", "elevator",
    "furniture", "paper mill", "print shop", "bookbinding", "watchmaking", "jewellery", "perfume", "cosmetics", "optics",
    "prosthetics", "wool", "carpet", "violin",
)  # fmt: skip
_BRANCHES: Final = (
    "", "safety", "restoration", "maintenance", "export", "catering", "insulation", "lighting", "ticketing", "storage",
    "packaging", "acoustics", "ventilation", "landscaping", "hygiene", "signage",
)  # fmt: skip
FIELDS: Final = tuple(f"{base} {branch}".strip() for branch, base in product(_BRANCHES, _BASES))

_NOUNS: Final = (
    "planner", "inspector", "coordinator", "technologist", "estimator", "controller", "scheduler", "supervisor", "assessor",
    "specialist", "adviser", "warden", "fitter", "foreman", "examiner", "registrar", "curator", "dispatcher",
    "superintendent",
)  # fmt: skip
_ASPECTS: Final = tuple(
    tuple(line.split("; "))
    for line in """night shifts; working nights; the late shift
trade union; joining the union; union membership
apprenticeship; becoming an apprentice; apprentice places
physical strain; back pain; lifting all day
noise at work; hearing protection; deafening machines
uniforms; what to wear; work clothes
licences; getting licensed; permit exams
first aid; accident drills; emergency training
seasonal work; off season months; winter layoffs
weather; working outdoors; rain and frost
dust and fumes; breathing masks; lung checks
tool maintenance; sharpening tools; own toolbox
overtime; paid overtime; weekend duty
shift handover; handover notes; logbooks
travel allowance; long commutes; staying in lodgings
family business; working with relatives; inheriting the firm
cooperatives; worker owned firms; buying shares
public tenders; bidding for contracts; municipal orders
inspections; surprise audits; failed inspection
customer complaints; angry visitors; refund disputes
volunteers; unpaid helpers; training volunteers
heritage rules; listed buildings; preservation orders
insurance; liability cover; damage claims
theft; stock losses; locking up at night
suppliers; late deliveries; price of materials
machines; new machinery; broken machines
handicraft; manual skill; steady hands
colour blindness; weak eyesight; glasses on site
heights; fear of heights; scaffolding
allergies; skin rashes; gloves all day
animals; stray animals; feeding rounds
language barriers; foreign crews; sign language
radio discipline; walkie talkies; calling signals
timetables; delays; rush hours
cleaning rota; mopping floors; waste separation
energy bills; heating costs; saving electricity
wheelchair access; ramps and lifts; disabled visitors
fire drills; smoke detectors; evacuation routes
lone working; being alone on site; panic button
retirement parties; leaving gifts; old hands
guild traditions; journeyman years; guild exams
trade fairs; stand duty; handing out leaflets
press visits; talking to reporters; filming on site
school groups; guided tours; noisy children
canteen; packed lunch; coffee corner
parking; bicycle racks; shuttle bus
pension; early retirement; working past seventy
part time; four day week; job sharing
paternity; returning after children; nursing breaks
probation; trial months; the first hundred days
works council; staff elections; speaking for staff
paperwork; carbon copies; stamps and forms
barcodes; handheld scanners; stocktaking
spare parts; second hand parts; obsolete parts
water damage; floods; pumping out cellars
pest control; mice; moths
tips; shared tips; trinkgeld
prizes; medals; master of the year
emigrating; recognised abroad; moving overseas
rivalry; feud with the neighbours; poached staff""".splitlines()
)
_QUESTIONS: Final = (
    "is {w} common in {f}", "how do i deal with {w} in {f}", "does {w} get better in {f}", "i struggle with {w} as a {r}",
    "{f} and {w}, what to expect", "what should a {r} know about {w}", "anyone in {f} with thoughts on {w}",
    "{w} at a {f} company", "is {w} a reason to leave {f}", "my boss in {f} ignores {w}", "how important is {w} for a {r}",
    "new to {f}, worried about {w}", "who decides about {w} in {f}", "{w} is ruining {f} for me",
    "do big {f} companies handle {w} better", "advice on {w} for {f} beginners",
)  # fmt: skip
_MOVES: Final = ("from {a} to {b}", "can a {a} become a {b}", "{a} who wants to be a {b}")
_DESCRIPTIONS: Final = (
    "plans and checks {f} all day as the {n}",
    "the {n} people call when {f} goes wrong",
    "who does the {n} work in {f}",
)


def enlarge(library: Library, times: int) -> Library:
    """The library with synthetic entries added until it is `times` as large. Its own entries stay unchanged.

    Raises ValueError when there are not enough fields.
    """
    if times - 1 > len(FIELDS):
        raise ValueError(f"there are {len(FIELDS)} other fields; {times} times is too much")
    roles, topics, transitions = dict(library.roles), dict(library.topics), dict(library.transitions)
    for number in range(times - 1):
        rng = random.Random(number)
        new_roles = list(_roles(FIELDS[number], library))
        roles.update((role.id, role) for role in new_roles)
        topics.update((topic.id, topic) for topic in _topics(FIELDS[number], new_roles, rng))
        transitions.update((move.id, move) for move in _moves(new_roles, len(library.transitions), rng))
    return replace(library, roles=roles, topics=topics, transitions=transitions, revision=f"{library.revision}-{times}")


def questions(times: int, most: int, seed: int = 1) -> list[tuple[str, str]]:
    """(question, topic id) of synthetic topics, none for times=1. No question is worded like a phrase of its topic."""
    rng = random.Random(seed)
    found = []
    for _ in range(most if times > 1 else 0):
        field, aspect = FIELDS[rng.randrange(times - 1)], rng.choice(_ASPECTS)
        wording = rng.choice(("honestly {w} in {f}, what do you think?", "thinking about {f} but {w} scares me", "{f}: {w}?"))
        found.append((wording.format(f=field, w=rng.choice(aspect)), _id(field, aspect[0])))
    return found


def _id(*parts: str) -> str:
    return "-".join("-".join(parts).split())


def _claim(text: str) -> Claim:
    return Claim.model_validate({"text": text, "source": "editorial"})


def _listed(claim_id: str, text: str) -> ListedClaim:
    return ListedClaim.model_validate({"id": claim_id, "text": text, "source": "editorial"})


def _roles(field: str, library: Library) -> Iterator[Role]:
    template = next(iter(library.roles.values()))
    for noun in _NOUNS[: len(library.roles)]:
        name = f"{field} {noun}"
        yield template.model_copy(
            update={
                "id": _id(name), "name": name.capitalize(), "titles": (name.capitalize(),), "signals": (),
                "aliases": Aliases(strong=(f"senior {name}", f"junior {name}")),
                "confusable": (), "related": (), "neighbours": (), "summary": _claim(f"Works in {field}."),
                "phrases": tuple(text.format(f=field, n=noun) for text in _DESCRIPTIONS),
            }
        )  # fmt: skip


def _topics(field: str, roles: list[Role], rng: random.Random) -> Iterator[Topic]:
    head = field.split(maxsplit=1)[0]
    for aspect in _ASPECTS:
        asked = rng.sample(_QUESTIONS, PHRASES)
        phrases = tuple(
            text.format(f=field, w=aspect[number % len(aspect)], r=rng.choice(roles).name.lower())
            for number, text in enumerate(asked)
        )
        name = f"{aspect[0]} in {field}"
        yield Topic(
            id=_id(field, aspect[0]), name=name.capitalize(), phrases=phrases, summary=_claim(f"About {name}."),
            signals=tuple(f"={head} + ={wording.split()[0]}" for wording in aspect),
            points=(_listed("it-depends", f"It depends, in {field}."),), steps=(_listed("begin", f"Begin in {field}."),),
        )  # fmt: skip


def _moves(roles: list[Role], most: int, rng: random.Random) -> Iterator[Transition]:
    pairs = [(a, b) for a, b in product(roles, roles) if a is not b]
    for a, b in rng.sample(pairs, min(most, len(pairs))):
        yield Transition.model_validate(
            {
                "id": f"{a.id}-to-{b.id}"[:60].rstrip("-"), "name": f"{a.name} to {b.name.lower()}",
                "from": (a.id,), "to": (b.id,),
                "start": a.name, "goal": b.name, "standing": "discussed", "summary": {"text": "A move.", "source": "editorial"},
                "phrases": tuple(text.format(a=a.name.lower(), b=b.name.lower()) for text in _MOVES),
            }
        )  # fmt: skip
