"""What goes wrong with Bluetooth, as one sentence each that says what to do.

Told by type where bleak or the system gives one, else by the name or words in the text: BlueZ has no more.
"""

from __future__ import annotations

import re
import sys

from bleak.exc import (
    BleakBluetoothNotAvailableError,
    BleakBluetoothNotAvailableReason,
    BleakCharacteristicNotFoundError,
    BleakDeviceNotFoundError,
    BleakError,
    BleakGATTProtocolError,
    BleakGATTProtocolErrorCode,
)

from tracker.errors import SensorError, SensorReason

Code = BleakGATTProtocolErrorCode

DBUS_NAME = re.compile(r"^\[org\.bluez\.Error\.\w+\] *")  # says nothing to a person

_REASONS = {
    BleakBluetoothNotAvailableReason.NO_BLUETOOTH: SensorReason.NO_ADAPTER,
    BleakBluetoothNotAvailableReason.NO_BLE_CENTRAL_ROLE: SensorReason.NO_ADAPTER,
    BleakBluetoothNotAvailableReason.POWERED_OFF: SensorReason.POWERED_OFF,
    BleakBluetoothNotAvailableReason.DENIED_BY_USER: SensorReason.DENIED,
    BleakBluetoothNotAvailableReason.DENIED_BY_SYSTEM: SensorReason.DENIED,
    BleakBluetoothNotAvailableReason.DENIED_BY_UNKNOWN: SensorReason.DENIED,
}

_UNPAIRED = {
    Code.INSUFFICIENT_AUTHENTICATION,
    Code.INSUFFICIENT_AUTHORIZATION,
    Code.INSUFFICIENT_ENCRYPTION,
    Code.INSUFFICIENT_ENCRYPTION_KEY_SIZE,
}

_WORDS = (
    # BlueZ's name of the error or its words, bleak's words, Windows' words: what they mean.
    ("Notify acquired", SensorReason.HELD),
    ("org.bluez.Error.InProgress", SensorReason.HELD),
    ("Operation already in progress", SensorReason.HELD),
    ("Device or resource busy", SensorReason.HELD),
    ("Access Denied", SensorReason.HELD),  # Windows, of a characteristic: another program has opened it
    ("org.bluez.Error.NotReady", SensorReason.POWERED_OFF),
    ("Resource Not Ready", SensorReason.POWERED_OFF),
    ("org.bluez.Error.DoesNotExist", SensorReason.NOT_FOUND),
    ("DBus.Error.UnknownObject", SensorReason.NOT_FOUND),
    ("device '", SensorReason.NOT_FOUND),  # bleak: device 'dev_..' not found
    ("adapter '", SensorReason.NO_ADAPTER),  # bleak: adapter 'hci0' not found
    ("le-connection-abort-by-local", SensorReason.CONNECT_FAILED),
    ("Software caused connection abort", SensorReason.CONNECT_FAILED),
    ("org.bluez.Error.NotConnected", SensorReason.LOST),
    ("Not connected", SensorReason.LOST),
    ("disconnected", SensorReason.LOST),
    ("Unreachable", SensorReason.LOST),
    ("DBus.Error.NoReply", SensorReason.NO_SERVICE),
    ("DBus.Error.Timeout", SensorReason.NO_SERVICE),
    ("DBus.Error.TimedOut", SensorReason.NO_SERVICE),
    ("ServiceUnknown", SensorReason.NO_SERVICE),
    ("NameHasNoOwner", SensorReason.NO_SERVICE),
    ("org.bluez was not provided", SensorReason.NO_SERVICE),
    ("DBus.Error.Disconnected", SensorReason.NO_BUS),
    ("system_bus_socket", SensorReason.NO_BUS),
    ("AccessDenied", SensorReason.DENIED),
    ("NotPermitted", SensorReason.DENIED),
    ("Bleak requires BlueZ", SensorReason.UNSUPPORTED),
)

_SENTENCES = {
    SensorReason.NO_ADAPTER: "no Bluetooth adapter found: plug one in or enable it, then try again",
    SensorReason.NO_BUS: "no D-Bus system bus, so no Bluetooth here: start dbus and bluetoothd (in a container, share"
    " the host's)",
    SensorReason.NO_SERVICE: "the Bluetooth service does not answer: sudo systemctl restart bluetooth",
    SensorReason.NOT_FOUND: "{doing} failed: the sensor is not in reach; wake it, bring it nearer, close other apps"
    " that hold it",
    SensorReason.HELD: "{doing} failed: another program holds the sensor; close it, also on a phone, then try again",
    SensorReason.UNPAIRED: "{doing} failed: the sensor talks only to who is paired with it; pair it in the system's"
    " settings",
    SensorReason.UNSUPPORTED: "{doing} failed: {what}; update the system's package bluez",
    SensorReason.GATT_ERROR: "{doing} failed: the sensor answered with an error ({what}); restart it and try again",
    SensorReason.LOST: "{doing} failed: the link broke meanwhile; bring the sensor nearer and try again",
    SensorReason.CONNECT_FAILED: "{doing} failed: {what}; bring the sensor nearer and try again",
}
"""Sentences by reason; those that depend on more stand in `_sentence`."""


