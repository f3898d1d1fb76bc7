"""Messages in other languages are told apart and answered with a request for English; English with foreign names is not."""

import pytest

from bot.advisor import Advisor
from bot.dialogue.state import Conversation
from bot.nlu.parsing.language import is_other_language

OTHERS = [
    "Wie werde ich Data Engineer? Ich habe Physik studiert und möchte wechseln.",
    "¿Cómo puedo ser científico de datos si no tengo un título?",
    "quiero ser ingeniero de datos",
    "Je suis développeur et je voudrais travailler dans les données.",
    "Quero ser analista de dados, mas não tenho experiência. O que faço?",
    "Как стать аналитиком данных?",
    "我想成为数据科学家，应该怎么开始？",
    "データエンジニアになるにはどうすればいいですか",
    "mujhe data analyst banna hai, kya karu",
]
ENGLISH = [
    "I am from São Paulo and work at Banco do Sul. How do I become a data engineer?",
    "can ML ppl do DE",
    "my boss is Herr von der Leyen and he wants AI",
    "por favor help me choose: DS or DE?",
    "will AI agents replace DEs",
    "ML?",
    "🚀🚀🚀",
    "",
]


@pytest.mark.parametrize("text", OTHERS)
def test_another_language_is_declined_with_a_request_for_english(advisor: Advisor, text: str) -> None:
    reply, _ = advisor.reply(text, Conversation(), 0.0)

    assert reply.query.kind == "out_of_scope"
    assert reply.query.refusals[0].name == "other-language"


@pytest.mark.parametrize("text", ENGLISH)
def test_english_with_foreign_words_is_read_as_english(advisor: Advisor, text: str) -> None:
    assert not advisor.matcher.parser.parse(text).is_other_language


def test_words_that_english_has_too_do_not_count() -> None:
    assert not is_other_language(["so", "in", "an", "was", "die"])
