"""A link to one sensor that survives a living room: connect, listen, notice silence, come back, let go.

One task watches: a second of silence is told, three seconds are a lost link, which is then taken down and sought
again, with longer and longer waits, until the user stops. The sensor's clock goes on meanwhile, so the decoder sees
the gap. What is told of each state is a reason in words.

| constant | value | why |
|---|---|---|
| `BACK_OFF_S` | 1 to 15 s | a sensor knocked loose is back at once; one whose battery is out costs the radio little |
| `SILENCES` | 2 | a sensor that has never sent anything is tried so often again |
| `FAULTS` | 3 | bleak's insides raise odd things when the bus dies under them; a fault of ours comes every time |
| `OPENINGS` | 2 | the first try of a connection often breaks off for no reason but other radios nearby |
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable, Mapping

from bleak.backends.client import BaseBleakClient
from bleak.backends.device import BLEDevice

from drivers.charge import follow_charge
from drivers.connection import START_S, Connection
from drivers.dialogue import FIRMWARE, Dialogue, Talk
from drivers.families import Family
from drivers.faults import to_sensor_error
from drivers.known import Reach
from drivers.pace import Pace
from drivers.packet import Packet
from drivers.source import NO_DATA, Heard, LinkChange, LinkState, SensorInfo, Setting
from drivers.watch import WATCH_S, Silence, Watch
from tracker.errors import SensorError, SensorReason

BACK_OFF_S = (1.0, 2.0, 4.0, 8.0, 15.0)
SILENCES = 2
FAULTS = 3
OPENINGS = 2


class Link:
    """A source of packets; see drivers.source.Source.

    `device` is one a scan found, or its address. Links that share a `turn` connect one after the other, as most
    adapters want it. `is_over` tells of a device that has nothing more to send, a virtual one; a link lost after that
    is not sought again.
    """

    def __init__(
        self,
        family: Family,
        device: BLEDevice | str,
        *,
        name: str = "",
        settings: Mapping[str, Setting] | None = None,
        pace: Pace | None = None,
        backend: type[BaseBleakClient] | None = None,
        turn: asyncio.Lock | None = None,
        is_over: Callable[[], bool] = lambda: False,
    ) -> None:
        self._family = family
        self._name = name or (device if isinstance(device, str) else device.name or device.address)
        self._reach = Reach(device, self._name, backend)
        self._dialogue: Dialogue = family.dialogue(settings if settings is not None else family.settings)
        self._pace = pace or Pace()
        self._backend = backend
        self._turn = turn or asyncio.Lock()
        self._is_over = is_over
        self._queue: asyncio.Queue[Heard | None] = asyncio.Queue()
        self._connection: Connection | None = None
        self._info: SensorInfo | None = None
        self._watch = Watch(0.0)
        self._keeper: asyncio.Task[None] | None = None
        self._charge: asyncio.Task[None] | None = None
        self._closing = False
        self._fault: BaseException | None = None
        self._refused: str | None = None
        self._ended: str | None = None
        self._to_tell: tuple[LinkState, str] | None = None  # once the first data is there
        self._has_streamed = False
        self._silences = self._tries = 0

    async def open(self) -> SensorInfo:
        """Connect and start the stream; SensorError where that fails. One that is open says who it is again."""
        if self._info is not None:
            return self._info
        try:
            settings = await self._first()
            assert self._connection is not None
            talk = self._connection.talk
            async with asyncio.timeout(START_S):
                info = self._info = SensorInfo(
                    family=self._family.slug,
                    name=self._name,
                    address=self._reach.address,
                    firmware=_text(await talk.read(FIRMWARE)),
                    battery_pct=await self._dialogue.battery(talk),
                    settings=settings,
                )
        except Exception as error:
            await self._let_go()
            raise to_sensor_error(error, f"connecting to {self._name}") from error
        self._keeper = asyncio.create_task(self._keep())
        self._keeper.add_done_callback(self._kept)
        tell = self._queue.put_nowait
        self._charge = asyncio.create_task(
            follow_charge(self._dialogue, self._talk, self._pace, info.battery_pct, tell)
        )
        return info

    async def stream(self) -> AsyncIterator[Heard]:
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
            tasks = [task for task in (self._keeper, self._charge) if task is not None]
            for task in tasks:
                task.cancel()
            if tasks:
                await asyncio.wait(tasks)
        finally:
            await self._let_go()
            self._tell(LinkState.CLOSED, "closed")
            self._queue.put_nowait(None)

    def _kept(self, keeper: asyncio.Task[None]) -> None:
        """Whatever ended the watch ends the stream, which would wait for ever."""
        if not keeper.cancelled() and (fault := keeper.exception()) is not None:
            self._fault = fault
            self._queue.put_nowait(None)

    def _searching(self) -> None:
        if self._info is None:
            self._tell(LinkState.SEARCHING, f"listening for {self._name}")

    def _tell(self, state: LinkState, reason: str) -> None:
        self._queue.put_nowait(LinkChange(self._pace.now(), state, reason))

    async def _first(self) -> Mapping[str, Setting]:
        for attempt in itertools.count():
            try:
                return await self._begin(LinkState.STREAMING, f"{self._name} is streaming", attempt)
            except Exception as error:
                if attempt + 1 == OPENINGS or not self._may_pass(error):
                    raise
                await self._let_go()
        raise AssertionError

    def _may_pass(self, error: Exception) -> bool:
        """Whether a second try is worth it: the first broke off, or the system knew a sensor it had lost sight of."""
        reason = to_sensor_error(error, "").reason
        broke = reason in (SensorReason.CONNECT_FAILED, SensorReason.LOST) and not isinstance(
            error, TimeoutError
        )
        return broke or (reason is SensorReason.NOT_FOUND and self._reach.remembered)

    async def _begin(self, state: LinkState, reason: str, attempt: int = 0) -> Mapping[str, Setting]:
        """A new connection, streaming; that it does is told as `state` once the first data is there."""
        connection = self._connection = Connection(self._dialogue, self._pace, self._take, self._backend)
        self._refused = self._ended = None
        self._to_tell = (state, reason)
        async with self._turn:
            device = await self._reach.device(attempt, self._searching)
            if state is LinkState.STREAMING:
                self._tell(LinkState.CONNECTING, f"connecting to {self._name}")
            await connection.open(device)
        try:
            settings = await connection.start()
        except SensorError as error:
            if error.reason is SensorReason.REFUSED:
                raise self._refusal(error.message) from error
            raise
        self._watch = Watch(self._pace.now())
        return settings

    def _take(self, packet: Packet) -> None:
        if self._dialogue.is_answer(packet):
            self._refused = self._refused or self._dialogue.refusal(packet)
            self._ended = self._ended or self._dialogue.ended(packet)
        else:
            self._has_streamed, self._tries = True, 0
            if self._to_tell is not None:
                self._queue.put_nowait(LinkChange(packet.arrival_s, *self._to_tell))
                self._to_tell = None
                self._watch = Watch(packet.arrival_s)
            self._watch.heard(packet.arrival_s)
        self._queue.put_nowait(packet)

    def _refusal(self, why: str) -> SensorError:
        return SensorError(SensorReason.REFUSED, f"{self._name} refused to stream: {why}")

    async def _keep(self) -> None:
        """Watch the stream; when it stays away, seek the sensor until it is back."""
        while True:
            await self._pace.sleep(WATCH_S)
            now_s = self._pace.now()
            silence = self._watch.look(now_s)
            if self._refused is not None and not self._has_streamed:
                refusal = self._refusal(self._refused)
                self._tell(LinkState.LOST, refusal.message)
                raise refusal
            lost = self._lost(silence, now_s)
            if lost is not None:
                if self._is_over():
                    self._queue.put_nowait(None)
                    return
                self._tell(LinkState.LOST, f"{lost}, looking for {self._name}")
                self._silences += 1
                if self._silences > SILENCES and not self._has_streamed:
                    raise no_stream(self._name)
                await self._seek()
            elif silence is Silence.WEAK:
                only = "connected, but " if self._to_tell is not None else ""
                self._tell(LinkState.WEAK, f"{only}{NO_DATA} for {self._watch.silent_s(now_s):.1f} s")
            elif silence is Silence.OVER:
                self._tell(LinkState.STREAMING, f"{self._name} is streaming again")

    def _lost(self, silence: Silence | None, now_s: float) -> str | None:
        """Why there is no stream any more; None while there is."""
        assert self._connection is not None
        if self._ended is not None or self._refused is not None:
            return self._ended or self._refused
        if self._connection.gone.is_set():
            return "the link broke"
        return f"silent for {self._watch.silent_s(now_s):.0f} s" if silence is Silence.LOST else None

    async def _seek(self) -> None:
        faults = 0
        for attempt in itertools.count():
            await self._let_go()
            try:
                await self._begin(LinkState.BACK, f"{self._name} is back", attempt)
                return
            except Exception as error:
                try:
                    fault = to_sensor_error(error, "reconnecting")
                except Exception:
                    faults += 1
                    if faults == FAULTS:
                        raise
                    fault = SensorError(SensorReason.CONNECT_FAILED, f"reconnecting failed: {error!r}"[:160])
            if fault.reason is SensorReason.REFUSED and not self._has_streamed:
                self._tell(LinkState.LOST, fault.message)
                raise fault
            wait_s = BACK_OFF_S[min(self._tries, len(BACK_OFF_S) - 1)]
            self._tries += 1
            self._tell(LinkState.LOST, f"{fault.message}; next try in {wait_s:.0f} s")
            await self._pace.sleep(wait_s)

    def _talk(self) -> Talk | None:
        """The connection, while data comes over it."""
        return self._connection.talk if self._connection is not None and self._to_tell is None else None

    async def _let_go(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.let_go()


def _text(data: bytes | None) -> str | None:
    return data.decode("utf-8", "replace").strip("\0 ") or None if data else None


def no_stream(name: str) -> SensorError:
    """Connected, but not a packet came."""
    return SensorError(
        SensorReason.SILENT, f"{name} connected but sent nothing: restart the sensor and try again"
    )
