"""Drawing primitives: text, boxes, arrows, colours."""
