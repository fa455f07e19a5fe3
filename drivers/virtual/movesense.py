"""A whole signal as the notifications of a virtual Movesense, none waited for: what `soleus simulate` writes down."""

from __future__ import annotations

import numpy as np

from drivers.packet import Packet
from drivers.virtual.device import Sent
from drivers.virtual.devices.movesense import NOTIFY, PART_BYTES, SUBSCRIBE, Movesense
from drivers.virtual.radio import deliver
from drivers.virtual.signal import RadioTrouble, VirtualSignal

NAME = Movesense.name
ADDRESS = Movesense.address
FIRMWARE = "virtual"
REFERENCE = 0x53
CHANNEL = "data"
LONGEST = PART_BYTES + 2


def notifications(signal: VirtualSignal) -> list[Sent]:
    """The whole signal at its rate, none lost."""
    device = Movesense(signal)
    device.listen(NOTIFY, 0.0, on=True)
    device.answer(bytes((SUBSCRIBE, REFERENCE)) + f"/Meas/IMU6/{round(signal.rate_hz)}".encode(), 0.0)
    return device.due(device.ends_s + 1.0)


def packets_of(signal: VirtualSignal, trouble: RadioTrouble, seed: int) -> list[Packet]:
    """The notifications as they arrive on the world's clock; lost ones are not there."""
    sent = notifications(signal)
    arrivals = deliver(np.array([one.sent_s for one in sent]), trouble, seed)
    return [
        Packet(arrival, CHANNEL, one.data)
        for one, arrival in zip(sent, arrivals, strict=True)
        if arrival is not None
    ]
