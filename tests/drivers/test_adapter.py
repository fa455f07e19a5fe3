"""What Bluetooth is like, asked of BlueZ on a private D-Bus and of bleak's scanner for the other systems."""

from __future__ import annotations

import asyncio
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from bleak.backends.scanner import BaseBleakScanner
from bleak.exc import BleakBluetoothNotAvailableError, BleakBluetoothNotAvailableReason, BleakError

from drivers.adapter import Bluetooth, Radio, bluetooth, bluez_version, is_served

if TYPE_CHECKING:
    from dbus_fast import Message

PATIENCE_S = 20.0  # where the answer is sure to come
SHORT_S = 0.1  # where none will
POLICY = '<policy context="default"><allow user="*"/><allow own="*"/><allow send_destination="*"/>{receive}</policy>'
RECEIVE = "".join(
    f'<allow receive_type="{kind}"/>' for kind in ("method_call", "method_return", "error", "signal")
)
OPEN = POLICY.format(receive=RECEIVE)
NO_BLUEZ = OPEN + '<policy context="mandatory"><deny send_destination="org.bluez"/></policy>'
NOBODY = '<policy context="mandatory"><deny user="*"/></policy>'
ADAPTER = "/org/bluez/hci0"
Properties = dict[str, Any]

needs_bus = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("dbus-daemon") is None, reason="needs Linux and its dbus-daemon"
)


