"""The sensor families: how each is recognised on the air, what to say to it, how to read it. Data, and no radio."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from drivers import diy, dot, metawear, movesense, polar, witmotion
from drivers.dialogue import Dialogue
from drivers.diy_talk import DiyDialogue
from drivers.dot_talk import DotDialogue
from drivers.metawear_talk import MetawearDialogue
from drivers.movesense_log import MovesenseLogReader
from drivers.movesense_talk import MovesenseDialogue
from drivers.packet import Decoder
from drivers.polar_talk import PolarDialogue
from drivers.readings import Reader
from drivers.source import Setting
from drivers.witmotion_talk import WitmotionDialogue
from tracker.errors import InputError, InputReason

SYNONYMS = {
    "rate": "rate_hz", "sample_rate_hz": "rate_hz", "output_rate_hz": "rate_hz", "odr_hz": "rate_hz",
    "gyro_range_dps": "gyr_range_dps", "gyro_factor": "gyr_factor", "payload_mode": "mode",
    "previous_frame_timestamp_ns": "previous_timestamp_ns",
}  # fmt: skip
"""Names the makers' documents have for settings of a log."""


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
    """One family. Recognised by the first of: a service, a start of its name, a company number; not if its name
    starts as `strangers` do, devices of another kind with the same service.

    `decoder` and `dialogue` take settings, as `settings` are those without a wish. `reader` reads a log of its
    notifications, with settings of the names `reads`. `also` are other slugs it answers to.
    """

    slug: str
    title: str
    settings: Mapping[str, Setting]
    decoder: Callable[[Mapping[str, Setting]], Decoder]
    dialogue: Callable[[Mapping[str, Setting]], Dialogue]
    reader: Callable[[Mapping[str, Setting]], Reader]
    also: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    services: frozenset[str] = frozenset()
    name_starts: tuple[str, ...] = ()
    companies: frozenset[int] = frozenset()
    strangers: tuple[str, ...] = ()

    def wished(self, wishes: Mapping[str, Setting]) -> dict[str, Setting]:
        """Its settings with these wishes; InputError for one it has not, and for a value it has not."""
        named = {SYNONYMS.get(name, name): value for name, value in wishes.items()}
        if unknown := sorted(named.keys() - set(self.settings)):
            known = ", ".join(self.settings) or "none, it describes itself"
            raise InputError(
                InputReason.BAD_VALUE, f'{self.title} has no setting "{unknown[0]}"; there is: {known}'
            )
        settings = {**self.settings, **named}
        self.dialogue(settings)
        return settings

    def matches(self, seen: Advertisement) -> bool:
        """Whether this advertisement is of this family."""
        name = (seen.name or "").lower()
        if any(name.startswith(start.lower()) for start in self.strangers):
            return False
        return (
            bool(self.services & seen.service_uuids)
            or any(name.startswith(start.lower()) for start in self.name_starts)
            or bool(self.companies & set(seen.manufacturer_data))
        )


FAMILIES = (
    Family(
        slug="movesense",
        title="Movesense",
        settings={"rate_hz": movesense.DEFAULT_RATE_HZ},
        decoder=movesense.decoder,
        dialogue=MovesenseDialogue,
        reader=MovesenseLogReader,
        reads=("rate_hz", "resource"),
        services=frozenset({movesense.SERVICE}),
        name_starts=("Movesense ",),
    ),
    Family(
        slug="witmotion",
        title="WitMotion BLE5",
        settings={"rate_hz": witmotion.DEFAULT_RATE_HZ, "low_pass_hz": witmotion.DEFAULT_LOW_PASS_HZ},
        decoder=witmotion.decoder,
        dialogue=WitmotionDialogue,
        reader=witmotion.log_reader,
        reads=("rate_hz", *witmotion.FIXED),
        services=frozenset({witmotion.SERVICE}),
        name_starts=("WT901", "WTSDCL", "BWT901BLE"),
    ),
    Family(
        slug="polar",
        title="Polar Verity Sense",
        settings=polar.DEFAULTS,
        decoder=polar.decoder,
        dialogue=PolarDialogue,
        reader=polar.log_reader,
        reads=polar.READS,
        name_starts=("Polar Sense",),
    ),
    Family(
        slug="metawear",
        title="MetaWear",
        settings=metawear.DEFAULTS,
        decoder=metawear.decoder,
        dialogue=MetawearDialogue,
        reader=metawear.log_reader,
        reads=metawear.READS,
        services=frozenset({metawear.SERVICE}),
        name_starts=("MetaWear",),
    ),
    Family(
        slug="movella-dot",
        also=("dot", "xsens-dot"),
        title="Movella DOT",
        settings={"rate_hz": dot.DEFAULT_RATE_HZ, "mode": dot.DEFAULT_MODE},
        decoder=dot.decoder,
        dialogue=DotDialogue,
        reader=dot.log_reader,
        reads=("mode", "rate_hz"),
        name_starts=("Movella DOT", "Xsens DOT"),
        companies=frozenset({dot.COMPANY}),
    ),
    Family(
        slug="diy",
        title="home-built (Nordic UART)",
        settings={},
        decoder=diy.decoder,
        dialogue=DiyDialogue,
        reader=diy.log_reader,
        services=frozenset({diy.SERVICE}),
        strangers=diy.STRANGERS,
    ),
)


def family_of(seen: Advertisement) -> Family | None:
    """The family of an advertisement; the more telling ones stand first."""
    return next((family for family in FAMILIES if family.matches(seen)), None)


def family_named(slug: str) -> Family:
    """The family of that slug."""
    for family in FAMILIES:
        if slug in (family.slug, *family.also):
            return family
    known = ", ".join(family.slug for family in FAMILIES)
    raise InputError(InputReason.BAD_VALUE, f'no sensor family is called "{slug}"; there is: {known}')


def decoder_for(slug: str, settings: Mapping[str, Setting]) -> Decoder:
    """A fresh decoder for a family's stream."""
    return family_named(slug).decoder(settings)


def reader_for(slug: str, settings: Mapping[str, Setting]) -> Reader:
    """A fresh reader for a log of a family's notifications; it takes the settings it names."""
    family = family_named(slug)
    named = {SYNONYMS.get(name, name): value for name, value in settings.items()}
    if unknown := sorted(named.keys() - set(family.reads)):
        known = ", ".join(family.reads) or "none"
        raise InputError(
            InputReason.BAD_VALUE, f'{slug} has no setting "{unknown[0]}" to decode by; there is: {known}'
        )
    return family.reader(named)
