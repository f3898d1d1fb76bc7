"""The labels that mark the user's role and goal in every picture."""

from bot.pictures.picture_spec import PictureSpec


def mark_label(spec: PictureSpec, role: str) -> str | None:
    """The label of a role that is the user's own or their goal; None for every other role."""
    if role == spec.place:
        return "you are here"
    return "your goal" if role == spec.goal else None
