"""The families as data: who is recognised by what, and who is not."""

from __future__ import annotations

import pytest

from drivers import diy, dot, metawear, movesense, witmotion
from drivers.families import (
    FAMILIES,
    SYNONYMS,
    Advertisement,
    decoder_for,
    family_named,
    family_of,
    reader_for,
)
from drivers.movesense_talk import MovesenseDialogue
from tracker.errors import InputError, InputReason

BASE = "0000{}-0000-1000-8000-00805f9b34fb"
HEART_RATE, BATTERY, AMER, QUALCOMM = (BASE.format(short) for short in ("180d", "180f", "fdf3", "fe06"))
PMD = "fb005c80-02e7-f387-1cad-8acd2d8df0c8"
SUUNTO, POLAR, APPLE = 0x009F, 0x006B, 0x004C


def seen(name: str | None = None, *services: str, company: int | None = None) -> Advertisement:
    return Advertisement(
        "AA:00", name, -60, frozenset(services), {} if company is None else {company: b"\x01\x02"}
    )


ON_AIR = [
    (seen("Movesense 214530001234", movesense.SERVICE), "movesense"),
    (seen("Movesense 223430000019", AMER), "movesense"),
    (seen("Movesense 175030000423", QUALCOMM, company=SUUNTO), "movesense"),
    (seen("Movesense 214530001234"), "movesense"),
    (seen(None, movesense.SERVICE), "movesense"),
    (seen("WT901BLE67", witmotion.SERVICE), "witmotion"),
    (seen("WT901BLE68"), "witmotion"),
    (seen("WT9011DCL-BT50"), "witmotion"),
    (seen("WT901SDCL-BT50"), "witmotion"),
    (seen("WTSDCL01"), "witmotion"),
    (seen("BWT901BLECL5.0"), "witmotion"),
    (seen("my leg", witmotion.SERVICE), "witmotion"),
    (seen("Polar Sense B2DC4F28", HEART_RATE, company=POLAR), "polar"),
    (seen("Polar Sense 1234ABCD"), "polar"),
    (seen("MetaWear", metawear.SERVICE), "metawear"),
    (seen("MetaWear"), "metawear"),
    (seen("renamed", metawear.SERVICE), "metawear"),
    (seen("Movella DOT", company=dot.COMPANY), "movella-dot"),
    (seen("Xsens DOT"), "movella-dot"),
    (seen(None, company=dot.COMPANY), "movella-dot"),
    (seen("my leg", diy.SERVICE), "diy"),
    (seen(None, diy.SERVICE), "diy"),
]
STRANGERS = {
    "nothing said": seen(),
    "empty name": seen(""),
    "name inside": seen("My Movesense 1"),
    "a Suunto watch": seen("Suunto 9 1234", AMER, company=SUUNTO),
    "a chest strap without gyroscope": seen("Polar H10 12345678", HEART_RATE, company=POLAR),
    "an arm strap without gyroscope": seen("Polar OH1 12345678", HEART_RATE, company=POLAR),
    "a measuring service alone": seen("Polar 360 1234", PMD),
    "heart rate": seen("phone", HEART_RATE),
    "a short service of the wrong base": seen("lamp", BASE.format("ffe5")),
    "another WT": seen("WT-Thermostat"),
    "another WT in capitals": seen("WTW Meter"),
    "a watch with a console": seen("Bangle.js 12ab", diy.SERVICE),
    "a button with a console": seen("Puck.js c4e1", diy.SERVICE),
    "a research sensor": seen("Verisense-01-19092501A2BB", diy.SERVICE),
    "another company": seen(None, company=APPLE),
}


@pytest.mark.parametrize(("heard", "slug"), ON_AIR, ids=[f"{one.name} {slug}" for one, slug in ON_AIR])
def test_an_advertisement_matches_exactly_its_family(heard: Advertisement, slug: str) -> None:
    assert [family.slug for family in FAMILIES if family.matches(heard)] == [slug]


@pytest.mark.parametrize("heard", STRANGERS.values(), ids=STRANGERS)
def test_what_is_no_sensor_of_ours_has_no_family(heard: Advertisement) -> None:
    assert family_of(heard) is None


def test_every_family_is_recognised_by_something() -> None:
    assert {slug for _, slug in ON_AIR} == {family.slug for family in FAMILIES}


def test_a_name_is_recognised_in_capitals_and_small_letters() -> None:
    found = family_of(Advertisement("a", "MOVESENSE 1"))
    assert found is not None
    assert found.slug == "movesense"


def test_slugs_are_unique() -> None:
    slugs = [family.slug for family in FAMILIES]
    assert len(slugs) == len(set(slugs))


@pytest.mark.parametrize("slug", ["shoebox", ""])
def test_a_family_there_is_not_is_an_input_error(slug: str) -> None:
    with pytest.raises(InputError) as caught:
        decoder_for(slug, {})
    assert caught.value.reason is InputReason.BAD_VALUE


def test_the_error_names_the_families_there_are() -> None:
    with pytest.raises(InputError, match="there is: movesense, witmotion, polar, metawear, movella-dot, diy"):
        family_named("shoebox")


@pytest.mark.parametrize("rate", [0, 100, 104.5, -13, "fast", "104"])
def test_a_rate_the_sensor_does_not_have_is_an_input_error(rate: float | str) -> None:
    with pytest.raises(InputError, match="13, 26, 52, 104, 208 Hz"):
        decoder_for("movesense", {"rate_hz": rate})


def test_a_wrong_rate_is_refused_before_anything_is_said_to_the_sensor() -> None:
    with pytest.raises(InputError):
        MovesenseDialogue({"rate_hz": 100})


def test_the_default_settings_are_settings_the_decoder_takes() -> None:
    assert all(decoder_for(family.slug, family.settings) for family in FAMILIES)


def test_each_decoder_is_a_fresh_one() -> None:
    assert decoder_for("movesense", {}) is not decoder_for("movesense", {})


@pytest.mark.parametrize("synonym", SYNONYMS)
def test_a_setting_may_have_the_name_its_makers_give_it(synonym: str) -> None:
    with_it = [family for family in FAMILIES if SYNONYMS[synonym] in family.reads]
    assert with_it
    for family in with_it:
        told = {"gyr_range_dps": 2000, "gyr_factor": 1, "previous_timestamp_ns": 1}
        value = {**told, **family.settings}[SYNONYMS[synonym]]
        assert reader_for(family.slug, {synonym: value})
