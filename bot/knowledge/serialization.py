"""A checked library as bytes and back, in a tenth of the time that reading its files takes."""

from pydantic import TypeAdapter, ValidationError

from bot.knowledge.library import Library


def library_to_bytes(library: Library) -> bytes:
    """The library as JSON."""
    return TypeAdapter(Library).dump_json(library, by_alias=True)


def library_from_bytes(data: bytes) -> Library:
    """The library. Raises ValueError for bytes that `library_to_bytes` did not write. Links and names between files are
    not checked again."""
    try:
        return TypeAdapter(Library).validate_json(data)
    except ValidationError as error:
        raise ValueError(f"not a kept library: {error.error_count()} faults") from None
