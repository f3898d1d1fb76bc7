"""What the checks work on."""

from bot.knowledge.schema import FrozenModel
from bot.knowledge.yaml_reader import YamlDocument

Loaded = tuple[YamlDocument, FrozenModel]
"""A file as it was parsed, and as an object of its schema."""
