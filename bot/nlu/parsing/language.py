"""Whether a message is in another language than English: by its script, and by the small words that every sentence needs."""

import unicodedata
from collections.abc import Collection
from typing import Final

_ENGLISH: Final = """
    i you he she it we they me my your his her our their a an the this that these those and or but if so because of to in on at
    for from with by about into as than is are was were be been am do does did have has had can could should would will not no
    what which who how why when where im dont ive any some more most very just like get go want
"""

_OTHERS: Final = {
    "Portuguese": "que como para uma dos das nao não eu meu minha quero posso mas mais muito você voce estou sou tenho por com",
    "Spanish": "que el los las ser una del yo mi quiero puedo pero muy estoy soy tengo cómo qué cual es en se lo por para con",
    "Italian": "il gli della che sono ho vorrei posso anche perché di un mio mia",
    "French": "je tu nous vous est les et une dans pour avec suis mais comment puis voudrais sur pas mon ma du au quel quelle",
    "German": "ich du wir ihr der das und ist nicht wie kann mich mein eine einen mit von zu auf für auch aber bin möchte oder",
    "Dutch": "ik het een van niet hoe kan mijn ben wil maar ook dat voor naar",
    "Scandinavian languages": "jag är och inte hur att som jeg er og ikke hvordan",
    "Polish": "jak nie się sie jest mam chcę chce czy bez na do",
    "Czech": "jako ale jsem nebo mám ve",
    "Turkish": "bir ve için nasıl ben istiyorum ama bu mı mi",
    "Indonesian": "saya yang dan untuk tidak bagaimana ingin bisa di dari apa adalah",
    "Hindi in Latin letters": "main mein hai hain kya kaise ke ka ki ko nahi mujhe aur hu hoon",
}

ENGLISH: Final = frozenset(_ENGLISH.split())
"""Small words of English. What is a small word of another language too counts as English."""

OTHERS: Final = frozenset(word for words in _OTHERS.values() for word in words.split()) - ENGLISH
"""Small words of other languages."""

LEAST: Final = 2
"""A message in Latin letters needs so many different small words of other languages, and more than of English."""

_LATIN: Final = "LATIN"


def is_other_language(words: Collection[str]) -> bool:
    """Whether the words, in lower case as they were typed, are of another language. A name or a phrase among English words does
    not count."""
    letters = [letter for word in words for letter in word if letter.isalpha()]
    latin = sum(letter.isascii() or _LATIN in unicodedata.name(letter, "") for letter in letters)
    if 2 * latin < len(letters):
        return True
    small = set(words)
    others = len(small & OTHERS)
    return others >= LEAST and others > len(small & ENGLISH)
