"""`/knowledge gaps`: moderators see failed questions of two users or more, and settle them."""

from __future__ import annotations

from pathlib import Path

from bot.discordbot.strings import failed_questions as texts
from bot.discordbot.strings import moderation
from bot.storage.failed_questions import DecidedQuestion
from local_discord.people.messages import VisibleMessage
from tests.discord.communities import NEW, OLD, Community, community, text_in
from tests.local_discord.clients import conversation

RAIN = "will it rain on the roof tomorrow"
DRIP = "the tap drips what now"
STORM = "is a storm coming over the hills"


async def ask(c: Community, question: str, *names: str) -> None:
    for name in names:
        await (await c.local.person(name).say(f"{c.bot.client.user.mention} {question}")).answer()  # type: ignore[union-attr]
    await c.bot.wait_idle()


async def page(c: Community) -> VisibleMessage:
    return await (await c.mod.slash("knowledge gaps")).message()


async def decided(c: Community) -> list[tuple[str, str, str]]:
    return [(one.question, one.decision, one.entry) for one in await c.bot.store.failed_questions.decided()]


@conversation
async def test_a_question_of_one_user_is_never_shown(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        for _ in range(3):
            await ask(c, RAIN, "Alice")
        assert (await page(c)).text == texts.NONE
        await ask(c, f"{RAIN}?", "Bob")
        shown = await page(c)

        assert shown.ephemeral
        assert f"> {RAIN}" in shown.text
        assert "Asked by 2 people or more, 4 times" in shown.text
        assert "Declined: 4." in shown.text
        assert r"Read now as: out\_of\_scope" in shown.text


@conversation
async def test_a_question_is_attached_and_asked_again(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        await ask(c, DRIP, "Alice", "Bob")
        modal = (await c.mod.press(await page(c), texts.OTHER)).modal
        preview = await (await c.mod.submit(modal, {texts.OTHER_LABEL: "Leaking pipes"})).message()
        assert f"+  - {DRIP}" in preview.text
        saving = (await c.mod.press(preview, moderation.SAVE)).modal
        assert "Asked by 2 people or more and not answered." in str(saving.json)
        done = await (await c.mod.submit(saving)).message()

        assert f"Asked again: “{DRIP}” is now read as advice · leaking-pipes" in done.text
        assert await decided(c) == [(DRIP, "attached", "topics/leaking-pipes")]
        assert (await page(c)).text == texts.NONE
        answer = await (await c.member.slash("ask", question=DRIP)).message()
        assert answer.text.startswith("## Leaking pipes")


@conversation
async def test_a_question_that_fails_again_after_it_was_attached_comes_back(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        await c.bot.store.failed_questions.decide(RAIN, "attached", c.bot.services.sessions.now() - 60, "topics/leaking-pipes")
        assert (await page(c)).text == texts.NONE
        await ask(c, RAIN, "Alice", "Bob")

        assert f"> {RAIN}" in (await page(c)).text


@conversation
async def test_a_question_that_is_still_not_answered_stays_on_the_list(tmp_path: Path) -> None:
    """The moderator removes the phrase from the draft before it goes live, so the question is still not answered."""
    async with community(tmp_path) as c:
        await ask(c, RAIN, "Alice", "Bob")
        modal = (await c.mod.press(await page(c), texts.OTHER)).modal
        preview = await (await c.mod.submit(modal, {texts.OTHER_LABEL: "topics/fair-wages"})).message()
        form = (await c.mod.press(preview, moderation.GO_ON)).modal
        text = text_in(form.json).replace(f"  - {RAIN}\n", "").replace(OLD, NEW)
        preview = await (await c.mod.submit(form, {"text0": text})).message()
        done = await c.save(c.mod, preview)

        assert f"Asked again: “{RAIN}”" in done.text
        assert "still not as meant" in done.text
        assert await decided(c) == []
        assert f"> {RAIN}" in (await page(c)).text


@conversation
async def test_the_select_offers_the_entries_that_the_question_may_mean(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        await ask(c, RAIN, "Alice", "Bob")
        shown = await page(c)
        [select] = shown.selects
        assert "the weather" in select.options
        preview = await (await c.mod.pick(shown, "the weather")).message()

        assert f"“{RAIN}” for refusals/weather.yaml" in preview.text


@conversation
async def test_the_entry_that_answered_a_rephrased_question_is_offered_first(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        for name in ("Alice", "Bob"):
            await ask(c, DRIP, name)
            await ask(c, f"{DRIP} my pipe is leaking", name)
        kept = await c.bot.store.failed_questions.kept()
        proposals = {one.subject for one in kept if one.why == "rephrased"}
        shown = await page(c)

        assert proposals == {"topics/leaking-pipes"}
        assert "**In other words it was answered by:** Leaking pipes." in shown.text
        assert shown.selects[0].options[0] == "Leaking pipes"


@conversation
async def test_a_new_topic_has_the_question_as_a_phrase(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        await ask(c, RAIN, "Alice", "Bob")
        modal = (await c.mod.press(await page(c), texts.NEW)).modal
        shown = await (await c.mod.submit(modal, {texts.NEW_LABEL: "Roofs and rain"})).message()
        assert "topics/roofs-and-rain.yaml" in shown.text
        form = (await c.mod.press(shown, moderation.GO_ON)).modal

        text = text_in(form.json)
        assert text.endswith(f"\n  - {RAIN}")
        written = (
            text.replace('text: ""', "text: Look at the sky.") + "\n  - rain on the roof\n  - does rain come through the roof"
        )
        shown = await (await c.mod.submit(form, {"text0": written})).message()
        why = next(button.label for button in shown.buttons if button.label.startswith("Let it go live"))
        saving = (await c.mod.press(shown, why)).modal
        fields = {"override": "It is worth that."} if why == moderation.SAVE_ANYWAY else {}
        done = await (await c.mod.submit(saving, fields)).message()

        assert "is now read as advice · roofs-and-rain" in done.text
        assert await decided(c) == [(RAIN, "attached", "topics/roofs-and-rain")]


@conversation
async def test_out_of_scope_and_dismissed_questions_do_not_come_back(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        await ask(c, RAIN, "Alice", "Bob")
        await ask(c, STORM, "Alice", "Bob")
        shown = await page(c)
        assert "1 of 2" in shown.text
        await c.mod.press(shown, "Next page ›")
        await shown.shows("2 of 2")
        await c.mod.press(shown, texts.OUT)
        await shown.shows("1 of 1")
        await c.mod.press(shown, texts.DISMISS)
        await shown.shows(texts.NONE)
        await ask(c, RAIN, "Carol", "Dave")

        assert sorted(decision for _, decision, _ in await decided(c)) == ["dismissed", "out-of-scope"]
        assert (await page(c)).text == texts.NONE


@conversation
async def test_a_question_that_another_moderator_has_settled_is_gone(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        await ask(c, RAIN, "Alice", "Bob")
        shown = await page(c)
        modal = (await c.mod.press(shown, texts.OTHER)).modal
        await c.bot.store.failed_questions.decide(RAIN, "dismissed", c.bot.services.sessions.now())

        assert (await (await c.mod.submit(modal, {texts.OTHER_LABEL: "leaking-pipes"})).message()).text == texts.GONE
        assert (await (await c.mod.press(shown, texts.DISMISS)).message()).text == texts.GONE


@conversation
async def test_members_cannot_use_it_and_a_lost_role_counts_at_once(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        await ask(c, RAIN, "Alice", "Bob")
        for command in ("knowledge gaps", "knowledge stats"):
            assert (await (await c.member.slash(command)).message()).text == moderation.NOT_YOURS
        shown = await page(c)
        modal = (await c.mod.press(shown, texts.OTHER)).modal
        c.local.guild.members[c.mod.id].roles.remove(c.role.id)
        for label in (texts.DISMISS, texts.OUT, texts.NEW):
            assert (await (await c.mod.press(shown, label)).message()).text == moderation.NOT_YOURS
        assert (await (await c.mod.submit(modal, {texts.OTHER_LABEL: "x"})).message()).text == moderation.NOT_YOURS

        assert await c.bot.store.failed_questions.decided() == list[DecidedQuestion]()


@conversation
async def test_an_unknown_entry_is_reported(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        await ask(c, RAIN, "Alice", "Bob")
        modal = (await c.mod.press(await page(c), texts.OTHER)).modal
        said = await (await c.mod.submit(modal, {texts.OTHER_LABEL: "topics/hats"})).message()

        assert "There is no entry “topics/hats”" in said.text


@conversation
async def test_a_question_that_is_answered_now_says_so(tmp_path: Path) -> None:
    """Two users pressed "Did not help", and the question is answered with confidence."""
    async with community(tmp_path) as c:
        for name in ("Alice", "Bob"):
            person = c.local.person(name)
            answer = await (await person.slash("ask", question="my pipe is leaking")).message()
            modal = (await person.press(answer, "Did not help")).modal
            await (await person.submit(modal)).message()
        shown = await page(c)

        assert "Did not help: 2." in shown.text
        assert "Read now as: advice · leaking-pipes, and answered so." in shown.text
