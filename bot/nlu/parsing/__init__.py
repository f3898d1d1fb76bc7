"""From text to tokens, role names, the direction of a move, and concepts."""
