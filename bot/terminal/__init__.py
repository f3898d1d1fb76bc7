"""The terminal's door: chat, single questions, lists, evaluation, memory and the map."""
