"""How things are; `pictures` makes the README's picture."""
