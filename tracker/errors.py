"""The one error tree: everything a user can cause, with its reason as an enum and its exit code.

A message is one line that says what is wrong, where, and what to do. Rooms raise these; only the
command line prints them and turns them into exit codes.
"""

from __future__ import annotations

from enum import Enum
from typing import ClassVar


class SoleusError(Exception):
    """Something a user can cause; `message` is one line for a person."""

    exit_code: ClassVar[int] = 2

    def __init__(self, reason: Enum, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message


class InputReason(Enum):
    """Why an input was refused."""

    MISSING = "missing"
    NOT_A_FILE = "not a file"
    EMPTY = "empty"
    NOT_TEXT = "not text"
    WRONG_HEADER = "wrong header"
    BAD_VALUE = "bad value"
    TIME_BACKWARDS = "time goes backwards"
    TOO_SHORT = "too short"
    TOO_SLOW = "too slow"
    WRONG_UNITS = "wrong units"
    TOO_MANY_BAD_ROWS = "too many bad rows"
    NEWER_SCHEMA = "written by a newer version"
    NOT_WRITABLE = "not writable"
    EXISTS = "exists already"
    NO_SUCH_SESSION = "no such session"
    WRONG_PLAN = "wrong plan"
    NO_SUCH_PLAN = "no such plan"
    LOGBOOK_BUSY = "logbook in use"
    LOGBOOK_DAMAGED = "logbook damaged"
    USAGE = "usage"


class InputError(SoleusError):
    """A file, an option or a value that cannot be used; exit code 2."""

    exit_code = 2

    def __init__(self, reason: InputReason, message: str) -> None:
        super().__init__(reason, message)
        self.reason: InputReason = reason


class SensorReason(Enum):
    """Why the sensor or the radio does not serve."""

    NO_ADAPTER = "no Bluetooth adapter"
    POWERED_OFF = "Bluetooth is off"
    DENIED = "permission denied"
    NO_BUS = "no system bus"
    NO_SERVICE = "no Bluetooth service"
    NOT_FOUND = "no sensor found"
    AMBIGUOUS = "several sensors in reach"
    HELD = "held by another program"
    UNPAIRED = "not paired"
    GATT_ERROR = "the sensor answered with an error"
    UNSUPPORTED = "not supported"
    CONNECT_FAILED = "connect failed"
    REFUSED = "request refused by the sensor"
    SILENT = "connected but silent"
    LOST = "link lost"


class SensorError(SoleusError):
    """The sensor or Bluetooth does not serve; exit code 3."""

    exit_code = 3

    def __init__(self, reason: SensorReason, message: str) -> None:
        super().__init__(reason, message)
        self.reason: SensorReason = reason
