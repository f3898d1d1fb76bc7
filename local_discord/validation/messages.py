"""Validation of a message's fields, embeds and allowed mentions."""

from __future__ import annotations

from local_discord.state.accounts import JSON
from local_discord.state.flags import MessageFlag
from local_discord.validation.components import check_components
from local_discord.validation.form import Form, Place

MOST_CONTENT = 2000
MOST_EMBED_TEXT = 6000
SETTABLE_FLAGS = (
    MessageFlag.SUPPRESS_EMBEDS | MessageFlag.SUPPRESS_NOTIFICATIONS | MessageFlag.COMPONENTS_V2 | MessageFlag.EPHEMERAL
)


def check_message(body: JSON, *, v2: bool, at: Place = ()) -> None:
    """Validate a message body; raises 50035 with all errors. `v2` says whether the message uses Components V2."""
    form = Form()
    form.text(body, "content", at, most=MOST_CONTENT)
    embeds = form.items(body, "embeds", at, most=10)
    _check_embeds(form, embeds, (*at, "embeds"))
    nonce = body.get("nonce")
    if isinstance(nonce, str):
        form.text(body, "nonce", at, most=25)
    if v2:
        _check_no_legacy_fields(form, body, at)
    check_components(form, form.items(body, "components", at, most=40), (*at, "components"), v2=v2)
    _check_allowed_mentions(form, form.part(body, "allowed_mentions", at), (*at, "allowed_mentions"))
    form.values(body, "sticker_ids", at, most=3)
    for number, attachment in enumerate(form.items(body, "attachments", at, most=10)):
        form.snowflake(attachment, "id", (*at, "attachments", number), required=True)
        form.text(attachment, "description", (*at, "attachments", number), most=1024)
        form.text(attachment, "filename", (*at, "attachments", number), most=1024)
    form.number(body, "flags", at, least=0, most=(1 << 63) - 1)
    reference = form.part(body, "message_reference", at)
    if reference:
        form.snowflake(reference, "message_id", (*at, "message_reference"), required=True)
        if reference.get("type") not in (None, 0):
            code = "BASE_TYPE_CHOICES"
            form.add_error((*at, "message_reference", "type"), code, "Forwarding is not part of the local Discord")
    form.raise_errors()


def _check_no_legacy_fields(form: Form, body: JSON, at: Place) -> None:
    for key in ("content", "embeds", "sticker_ids", "poll"):
        if body.get(key):
            form.add_error(
                (*at, key),
                "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                f"The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2",
            )


def _check_embeds(form: Form, embeds: list[JSON], at: Place) -> None:
    total = 0
    for number, embed in enumerate(embeds):
        place = (*at, number)
        texts = [form.text(embed, "title", place, most=256), form.text(embed, "description", place, most=4096)]
        for part, key, most in (("footer", "text", 2048), ("author", "name", 256)):
            inside = form.part(embed, part, place)
            if inside:
                texts.append(form.text(inside, key, (*place, part), most=most, required=True))
        for index, field in enumerate(form.items(embed, "fields", place, most=25)):
            where = (*place, "fields", index)
            texts.append(form.text(field, "name", where, least=1, most=256, required=True))
            texts.append(form.text(field, "value", where, least=1, most=1024, required=True))
        form.number(embed, "color", place, least=0, most=0xFFFFFF)
        total += sum(len(text or "") for text in texts)
    if total > MOST_EMBED_TEXT:
        form.add_error(at, "MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds maximum size of {MOST_EMBED_TEXT}")


def _check_allowed_mentions(form: Form, allowed: JSON, at: Place) -> None:
    parsed = form.values(allowed, "parse", at, most=3)
    for number, kind in enumerate(parsed):
        if kind not in ("roles", "users", "everyone"):
            form.add_error((*at, "parse", number), "BASE_TYPE_CHOICES", "Value must be one of ('roles', 'users', 'everyone').")
    for kind in ("roles", "users"):
        for number, one in enumerate(form.values(allowed, kind, at, most=100)):
            form.snowflake({kind: one}, kind, (*at, number), required=True)
        if kind in parsed and allowed.get(kind):
            form.add_error(
                at,
                "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
                f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.',
            )
