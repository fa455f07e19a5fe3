from __future__ import annotations

import pytest

from drivers import movesense
from drivers.families import (
    FAMILIES,
    METAWEAR,
    MOVELLA_COMPANY,
    NORDIC_UART,
    WITMOTION,
    Advertisement,
    decoder_for,
    family_named,
    family_of,
)
from drivers.movesense_talk import MovesenseDialogue
from tracker.errors import InputError, InputReason

ON_AIR = [
    (Advertisement("a", "Movesense 214530001234", -60, frozenset({movesense.SERVICE})), "movesense"),
    (Advertisement("a", "Movesense 214530001234"), "movesense"),
    (Advertisement("a", service_uuids=frozenset({movesense.SERVICE})), "movesense"),
    (Advertisement("a", "WT901BLE67", service_uuids=frozenset({WITMOTION})), "witmotion"),
    (Advertisement("a", "WT901BLE67"), "witmotion"),
    (Advertisement("a", "Polar Sense B2DC4F28"), "polar"),
    (Advertisement("a", "MetaWear", service_uuids=frozenset({METAWEAR})), "metawear"),
    (Advertisement("a", "renamed", service_uuids=frozenset({METAWEAR})), "metawear"),
    (Advertisement("a", "Movella DOT"), "movella-dot"),
    (Advertisement("a", "Xsens DOT"), "movella-dot"),
    (Advertisement("a", manufacturer_data={MOVELLA_COMPANY: b"\x01"}), "movella-dot"),
    (Advertisement("a", "my leg", service_uuids=frozenset({NORDIC_UART})), "diy"),
]
UNSUPPORTED = [family.slug for family in FAMILIES if not family.supported]


@pytest.mark.parametrize(("seen", "slug"), ON_AIR)
def test_an_advertisement_matches_exactly_its_family(seen: Advertisement, slug: str) -> None:
    assert [family.slug for family in FAMILIES if family.matches(seen)] == [slug]


def test_every_family_is_recognised_by_something() -> None:
    assert {slug for _, slug in ON_AIR} == {family.slug for family in FAMILIES}


def test_a_name_is_recognised_in_capitals_and_small_letters() -> None:
    found = family_of(Advertisement("a", "MOVESENSE 1"))
    assert found is not None
    assert found.slug == "movesense"


@pytest.mark.parametrize(
    "seen",
    [
        Advertisement("a"),
        Advertisement("a", ""),
        Advertisement("a", "My Movesense 1"),
        Advertisement("a", "Polar H10 12345678"),
        Advertisement("a", "phone", service_uuids=frozenset({"0000180d-0000-1000-8000-00805f9b34fb"})),
        Advertisement("a", manufacturer_data={76: b"\x02"}),
    ],
    ids=["nothing said", "empty name", "name inside", "another Polar", "heart rate", "another company"],
)
def test_what_is_no_sensor_of_ours_has_no_family(seen: Advertisement) -> None:
    assert family_of(seen) is None


def test_slugs_are_unique() -> None:
    slugs = [family.slug for family in FAMILIES]
    assert len(slugs) == len(set(slugs))


def test_unsupported_families_are_still_named() -> None:
    assert all(family.title for family in FAMILIES if not family.supported)


@pytest.mark.parametrize("slug", [*UNSUPPORTED, "shoebox", ""])
def test_a_family_without_a_decoder_is_an_input_error(slug: str) -> None:
    with pytest.raises(InputError) as caught:
        decoder_for(slug, {})
    assert caught.value.reason is InputReason.BAD_VALUE


def test_the_error_names_the_families_there_are() -> None:
    with pytest.raises(InputError, match="there is: movesense"):
        family_named("shoebox")


@pytest.mark.parametrize("rate", [0, 100, 104.5, -13, "fast", "104"])
def test_a_rate_the_sensor_does_not_have_is_an_input_error(rate: float | str) -> None:
    with pytest.raises(InputError, match="13, 26, 52, 104, 208 Hz"):
        decoder_for("movesense", {"rate_hz": rate})


def test_a_wrong_rate_is_refused_before_anything_is_said_to_the_sensor() -> None:
    with pytest.raises(InputError):
        MovesenseDialogue({"rate_hz": 100})


def test_the_default_settings_are_settings_the_decoder_takes() -> None:
    assert all(decoder_for(f.slug, f.settings) for f in FAMILIES if f.supported)


def test_each_decoder_is_a_fresh_one() -> None:
    assert decoder_for("movesense", {}) is not decoder_for("movesense", {})
