from __future__ import annotations

import pytest
from bleak.exc import (
    BleakBluetoothNotAvailableError,
    BleakBluetoothNotAvailableReason,
    BleakDBusError,
    BleakDeviceNotFoundError,
    BleakError,
)

from drivers.faults import permission_hint, start_hint, to_sensor_error
from tracker.errors import SensorError, SensorReason

Why = BleakBluetoothNotAvailableReason
REASONS = {
    Why.NO_BLUETOOTH: SensorReason.NO_ADAPTER,
    Why.NO_BLE_CENTRAL_ROLE: SensorReason.NO_ADAPTER,
    Why.POWERED_OFF: SensorReason.POWERED_OFF,
    Why.DENIED_BY_USER: SensorReason.DENIED,
    Why.DENIED_BY_SYSTEM: SensorReason.DENIED,
    Why.DENIED_BY_UNKNOWN: SensorReason.DENIED,
    Why.UNKNOWN: SensorReason.NO_ADAPTER,
}
FAILURES: list[tuple[Exception, SensorReason]] = [
    (BleakDeviceNotFoundError("00:00"), SensorReason.NOT_FOUND),
    (BleakError("Service Discovery has not been performed yet"), SensorReason.CONNECT_FAILED),
    (BleakDBusError("org.bluez.Error.Failed", ["le-connection-abort-by-local"]), SensorReason.CONNECT_FAILED),
    (BleakDBusError("org.bluez.Error.NotPermitted", ["no"]), SensorReason.DENIED),
    (BleakDBusError("org.freedesktop.DBus.Error.AccessDenied", ["no"]), SensorReason.DENIED),
    (BleakDBusError("org.freedesktop.DBus.Error.ServiceUnknown", ["no"]), SensorReason.NO_ADAPTER),
    (BleakError("The name org.bluez was not provided by any .service files"), SensorReason.NO_ADAPTER),
    (FileNotFoundError(2, "No such file or directory"), SensorReason.NO_BUS),
    (ConnectionRefusedError(111, "Connection refused"), SensorReason.NO_BUS),
    (OSError("cannot reach /run/dbus/system_bus_socket"), SensorReason.NO_BUS),
    (PermissionError(13, "Permission denied"), SensorReason.DENIED),
    (TimeoutError(), SensorReason.CONNECT_FAILED),
    (OSError(-2147483629, "The object has been closed"), SensorReason.CONNECT_FAILED),
]
EVERYTHING = [error for error, _ in FAILURES] + [BleakBluetoothNotAvailableError("no", why) for why in Why]


@pytest.mark.parametrize("why", list(Why))
def test_bluetooth_that_is_not_there_is_told_by_its_reason(why: Why) -> None:
    assert to_sensor_error(BleakBluetoothNotAvailableError("no", why), "scanning").reason is REASONS[why]


@pytest.mark.parametrize(("error", "reason"), FAILURES, ids=lambda value: repr(value)[:60])
def test_a_failure_has_its_reason(error: Exception, reason: SensorReason) -> None:
    assert to_sensor_error(error, "scanning").reason is reason


@pytest.mark.parametrize("error", EVERYTHING, ids=lambda error: repr(error)[:60])
def test_a_failure_is_told_in_one_line(error: Exception) -> None:
    message = to_sensor_error(error, "scanning").message
    assert message.strip()
    assert "\n" not in message


@pytest.mark.parametrize(
    "error", [BleakDeviceNotFoundError("00:00"), TimeoutError(), BleakError("broken")], ids=lambda e: repr(e)
)
def test_a_failure_tells_what_was_being_done(error: Exception) -> None:
    assert to_sensor_error(error, "scanning").message.startswith("scanning ")


def test_a_long_text_of_the_system_is_cut() -> None:
    assert len(to_sensor_error(BleakError("x\n" * 5000), "scanning").message) < 250


def test_an_error_already_told_is_left_alone() -> None:
    error = SensorError(SensorReason.SILENT, "nothing came")
    assert to_sensor_error(error, "scanning") is error


@pytest.mark.parametrize("error", [ValueError("ours"), KeyError("ours"), AssertionError()])
def test_a_fault_of_our_own_is_raised_again(error: Exception) -> None:
    with pytest.raises(type(error)) as caught:
        to_sensor_error(error, "scanning")
    assert caught.value is error


@pytest.mark.parametrize(
    ("platform", "words"),
    [("darwin", "System Settings, Privacy & Security, Bluetooth"), ("win32", "Radios"), ("linux", "BlueZ")],
)
def test_where_to_allow_bluetooth_is_told_for_the_system(platform: str, words: str) -> None:
    assert words in permission_hint(platform)


@pytest.mark.parametrize(
    ("platform", "words"),
    [("darwin", "Control Centre"), ("win32", "quick settings"), ("linux", "bluetoothctl power on")],
)
def test_how_to_turn_bluetooth_on_is_told_for_the_system(platform: str, words: str) -> None:
    assert words in start_hint(platform)


def test_bluetooth_that_is_off_is_told_with_how_to_turn_it_on() -> None:
    told = to_sensor_error(BleakBluetoothNotAvailableError("off", Why.POWERED_OFF), "scanning")
    assert told.message.endswith(start_hint())


def test_bluetooth_that_is_denied_is_told_with_where_to_allow_it() -> None:
    told = to_sensor_error(BleakBluetoothNotAvailableError("no", Why.DENIED_BY_USER), "scanning")
    assert told.message.endswith(permission_hint())
