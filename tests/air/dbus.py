"""What the fake BlueZ takes of dbus-fast, which comes with bleak on Linux; elsewhere the tests that need it skip."""

from __future__ import annotations

import pytest

try:
    from dbus_fast import Message, MessageType, Variant
    from dbus_fast.aio import MessageBus
except ImportError:
    pytest.skip("dbus-fast comes with bleak on Linux only", allow_module_level=True)

__all__ = ["Message", "MessageBus", "MessageType", "Variant"]
