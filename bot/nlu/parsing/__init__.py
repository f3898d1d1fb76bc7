"""From text to tokens, role names, direction and ideas."""
