"""The sensor families: how each is recognised on the air, and what to say to it. Data, and no radio.

A family not supported yet is still recognised, so that a scan can name it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from drivers import movesense
from drivers.dialogue import Dialogue
from drivers.diy import DiyReader
from drivers.movesense_log import MovesenseLogReader
from drivers.movesense_talk import MovesenseDialogue
from drivers.packet import Decoder
from drivers.readings import Reader
from drivers.source import Setting
from drivers.witmotion import WitmotionReader, rate_of
from tracker.errors import InputError, InputReason

NORDIC_UART = "6e400001-b5a3-f393-e0a9-e50e24dcca9e"
WITMOTION = "0000ffe5-0000-1000-8000-00805f9a34fb"
METAWEAR = "326a9000-85cb-9195-d9dd-464cfbbae75a"
MOVELLA_COMPANY = 0x0886


@dataclass(frozen=True, slots=True)
class Advertisement:
    """What a device says of itself on the air; `manufacturer_data` by company number."""

    address: str
    name: str | None = None
    rssi_dbm: int | None = None
    service_uuids: frozenset[str] = frozenset()
    manufacturer_data: Mapping[int, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Family:
    """One family. Recognised by the first of: a service, a start of its name, a company number.

    `decoder` and `dialogue` take the settings; both None where the family is known but not supported. `reader`
    reads a log of its notifications, with settings of the names `reads`.
    """

    slug: str
    title: str
    services: frozenset[str] = frozenset()
    name_starts: tuple[str, ...] = ()
    companies: frozenset[int] = frozenset()
    settings: Mapping[str, Setting] = field(default_factory=dict)
    decoder: Callable[[Mapping[str, Setting]], Decoder] | None = None
    dialogue: Callable[[Mapping[str, Setting]], Dialogue] | None = None
    reader: Callable[[Mapping[str, Setting]], Reader] | None = None
    reads: tuple[str, ...] = ()

    @property
    def supported(self) -> bool:
        """Whether it can be used."""
        return self.decoder is not None

    def matches(self, seen: Advertisement) -> bool:
        """Whether this advertisement is of this family."""
        name = (seen.name or "").lower()
        return (
            bool(self.services & seen.service_uuids)
            or any(name.startswith(start.lower()) for start in self.name_starts)
            or bool(self.companies & set(seen.manufacturer_data))
        )


FAMILIES = (
    Family(
        slug="movesense",
        title="Movesense",
        services=frozenset({movesense.SERVICE}),
        name_starts=("Movesense ",),
        settings={"rate_hz": 104},
        decoder=lambda settings: movesense.MovesenseDecoder(movesense.rate_of(settings)),
        dialogue=MovesenseDialogue,
        reader=MovesenseLogReader,
        reads=("rate_hz", "resource"),
    ),
    Family(
        "witmotion", "WitMotion BLE5", frozenset({WITMOTION}), ("WT901", "WTSDCL"),
        reader=lambda settings: WitmotionReader(rate_of(settings), as_sent=True), reads=("rate_hz",),
    ),
    Family("polar", "Polar Verity Sense", name_starts=("Polar Sense",)),
    Family("metawear", "MetaWear", frozenset({METAWEAR}), ("MetaWear",)),
    Family("movella-dot", "Movella DOT", name_starts=("Movella DOT", "Xsens DOT"), companies=frozenset({MOVELLA_COMPANY})),
    Family(
        "diy", "home-built (Nordic UART)", frozenset({NORDIC_UART}),
        reader=lambda settings: DiyReader(as_sent=True),
    ),
)  # fmt: skip


def family_of(seen: Advertisement) -> Family | None:
    """The family of an advertisement; the more telling ones stand first."""
    return next((family for family in FAMILIES if family.matches(seen)), None)


def family_named(slug: str) -> Family:
    """The supported family of that slug."""
    for family in FAMILIES:
        if family.slug == slug and family.supported:
            return family
    known = ", ".join(family.slug for family in FAMILIES if family.supported)
    raise InputError(InputReason.BAD_VALUE, f'no decoder for a sensor of family "{slug}"; there is: {known}')


def decoder_for(slug: str, settings: Mapping[str, Setting]) -> Decoder:
    """A fresh decoder for a family's stream."""
    make = family_named(slug).decoder
    assert make is not None
    return make(settings)


def reader_for(slug: str, settings: Mapping[str, Setting]) -> Reader:
    """A fresh reader for a log of a family's notifications; it takes the settings it names."""
    for family in FAMILIES:
        if family.slug == slug and family.reader is not None:
            if unknown := sorted(settings.keys() - set(family.reads)):
                known = ", ".join(family.reads) or "none"
                raise InputError(
                    InputReason.BAD_VALUE,
                    f'{slug} has no setting "{unknown[0]}" to decode by; there is: {known}',
                )
            return family.reader(settings)
    known = ", ".join(family.slug for family in FAMILIES if family.reader is not None)
    raise InputError(InputReason.BAD_VALUE, f'no decoder for a sensor of family "{slug}"; there is: {known}')
