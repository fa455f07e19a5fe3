from __future__ import annotations

import pytest
from bleak.exc import (
    BleakBluetoothNotAvailableError,
    BleakBluetoothNotAvailableReason,
    BleakCharacteristicNotFoundError,
    BleakDBusError,
    BleakDeviceNotFoundError,
    BleakError,
    BleakGATTProtocolError,
    BleakGATTProtocolErrorCode,
)
from dbus_fast import AuthError

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
BLUEZ, BUS = "org.bluez.Error", "org.freedesktop.DBus.Error"
Code = BleakGATTProtocolErrorCode
FAILURES: list[tuple[Exception, SensorReason]] = [
    # out of reach, or forgotten by the system
    (BleakDeviceNotFoundError("00:00"), SensorReason.NOT_FOUND),
    (BleakError("device 'dev_00_11' not found"), SensorReason.NOT_FOUND),
    (BleakDBusError(f"{BLUEZ}.DoesNotExist", ["Does Not Exist"]), SensorReason.NOT_FOUND),
    (BleakDBusError(f"{BUS}.UnknownObject", ["no such object"]), SensorReason.NOT_FOUND),
    # somebody else has it
    (BleakDBusError(f"{BLUEZ}.InProgress", ["Operation already in progress"]), SensorReason.HELD),
    (BleakDBusError(f"{BLUEZ}.NotPermitted", ["Notify acquired"]), SensorReason.HELD),
    (BleakDBusError(f"{BLUEZ}.Failed", ["Device or resource busy"]), SensorReason.HELD),
    (BleakError("Could not start notify on 0012: Access Denied"), SensorReason.HELD),
    (BleakGATTProtocolError(Code.PROCEDURE_ALREADY_IN_PROGRESS), SensorReason.HELD),
    # the link does not come about, or breaks under what is done
    (BleakDBusError(f"{BLUEZ}.Failed", ["le-connection-abort-by-local"]), SensorReason.CONNECT_FAILED),
    (BleakError("Service Discovery has not been performed yet"), SensorReason.CONNECT_FAILED),
    (TimeoutError(), SensorReason.CONNECT_FAILED),
    (OSError(-2147483629, "The object has been closed"), SensorReason.CONNECT_FAILED),
    (BleakDBusError(f"{BLUEZ}.Failed", ["Not connected"]), SensorReason.LOST),
    (BleakDBusError(f"{BLUEZ}.NotConnected", ["Not Connected"]), SensorReason.LOST),
    (BleakError("failed to discover services, device disconnected"), SensorReason.LOST),
    (BleakError("Could not get GATT services: Unreachable"), SensorReason.LOST),
    # the sensor answers, and does not want
    (BleakGATTProtocolError(Code.INSUFFICIENT_AUTHENTICATION), SensorReason.UNPAIRED),
    (BleakGATTProtocolError(Code.INSUFFICIENT_ENCRYPTION), SensorReason.UNPAIRED),
    (BleakGATTProtocolError(Code.WRITE_NOT_PERMITTED), SensorReason.GATT_ERROR),
    (BleakGATTProtocolError(0x80), SensorReason.GATT_ERROR),
    (BleakCharacteristicNotFoundError("34800002"), SensorReason.UNSUPPORTED),
    # the system
    (BleakError("Bleak requires BlueZ >= 5.55."), SensorReason.UNSUPPORTED),
    (BleakError("adapter 'hci0' not found"), SensorReason.NO_ADAPTER),
    (BleakDBusError(f"{BLUEZ}.NotReady", ["Resource Not Ready"]), SensorReason.POWERED_OFF),
    (BleakDBusError(f"{BLUEZ}.NotPermitted", ["no"]), SensorReason.DENIED),
    (BleakDBusError(f"{BUS}.AccessDenied", ["no"]), SensorReason.DENIED),
    (PermissionError(13, "Permission denied"), SensorReason.DENIED),
    (BleakDBusError(f"{BUS}.ServiceUnknown", ["no"]), SensorReason.NO_SERVICE),
    (BleakDBusError(f"{BUS}.NameHasNoOwner", ["no"]), SensorReason.NO_SERVICE),
    (BleakError("The name org.bluez was not provided by any .service files"), SensorReason.NO_SERVICE),
    (BleakDBusError(f"{BUS}.NoReply", ["no"]), SensorReason.NO_SERVICE),
    (FileNotFoundError(2, "No such file or directory"), SensorReason.NO_BUS),
    (ConnectionRefusedError(111, "Connection refused"), SensorReason.NO_BUS),
    (OSError("cannot reach /run/dbus/system_bus_socket"), SensorReason.NO_BUS),
    (EOFError(), SensorReason.NO_BUS),
    (ConnectionResetError(104, "Connection reset by peer"), SensorReason.NO_BUS),
    (BrokenPipeError(32, "Broken pipe"), SensorReason.NO_BUS),
    (AuthError("no"), SensorReason.NO_BUS),
    # some file, and no matter of the bus
    (FileNotFoundError(2, "No such file or directory", "numbers.txt"), SensorReason.CONNECT_FAILED),
    (PermissionError(13, "Permission denied", "numbers.txt"), SensorReason.CONNECT_FAILED),
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


def test_each_reason_has_its_own_sentence() -> None:
    told = {reason: to_sensor_error(error, "scanning").message for error, reason in FAILURES}
    assert len(set(told.values())) == len(told)


def test_a_sensor_somebody_else_holds_is_told_as_that() -> None:
    told = to_sensor_error(BleakDBusError(f"{BLUEZ}.InProgress", []), "connecting")
    assert "another program holds the sensor" in told.message


def test_a_missing_file_is_told_by_its_name() -> None:
    told = to_sensor_error(FileNotFoundError(2, "No such file or directory", "numbers.txt"), "scanning")
    assert "numbers.txt" in told.message
    assert "D-Bus" not in told.message


def test_a_sensor_that_answers_with_an_error_is_told_what_it_was() -> None:
    told = to_sensor_error(BleakGATTProtocolError(Code.WRITE_NOT_PERMITTED), "connecting")
    assert "answered with an error (Write Not Permitted)" in told.message


def test_a_sensor_without_its_characteristic_is_told_which() -> None:
    assert "34800002" in to_sensor_error(BleakCharacteristicNotFoundError("34800002"), "x").message


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
