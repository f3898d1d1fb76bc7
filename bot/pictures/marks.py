"""How somebody's place and goal are called wherever they are marked."""

from bot.pictures.picture_spec import PictureSpec


def mark_label(subject: PictureSpec, role: str) -> str | None:
    """The words that mark the role, if it is the person's place or goal."""
    if role == subject.place:
        return "you are here"
    return "your goal" if role == subject.goal else None
