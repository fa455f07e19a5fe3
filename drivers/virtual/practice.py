"""Which virtual device stands for a family where a person tries one, and how the leg's signal is made for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from drivers.virtual.device import Device
from drivers.virtual.devices.diy import Diy
from drivers.virtual.devices.dot import Dot
from drivers.virtual.devices.metawear import Metawear
from drivers.virtual.devices.movesense import Movesense
from drivers.virtual.devices.polar import Polar
from drivers.virtual.devices.witmotion import Witmotion
from drivers.virtual.signal import VirtualSignal

DEVICES: Mapping[str, Callable[[VirtualSignal], Device]] = {
    "movesense": Movesense,
    "witmotion": Witmotion,
    "polar": Polar,
    "metawear": Metawear,
    "movella-dot": Dot,
    "diy": Diy,
}
"""By the slug of the family."""

RATES_HZ: Mapping[str, float] = {
    "movesense": 104.0,
    "witmotion": 100.0,
    "polar": 208.0,
    "metawear": 100.0,
    "movella-dot": 60.0,
    "diy": 100.0,
}
"""What each family is asked for unless told otherwise, so that the signal needs no resampling."""