@contextmanager
def private_bus(policy: str = OPEN, more: str = "") -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A dbus-daemon of the test's own: its address and the process, ended with the test."""
    with tempfile.TemporaryDirectory(prefix="soleus-bus-") as folder:
        config = Path(folder, "bus.conf")
        listen = f"<listen>unix:path={folder}/bus</listen>"
        config.write_text(
            '<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"'
            ' "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">'
            f"<busconfig><type>session</type>{listen}<auth>EXTERNAL</auth>{policy}{more}</busconfig>",
            encoding="utf-8",
        )
        with subprocess.Popen(
            ["dbus-daemon", f"--config-file={config}", "--nofork", "--nosyslog", "--print-address=1"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        ) as daemon:
            try:
                assert daemon.stdout is not None
                yield daemon.stdout.readline().strip(), daemon
            finally:
                daemon.kill()


class FakeBlueZ:
    """As much of bluetoothd as tells its adapters. `error` is answered in place of them; `mute` answers nothing."""

    def __init__(
        self, adapters: dict[str, Properties], *, error: str | None = None, mute: bool = False
    ) -> None:
        self._adapters = adapters
        self._error = error
        self._mute = mute
        self.asked = asyncio.Event()

    def _answer(self, message: Message) -> Message | bool:
        from dbus_fast import Message, Variant

        if message.member != "GetManagedObjects":
            return False
        self.asked.set()
        if self._mute:
            return True
        if self._error is not None:
            return Message.new_error(message, self._error, "no")
        kinds = {bool: "b", str: "s", list: "as"}
        objects: dict[str, Any] = {"/org/bluez": {"org.bluez.AgentManager1": {}}}
        for path, properties in self._adapters.items():
            told = {name: Variant(kinds[type(value)], value) for name, value in properties.items()}
            objects[path] = {"org.bluez.Adapter1": told}
        return Message.new_method_return(message, "a{oa{sa{sv}}}", [objects])

    @asynccontextmanager
    async def on(self, address: str) -> AsyncIterator[FakeBlueZ]:
        """On that bus, as org.bluez."""
        from dbus_fast.aio import MessageBus

        bus = await MessageBus(bus_address=address).connect()
        try:
            bus.add_message_handler(self._answer)
            await bus.request_name("org.bluez")
            yield self
        finally:
            bus.disconnect()


def adapter(*, powered: bool = True, roles: tuple[str, ...] = ("central", "peripheral")) -> Properties:
    return {"Address": "00:00:5E:00:53:00", "Powered": powered, "Roles": list(roles)}


def told_by(
    adapters: dict[str, Properties],
    *,
    error: str | None = None,
    mute: bool = False,
    policy: str = OPEN,
    answer_s: float = PATIENCE_S,
) -> Bluetooth:
    """What is made of a BlueZ with these adapters."""

    async def ask(address: str) -> Bluetooth:
        async with FakeBlueZ(adapters, error=error, mute=mute).on(address):
            return await bluetooth("linux", answer_s=answer_s, bus_address=address)

    with private_bus(policy) as (address, _):
        return asyncio.run(ask(address))


def on_linux(address: str, *, answer_s: float = PATIENCE_S, start_s: float = PATIENCE_S) -> Bluetooth:
    return asyncio.run(bluetooth("linux", answer_s=answer_s, start_s=start_s, bus_address=address))


@needs_bus
class TestBlueZ:
    def test_tells_an_adapter_that_is_on_by_its_name(self) -> None:
        assert told_by({ADAPTER: adapter()}) == Bluetooth(Radio.ON, "hci0")

    def test_tells_an_adapter_that_is_off_by_its_name(self) -> None:
        assert told_by({ADAPTER: adapter(powered=False)}) == Bluetooth(Radio.OFF, "hci0")

    def test_with_two_adapters_tells_the_one_that_is_on(self) -> None:
        both = {ADAPTER: adapter(powered=False), "/org/bluez/hci1": adapter()}
        assert told_by(both) == Bluetooth(Radio.ON, "hci1")

    def test_without_adapters_has_none(self) -> None:
        assert told_by({}) == Bluetooth(Radio.NO_ADAPTER)

    @pytest.mark.parametrize("roles", [(), ("peripheral",)])
    def test_with_an_adapter_that_cannot_seek_sensors_has_no_low_energy(self, roles: tuple[str, ...]) -> None:
        assert told_by({ADAPTER: adapter(roles=roles)}) == Bluetooth(Radio.NO_LOW_ENERGY, "hci0")

    def test_of_an_age_before_roles_has_no_low_energy(self) -> None:
        old = {"Address": "00:00:5E:00:53:00", "Powered": True}
        assert told_by({ADAPTER: old}) == Bluetooth(Radio.NO_LOW_ENERGY, "hci0")

    def test_that_the_bus_lets_nobody_talk_to_is_a_refused_permission(self) -> None:
        assert told_by({ADAPTER: adapter()}, policy=NO_BLUEZ) == Bluetooth(Radio.DENIED)

    def test_that_refuses_is_a_refused_permission(self) -> None:
        assert told_by({}, error="org.freedesktop.DBus.Error.AccessDenied") == Bluetooth(Radio.DENIED)

    def test_that_fails_otherwise_is_told_with_its_own_word(self) -> None:
        told = told_by({}, error="org.bluez.Error.Failed")
        assert told.radio is Radio.FAILED
        assert "Failed" in told.detail

    def test_that_does_not_answer_is_not_waited_for(self) -> None:
        assert told_by({}, mute=True, answer_s=1.0) == Bluetooth(Radio.SILENT)

    def test_that_is_not_running_is_a_missing_service(self) -> None:
        with private_bus() as (address, _):
            assert on_linux(address) == Bluetooth(Radio.NO_SERVICE)

    @pytest.mark.parametrize("program", ["/bin/false", "/nonexistent"])
    def test_that_cannot_be_started_is_a_missing_service(self, program: str, tmp_path: Path) -> None:
        with private_bus(more=startable(tmp_path, program)) as (address, _):
            assert on_linux(address) == Bluetooth(Radio.NO_SERVICE)

    def test_that_never_gets_started_is_a_missing_service(self, tmp_path: Path) -> None:
        with private_bus(more=startable(tmp_path, "/bin/sleep 3")) as (address, _):
            assert on_linux(address, start_s=SHORT_S) == Bluetooth(Radio.NO_SERVICE)

    def test_whose_bus_dies_under_the_question_has_failed(self) -> None:
        async def ask(address: str, daemon: subprocess.Popen[str]) -> Bluetooth:
            async with FakeBlueZ({}, mute=True).on(address) as fake:
                asking = asyncio.create_task(bluetooth("linux", answer_s=PATIENCE_S, bus_address=address))
                await fake.asked.wait()
                daemon.kill()
                return await asking

        with private_bus() as (address, daemon):
            assert asyncio.run(ask(address, daemon)) == Bluetooth(Radio.FAILED, "the system bus hung up")


def startable(folder: Path, program: str) -> str:
    """Configuration of a bus that starts this when org.bluez is asked for."""
    service = f"[D-BUS Service]\nName=org.bluez\nExec={program}\n"
    folder.joinpath("org.bluez.service").write_text(service, encoding="utf-8")
    return f"<servicedir>{folder}</servicedir>"


@pytest.mark.skipif(sys.platform != "linux", reason="dbus-fast comes with bleak on Linux only")
class TestTheBus:
    @pytest.mark.parametrize(
        "address", ["unix:path=/nonexistent", "unix:path=/etc/passwd", "nonsense", "ftp:a=b"]
    )
    def test_that_is_not_there_is_told(self, address: str) -> None:
        assert on_linux(address).radio is Radio.NO_BUS

    def test_that_nobody_serves_any_more_is_not_there(self, tmp_path: Path) -> None:
        with listening(tmp_path / "bus"):
            pass
        assert on_linux(f"unix:path={tmp_path}/bus") == Bluetooth(Radio.NO_BUS)

    def test_that_never_answers_is_not_waited_for(self, tmp_path: Path) -> None:
        with listening(tmp_path / "bus"):
            told = on_linux(f"unix:path={tmp_path}/bus", answer_s=SHORT_S)
        assert told == Bluetooth(Radio.SILENT_BUS)

    @needs_bus
    def test_that_lets_nobody_in_is_a_refused_permission(self) -> None:
        with private_bus(NOBODY) as (address, _):
            assert on_linux(address) == Bluetooth(Radio.DENIED)


@contextmanager
def listening(path: Path) -> Iterator[None]:
    """A socket that takes calls and says nothing."""
    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind(str(path))
        deaf.listen()
        yield


class Scanner(BaseBleakScanner):
    """A scanner of another system; `trouble` is what it meets, if anything."""

    trouble: BaseException | None = None
    hangs = False

    def __init__(self, *_: object, **__: object) -> None:
        super().__init__(None, None)

    async def start(self) -> None:
        if self.trouble is not None:
            raise self.trouble
        if self.hangs:
            await asyncio.Event().wait()

    async def stop(self) -> None:
        pass


Why = BleakBluetoothNotAvailableReason
REASONS = {
    Why.NO_BLUETOOTH: Radio.NO_ADAPTER,
    Why.NO_BLE_CENTRAL_ROLE: Radio.NO_LOW_ENERGY,
    Why.POWERED_OFF: Radio.OFF,
    Why.DENIED_BY_USER: Radio.DENIED,
    Why.DENIED_BY_SYSTEM: Radio.DENIED,
    Why.DENIED_BY_UNKNOWN: Radio.DENIED,
    Why.UNKNOWN: Radio.FAILED,
}


@pytest.mark.parametrize("platform", ["darwin", "win32"])
class TestAScanner:
    def test_that_starts_has_a_radio_that_is_on(self, platform: str) -> None:
        assert asyncio.run(bluetooth(platform, backend=Scanner)) == Bluetooth(Radio.ON)

    @pytest.mark.parametrize("why", list(Why))
    def test_that_says_why_not_is_believed(self, platform: str, why: Why) -> None:
        class Refused(Scanner):
            trouble = BleakBluetoothNotAvailableError("no", why)

        assert asyncio.run(bluetooth(platform, backend=Refused)).radio is REASONS[why]

    @pytest.mark.parametrize(
        "trouble", [BleakError("Unexpected\nstatus"), OSError(5, "gone"), FileNotFoundError(2, "gone")]
    )
    def test_that_fails_otherwise_is_told_in_the_system_s_words(
        self, platform: str, trouble: Exception
    ) -> None:
        class Broken(Scanner):
            pass

        Broken.trouble = trouble
        told = asyncio.run(bluetooth(platform, backend=Broken))
        assert told.radio is Radio.FAILED
        assert told.detail
        assert "\n" not in told.detail

    def test_that_waits_for_a_permission_is_not_waited_for(self, platform: str) -> None:
        class Asking(Scanner):
            hangs = True

        assert asyncio.run(bluetooth(platform, backend=Asking, answer_s=SHORT_S)) == Bluetooth(Radio.SILENT)


def says(words: str) -> tuple[str, ...]:
    return (sys.executable, "-c", f"print({words!r})")


class TestTheVersionOfBlueZ:
    @pytest.mark.parametrize("words", ["bluetoothctl: 5.66", "5.66", "bluetoothctl: '5.66'"])
    def test_is_read(self, words: str) -> None:
        assert bluez_version(says(words), PATIENCE_S) == (5, 66)

    def test_is_unknown_where_nobody_tells_it(self) -> None:
        assert bluez_version(("/nonexistent/bluetoothctl",)) is None

    def test_is_unknown_where_something_else_is_said(self) -> None:
        assert bluez_version(says("hello"), PATIENCE_S) is None

    def test_is_not_waited_for(self) -> None:
        assert (
            bluez_version((sys.executable, "-c", "import threading; threading.Event().wait()"), SHORT_S)
            is None
        )

    @pytest.mark.parametrize(
        ("version", "served"),
        [((5, 54), False), ((5, 55), True), ((5, 100), True), ((4, 101), False), ((6, 0), False)],
    )
    def test_serves_if_bleak_takes_it(self, version: tuple[int, int], served: bool) -> None:
        assert is_served(version) is served
