"""What goes wrong with Bluetooth, as one sentence each that says what to do."""

from __future__ import annotations

import sys

from bleak.exc import (
    BleakBluetoothNotAvailableError,
    BleakBluetoothNotAvailableReason,
    BleakDeviceNotFoundError,
    BleakError,
)

from tracker.errors import SensorError, SensorReason

_REASONS = {
    BleakBluetoothNotAvailableReason.NO_BLUETOOTH: SensorReason.NO_ADAPTER,
    BleakBluetoothNotAvailableReason.NO_BLE_CENTRAL_ROLE: SensorReason.NO_ADAPTER,
    BleakBluetoothNotAvailableReason.POWERED_OFF: SensorReason.POWERED_OFF,
    BleakBluetoothNotAvailableReason.DENIED_BY_USER: SensorReason.DENIED,
    BleakBluetoothNotAvailableReason.DENIED_BY_SYSTEM: SensorReason.DENIED,
    BleakBluetoothNotAvailableReason.DENIED_BY_UNKNOWN: SensorReason.DENIED,
}


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
    if isinstance(error, BleakBluetoothNotAvailableError):
        return _not_available(error)
    if isinstance(error, BleakDeviceNotFoundError):
        return SensorError(
            SensorReason.NOT_FOUND,
            f"{doing} failed: the sensor is not in reach; wake it, bring it nearer, close other apps that hold it",
        )
    known = _of_the_system(error)
    if known is not None:
        return known
    if isinstance(error, TimeoutError):
        return SensorError(
            SensorReason.CONNECT_FAILED,
            f"{doing} took too long: bring the sensor nearer, or take its battery out and in again",
        )
    if isinstance(error, (BleakError, OSError)):
        return SensorError(
            SensorReason.CONNECT_FAILED, f"{doing} failed: {_one_line(str(error) or repr(error))}; try again"
        )
    raise error


def _not_available(error: BleakBluetoothNotAvailableError) -> SensorError:
    reason = _REASONS.get(error.reason, SensorReason.NO_ADAPTER)
    if reason is SensorReason.POWERED_OFF:
        return SensorError(reason, f"Bluetooth is off: {start_hint()}")
    if reason is SensorReason.DENIED:
        return SensorError(reason, f"Bluetooth may not be used by this program: {permission_hint()}")
    return SensorError(reason, "no Bluetooth adapter found: plug one in or enable it, then try again")


def _of_the_system(error: BaseException) -> SensorError | None:
    """What comes from the bus below bleak on Linux, by type where it has one, else by the name in its text."""
    text = str(error)
    if isinstance(error, (FileNotFoundError, ConnectionRefusedError)) or "system_bus_socket" in text:
        return SensorError(
            SensorReason.NO_BUS,
            "no D-Bus system bus, so no Bluetooth here: start dbus and bluetoothd (in a container, share the host's)",
        )
    if isinstance(error, PermissionError) or "AccessDenied" in text or "NotPermitted" in text:
        return SensorError(
            SensorReason.DENIED, f"Bluetooth may not be used by this program: {permission_hint()}"
        )
    if "ServiceUnknown" in text or "org.bluez was not provided" in text:
        return SensorError(
            SensorReason.NO_ADAPTER, "the Bluetooth service is not running: systemctl start bluetooth"
        )
    return None


def _one_line(text: str) -> str:
    return " ".join(text.split())[:160]
