"""Each family's virtual device told to stream by bytes as the makers' documents give them, without a link or bleak,
and what its decoder makes of what it sends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from drivers import diy, dot, metawear, polar, witmotion
from drivers.movesense import MovesenseDecoder
from drivers.packet import Decoder, Packet
from drivers.virtual.device import Device, Sent
from drivers.virtual.devices.diy import Diy
from drivers.virtual.devices.dot import Dot
from drivers.virtual.devices.metawear import Metawear
from drivers.virtual.devices.movesense import Movesense
from drivers.virtual.devices.polar import Polar
from drivers.virtual.devices.witmotion import Witmotion
from drivers.virtual.signal import VirtualSignal
from tracker.samples import Samples

WIT = "0000ffe{}-0000-1000-8000-00805f9a34fb"
PMD = "fb005c8{}-02e7-f387-1cad-8acd2d8df0c8"
GSP = "3480000{}-7185-4d5d-b431-630e7050e8f0"
MBL = "326a900{}-85cb-9195-d9dd-464cfbbae75a"
MOV = "1517{}-4947-11e9-8646-d663bd873d93"
NUS = "6e400003-b5a3-f393-e0a9-e50e24dcca9e"


def _hex(*words: str) -> tuple[bytes, ...]:
    return tuple(bytes.fromhex(word) for word in words)


FUSE = {
    "bmi160": _hex(
        "0902 1305 ff a0 0f 05", "0902 0304 ff a0 1b 01 00" + "00" * 11, "0902 0903 01 60 11 31 03"
    ),
    "bmi270": _hex(
        "0902 1304 ff a0 0f 05", "0902 0304 ff a0 1b 01 00" + "00" * 11, "0902 0903 01 60 11 31 03"
    ),
}
CONFIG = {
    "bmi160": _hex("0303 28 0c", "1303 28 00"),
    "bmi270": _hex("0303 a8 03", "1303 28 00"),
}
PACKED = {"bmi160": _hex("031c01", "130701"), "bmi270": _hex("030501", "130501")}
SINGLE = {"bmi160": _hex("030401", "130501"), "bmi270": _hex("030401", "130401")}
RUN = _hex("03020100", "13020100", "130101", "030101")


@dataclass(frozen=True)
class Start:
    """How a family is started. `writes` go to `command`, `pause_s` apart."""

    device: Callable[[VirtualSignal], Device]
    decoder: Callable[[], Decoder]
    rate_hz: float
    listen: Mapping[str, str]  # characteristic to channel
    command: str
    writes: tuple[bytes, ...] = ()
    response: bool = True
    pause_s: float = 0.0
    more: Mapping[bytes, str] = field(default_factory=dict)  # writes to another characteristic

    def send(self, signal: VirtualSignal) -> tuple[Device, list[Sent]]:
        """All it sends, and the device at the end."""
        device = self.device(signal)
        sent: list[Sent] = []
        for uuid in self.listen:
            device.listen(uuid, -1.0, on=True)
        at_s = -1.0
        for write in self.writes:
            device.write(self.more.get(write, self.command), write, at_s, response=self.response)
            sent += device.due(at_s)
            at_s += self.pause_s
        return device, sent + device.due(device.ends_s + 1.0)

    def decode(self, sent: list[Sent]) -> Samples:
        """What the family's decoder makes of it, heard as it was sent."""
        decoder = self.decoder()
        packets = [Packet(one.sent_s, self.listen[one.uuid], one.data) for one in sent]
        return Samples.concat([decoder.feed(packet) for packet in packets])


def _polar(older: bool) -> Start:
    start = _hex("0200 00 01 68 00 01 01 10 00 02 01 10 00 04 01 03".replace("0200", "0202", 1),
                 "0205 00 01 68 00 01 01 10 00 02 01 d0 07 04 01 03")  # fmt: skip
    return Start(
        lambda signal: Polar(signal, older=older),
        lambda: polar.decoder({"rate_hz": 104}),
        104.0,
        {PMD.format(1): "control", PMD.format(2): "data"},
        PMD.format(1),
        (b"\x02\x09", *start),
    )


def _metawear(chip: str, stream: str) -> Start:
    listen = {"fused": (*FUSE[chip], b"\x09\x07\x02\x01", b"\x09\x03\x01"), "packed": PACKED[chip],
              "single": SINGLE[chip]}[stream]  # fmt: skip
    return Start(
        lambda signal: Metawear(signal, chip=chip),
        lambda: metawear.decoder({"stream": "fused" if stream == "fused" else "two"}),
        100.0,
        {MBL.format(6): "data"},
        MBL.format(1),
        (b"\x09\x08", *CONFIG[chip], *listen, *RUN),
        response=False,
    )


def _witmotion(dated: bool) -> Start:
    return Start(
        lambda signal: Witmotion(signal, dated=dated),
        lambda: witmotion.decoder({"rate_hz": 100}),
        100.0,
        {WIT.format(4): "data"},
        WIT.format(9),
        _hex("ffaa6988b5", "ffaa030900", "ffaa1f0200"),
        pause_s=0.1,
    )


def _movesense(rate_hz: int) -> Start:
    return Start(
        Movesense,
        lambda: MovesenseDecoder(rate_hz),
        float(rate_hz),
        {GSP.format(2): "data"},
        GSP.format(1),
        (b"\x01\x53/Meas/IMU6/" + str(rate_hz).encode(),),
    )


def _diy(batch: int, fill: bool) -> Start:
    return Start(
        lambda signal: Diy(signal, batch=batch, fill=fill), lambda: diy.decoder({}), 100.0, {NUS: "data"}, ""
    )


DOT_RATE = b"\x10" + bytes(23) + b"\x3c\x00" + bytes(6)
STARTS: Mapping[str, Start] = {
    "movesense 104": _movesense(104),
    "movesense 52": _movesense(52),
    "witmotion short": _witmotion(dated=False),
    "witmotion dated": _witmotion(dated=True),
    "polar newer": _polar(older=False),
    "polar older": _polar(older=True),
    **{f"metawear {c} {s}": _metawear(c, s) for c in ("bmi160", "bmi270") for s in ("fused", "packed", "single")},
    "dot": Start(
        Dot,
        lambda: dot.decoder({}),
        60.0,
        {MOV.format("2003"): "data"},
        MOV.format("2001"),
        (DOT_RATE, b"\x01\x01\x15"),
        more={DOT_RATE: MOV.format("1002")},
    ),
    "diy lines of one": _diy(1, fill=True),
    "diy lines of five": _diy(5, fill=True),
    "diy line by line": _diy(5, fill=False),
}  # fmt: skip