def permission_hint(platform: str = sys.platform) -> str:
    """Where this system grants the use of Bluetooth."""
    if platform == "darwin":
        return "allow your terminal under System Settings, Privacy & Security, Bluetooth, then start it anew"
    if platform == "win32":
        return "allow apps to use Bluetooth under Settings, Privacy & security, Radios"
    return "let your user talk to BlueZ (group bluetooth), or run in a session that may"


def start_hint(platform: str = sys.platform) -> str:
    """How this system turns Bluetooth on."""
    if platform == "darwin":
        return "turn it on in the Control Centre"
    if platform == "win32":
        return "turn it on in the quick settings"
    return "turn it on: bluetoothctl power on (and rfkill unblock bluetooth)"


def to_sensor_error(error: BaseException, doing: str) -> SensorError:
    """The sentence for a failure of bleak or of the system under it; `doing` as in "scanning". What is neither
    is a fault of ours and is raised again."""
    if isinstance(error, SensorError):
        return error
    reason = _reason(error)
    if reason is None:
        raise error
    return SensorError(reason, _sentence(reason, error, doing))


def _reason(error: BaseException) -> SensorReason | None:
    """What a failure comes to; None where it is no failure of Bluetooth."""
    if isinstance(error, BleakBluetoothNotAvailableError):
        return _REASONS.get(error.reason, SensorReason.NO_ADAPTER)
    if isinstance(error, BleakDeviceNotFoundError):
        return SensorReason.NOT_FOUND
    if isinstance(error, BleakCharacteristicNotFoundError):
        return SensorReason.UNSUPPORTED
    if isinstance(error, BleakGATTProtocolError):
        if error.code is Code.PROCEDURE_ALREADY_IN_PROGRESS:
            return SensorReason.HELD
        return SensorReason.UNPAIRED if error.code in _UNPAIRED else SensorReason.GATT_ERROR
    if isinstance(error, OSError) and error.filename is not None:
        return SensorReason.CONNECT_FAILED  # some file, which no socket of the bus has a name of
    if isinstance(error, (FileNotFoundError, ConnectionRefusedError)) or _is_hang_up(error):
        return SensorReason.NO_BUS
    if isinstance(error, PermissionError):
        return SensorReason.DENIED
    if isinstance(error, (BleakError, OSError)):  # TimeoutError is one
        text = str(error)
        return next((why for words, why in _WORDS if words in text), SensorReason.CONNECT_FAILED)
    return None


def _is_hang_up(error: BaseException) -> bool:
    """Whether the bus below bleak broke off: it was restarted, or its reader died."""
    broke = isinstance(error, (EOFError, BrokenPipeError, ConnectionResetError))
    return broke or type(error).__module__.partition(".")[0] == "dbus_fast"


def _sentence(reason: SensorReason, error: BaseException, doing: str) -> str:
    if reason is SensorReason.POWERED_OFF:
        return f"Bluetooth is off: {start_hint()}"
    if reason is SensorReason.DENIED:
        return f"Bluetooth may not be used by this program: {permission_hint()}"
    if reason is SensorReason.NO_BUS and _is_hang_up(error):
        return "the D-Bus system bus hung up: is it being restarted? If this stays, restart the computer"
    if isinstance(error, BleakCharacteristicNotFoundError):
        return (
            f"{doing} failed: the sensor lacks what its family streams by ({error.char_specifier}); update its"
            " firmware, or restart it"
        )
    if isinstance(error, TimeoutError):
        return f"{doing} took too long: bring the sensor nearer, close other apps that hold it, or restart it"
    return _SENTENCES[reason].format(doing=doing, what=_what(error))


def _what(error: BaseException) -> str:
    """What the error says of itself."""
    if isinstance(error, BleakGATTProtocolError):
        return _one_line(str(error.args[-1])).removeprefix("GATT Protocol Error: ")
    return _one_line(DBUS_NAME.sub("", str(error)) or repr(error))


def _one_line(text: str) -> str:
    return " ".join(text.split())[:160]
