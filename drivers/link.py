"""A link to one sensor that survives a living room: connect, listen, notice silence, come back, let go.

The callbacks of bleak do nothing but stamp the time and put the bytes aside. One task watches: a second of
silence is told, three seconds are a lost link, which is then taken down and sought again, with longer and
longer waits, until the user stops. The sensor's clock goes on meanwhile, so the decoder sees the gap.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections.abc import AsyncIterator, Callable, Mapping

from bleak import BleakClient
from bleak.backends.characteristic import BleakGATTCharacteristic
from bleak.backends.client import BaseBleakClient
from bleak.backends.device import BLEDevice

from drivers.dialogue import FIRMWARE, Dialogue
from drivers.families import Family
from drivers.faults import to_sensor_error
from drivers.pace import Pace
from drivers.packet import Packet
from drivers.source import LinkChange, LinkState, SensorInfo, Setting
from drivers.talk import ClientTalk
from tracker.errors import SensorError, SensorReason

WEAK_S = 1.0
LOST_S = 3.0
WATCH_S = 0.25
BACK_OFF_S = (1.0, 2.0, 4.0, 8.0, 15.0)
SILENCES = 2  # a sensor that has never sent anything is tried so often again
CONNECT_S = 20.0
START_S = 10.0  # for its services, who it is, and the commands
GOODBYE_S = 2.0  # a sensor out of reach acknowledges no command; nobody should wait for that


class Link:
    """A source of packets; see drivers.source.Source. `is_over` tells of a device that has nothing more to
    send, a virtual one; a link lost after that is not sought again."""

    def __init__(
        self,
        family: Family,
        device: BLEDevice | str,
        *,
        name: str = "",
        settings: Mapping[str, Setting] | None = None,
        pace: Pace | None = None,
        backend: type[BaseBleakClient] | None = None,
        is_over: Callable[[], bool] = lambda: False,
    ) -> None:
        assert family.dialogue is not None
        self._family = family
        self._device = device
        self._address = device if isinstance(device, str) else device.address
        self._name = name or (device if isinstance(device, str) else device.name or device.address)
        self._dialogue: Dialogue = family.dialogue(settings if settings is not None else family.settings)
        self._pace = pace or Pace()
        self._backend = backend
        self._is_over = is_over
        self._client: BleakClient | None = None
        self._talk: ClientTalk | None = None
        self._queue: asyncio.Queue[Packet | LinkChange | None] = asyncio.Queue()
        self._heard_s = 0.0
        self._gone = asyncio.Event()
        self._watch: asyncio.Task[None] | None = None
        self._closing = False
        self._fault: BaseException | None = None
        self._refused: str | None = None
        self._ended: str | None = None
        self._has_streamed = False
        self._silences = 0

    async def open(self) -> SensorInfo:
        """Connect and start the stream; SensorError where that fails."""
        self._tell(LinkState.CONNECTING, f"connecting to {self._name}")
        try:
            client = await self._connect()
            async with asyncio.timeout(START_S):
                talk, settings = await self._start(client)
                info = SensorInfo(
                    family=self._family.slug,
                    name=self._name,
                    address=self._address,
                    firmware=_text(await talk.read(FIRMWARE)),
                    battery_pct=await self._dialogue.battery(talk),
                    settings=settings,
                )
        except Exception as error:
            await self._let_go()
            raise to_sensor_error(error, f"connecting to {self._name}") from error
        self._tell(LinkState.STREAMING, f"{self._name} is streaming")
        self._watch = asyncio.create_task(self._keep())
        self._watch.add_done_callback(self._watched)
        return info

    async def stream(self) -> AsyncIterator[Packet | LinkChange]:
        """Everything heard, until `close()` or until the device is over; SensorError where the sensor refuses to
        stream, or never does."""
        while (item := await self._queue.get()) is not None:
            yield item
        if self._fault is not None:
            raise self._fault

    async def close(self) -> None:
        """Say goodbye to the sensor and end the stream."""
        if self._closing:
            return
        self._closing = True
        try:
            if self._watch is not None:
                self._watch.cancel()
                await asyncio.wait([self._watch])
        finally:
            await self._let_go()
            self._tell(LinkState.CLOSED, "closed")
            self._queue.put_nowait(None)

    def _watched(self, watch: asyncio.Task[None]) -> None:
        """Whatever ended the watch ends the stream, which would wait for ever."""
        if not watch.cancelled() and (fault := watch.exception()) is not None:
            self._fault = fault
            self._queue.put_nowait(None)

    def _tell(self, state: LinkState, reason: str) -> None:
        self._queue.put_nowait(LinkChange(self._pace.now(), state, reason))

    async def _connect(self) -> BleakClient:
        # Each connection has its own: the end of the last one may be told when the next one stands.
        gone = self._gone = asyncio.Event()
        client = self._client = BleakClient(
            self._device,
            disconnected_callback=lambda _: gone.set(),
            timeout=CONNECT_S,
            backend=self._backend,
        )
        await client.connect()
        return client

    async def _start(self, client: BleakClient) -> tuple[ClientTalk, Mapping[str, Setting]]:
        self._refused = self._ended = None
        talk = self._talk = ClientTalk(client, self._pace)
        for channel, uuid in self._dialogue.notify.items():
            await client.start_notify(uuid, self._listener(channel, talk))
        try:
            settings = await self._dialogue.start(talk)
        except SensorError as error:
            if error.reason is SensorReason.REFUSED:
                raise self._refusal(error.message) from error
            raise
        self._heard_s = self._pace.now()
        return talk, settings

    def _refusal(self, why: str) -> SensorError:
        return SensorError(SensorReason.REFUSED, f"{self._name} refused to stream: {why}")

    def _listener(
        self, channel: str, talk: ClientTalk
    ) -> Callable[[BleakGATTCharacteristic, bytearray], None]:
        now, put, dialogue = self._pace.now, self._queue.put_nowait, self._dialogue

        def heard(_: BleakGATTCharacteristic, data: bytearray) -> None:
            arrival_s = now()
            self._heard_s = arrival_s
            packet = Packet(arrival_s, channel, bytes(data))
            put(packet)
            if dialogue.is_answer(packet):
                self._refused = self._refused or dialogue.refusal(packet)
                self._ended = self._ended or dialogue.ended(packet)
            else:
                self._has_streamed = True
            talk.heard(packet)

        return heard

    async def _keep(self) -> None:
        """Watch the stream; when it stays away, seek the sensor until it is back."""
        weak = False
        while True:
            looked_s = self._pace.now()
            await self._pace.sleep(WATCH_S)
            # A host that was asleep or busy heard nothing: its own absence is not the sensor's silence.
            now_s = self._pace.now()
            away_s = max(now_s - looked_s - WATCH_S, 0.0)
            self._heard_s = min(self._heard_s + away_s, now_s)
            silent_s = now_s - self._heard_s
            if self._refused is not None:
                refusal = self._refusal(self._refused)
                self._tell(LinkState.LOST, refusal.message)
                raise refusal
            if self._gone.is_set() or self._ended is not None or silent_s > LOST_S:
                if self._is_over():
                    self._queue.put_nowait(None)
                    return
                reason = "the link broke" if self._gone.is_set() else f"silent for {silent_s:.0f} s"
                reason = self._ended or reason
                self._tell(LinkState.LOST, f"{reason}, looking for {self._name}")
                self._silences += 1
                if self._silences > SILENCES and not self._has_streamed:
                    raise no_stream(self._name)
                await self._seek()
                weak = False
            elif silent_s > WEAK_S and not weak:
                weak = True
                self._tell(LinkState.WEAK, f"no data for {silent_s:.1f} s")
            elif weak and silent_s < WATCH_S:
                weak = False
                self._tell(LinkState.STREAMING, f"{self._name} is streaming again")

    async def _seek(self) -> None:
        for attempt in itertools.count():
            await self._let_go()
            try:
                client = await self._connect()
                async with asyncio.timeout(START_S):
                    await self._start(client)
            except Exception as error:
                # BlueZ forgets a device half a minute after it was last heard; by address bleak scans anew.
                self._device = self._address
                fault = to_sensor_error(error, "reconnecting")
                if fault.reason is SensorReason.REFUSED:
                    self._tell(LinkState.LOST, fault.message)
                    raise fault from error
                wait_s = BACK_OFF_S[min(attempt, len(BACK_OFF_S) - 1)]
                self._tell(LinkState.LOST, f"{fault.message}; next try in {wait_s:.0f} s")
                await self._pace.sleep(wait_s)
            else:
                self._tell(LinkState.BACK, f"{self._name} is back")
                return

    async def _let_go(self) -> None:
        client, self._client = self._client, None
        if client is None:
            return
        talk, self._talk = self._talk, None
        if client.is_connected and talk is not None:
            with contextlib.suppress(Exception):
                async with asyncio.timeout(GOODBYE_S):
                    await self._dialogue.stop(talk)
        with contextlib.suppress(Exception):
            await client.disconnect()


def _text(data: bytes | None) -> str | None:
    return data.decode("utf-8", "replace").strip("\0 ") or None if data else None


def no_stream(name: str) -> SensorError:
    """Connected, but not a packet came."""
    return SensorError(
        SensorReason.SILENT, f"{name} connected but sent nothing: restart the sensor and try again"
    )
