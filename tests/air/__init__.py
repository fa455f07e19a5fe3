"""Proof without a radio: bleak's own Linux backend, unmodified, over a private D-Bus with virtual devices behind it."""
