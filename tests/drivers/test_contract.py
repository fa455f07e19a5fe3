"""The contract of a family: each of the six, and the template for the next, keeps all of it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.dialogue import SLOWEST_HZ
from drivers.families import FAMILIES
from drivers.packet import Packet
from drivers.source import LinkState
from recordings.entries import from_line, to_line
from tests.drivers.contract import (
    CASES,
    CLOCKLESS_S,
    SECONDS,
    VARIANTS,
    Case,
    advertisement,
    assert_it_is_the_ramp,
    assert_its_values_are_the_ramps,
    decoded,
    measured_s,
    ramp,
    session,
    through_a_header,
    whole_session,
)
from tests.drivers.talks import ScriptedTalk
from tracker.errors import InputError, SensorError

START_S = 10.0  # what a link grants

every_mode = pytest.mark.parametrize("case", [*CASES, *VARIANTS], ids=lambda case: case.slug)
every_family = pytest.mark.parametrize("case", CASES, ids=[case.slug for case in CASES])


# Recognised


@every_family
def test_its_advertisement_is_of_it_and_of_no_other_family(case: Case) -> None:
    seen = advertisement(case.device(ramp()))
    families = {
        *(family.slug for family in FAMILIES if family.matches(seen)),
        *([case.slug] if case.family.matches(seen) else []),
    }
    assert families == {case.slug}


# Spoken to


@every_mode
def test_its_settings_come_back_from_a_recording_as_they_were(case: Case) -> None:
    info = whole_session(case.slug).info
    assert through_a_header(info) == info


@every_family
def test_it_streams_fast_enough_and_says_how_fast(case: Case) -> None:
    rate_hz = whole_session(case.slug).info.settings["rate_hz"]
    assert isinstance(rate_hz, (int, float))
    assert rate_hz >= 50.0


@every_family
def test_its_battery_is_told(case: Case) -> None:
    assert whole_session(case.slug).info.battery_pct == 100


@every_mode
def test_after_the_goodbye_it_streams_no_more(case: Case) -> None:
    assert not session(case, close_at_s=2.0).device.streaming


@every_mode
def test_lost_and_found_again_it_streams_with_the_same_settings(case: Case) -> None:
    broken = session(case, drop_at_s=4.0)
    assert LinkState.BACK in broken.states
    got = decoded(case, broken.info.settings, broken.packets)
    assert np.all(np.diff(got.t_s) > 0.0)
    assert measured_s(got).max() > SECONDS - 3.0
    assert_it_is_the_ramp(case, got)


@every_mode
def test_switched_off_and_on_its_time_goes_on_by_what_has_passed(case: Case) -> None:
    broken = session(case, restart_at_s=5.0)
    assert LinkState.BACK in broken.states
    got = decoded(case, broken.info.settings, broken.packets)
    at_s, n = measured_s(got), len(got)
    assert np.all(np.diff(got.t_s) > 0.0)
    assert_its_values_are_the_ramps(got)
    first = int(np.argmax(np.diff(at_s))) + 1
    late_s = got.t_s - at_s
    settled = (first + n) // 2
    assert np.median(late_s[settled:]) == pytest.approx(
        np.median(late_s[first // 2 : first]), abs=CLOCKLESS_S
    )


@every_family
def test_a_sensor_that_answers_nothing_ends_the_start_in_time(case: Case) -> None:
    talk = ScriptedTalk()
    ends(case, talk)
    assert talk.now_s < START_S


ANSWERS = st.lists(st.binary(max_size=24), max_size=3)


@every_family
@settings(deadline=None, max_examples=60)
@given(st.lists(ANSWERS, max_size=20), st.binary(max_size=40))
def test_any_answers_end_the_start_in_time_in_a_stream_or_in_a_word_on_what_to_do(
    case: Case, answers: list[list[bytes]], value: bytes
) -> None:
    channel = next(iter(case.family.dialogue(case.family.settings).notify))
    queue = list(answers)

    def answer(characteristic: str, command: bytes) -> Iterable[tuple[str, bytes]]:
        # Some as they come, some that begin as the command does, as answers do.
        pieces = queue.pop() if queue else []
        return [(channel, piece) for piece in (*pieces, *(command[:2] + piece for piece in pieces))]

    class Readable(dict[str, bytes]):
        def __missing__(self, key: str) -> bytes:
            return value

    talk = ScriptedTalk(answer, Readable())
    ends(case, talk)


def ends(case: Case, talk: ScriptedTalk) -> None:
    """Start, charge, goodbye: only a sensor's refusal may come of it, in one line."""
    dialogue = case.family.dialogue(case.family.settings)

    async def whole() -> None:
        refusal = "why: what to do"
        try:
            assert case.family.decoder(await dialogue.start(talk))
        except SensorError as error:
            refusal = error.message
        assert ": " in refusal
        assert "\n" not in refusal
        pct = await dialogue.battery(talk)
        assert pct is None or 0 <= pct <= 100
        await dialogue.stop(talk)

    asyncio.run(whole())


@every_family
def test_a_setting_nobody_has_is_an_input_error_before_a_word_is_said(case: Case) -> None:
    for name in case.family.settings:
        for value in (-1, "purple"):
            with pytest.raises(InputError):
                case.family.dialogue({**case.family.settings, name: value})


@every_family
def test_a_rate_too_slow_for_repetitions_is_never_asked_for(case: Case) -> None:
    if "rate_hz" not in case.family.settings:
        pytest.skip("it tells its rate itself")
    for rate_hz in (1, 4, 10, 12):
        assert rate_hz < SLOWEST_HZ
        with pytest.raises(InputError):
            case.family.dialogue({**case.family.settings, "rate_hz": rate_hz})


# Decoded


@every_mode
def test_what_was_measured_is_what_is_decoded_when_it_was_measured(case: Case) -> None:
    whole = whole_session(case.slug)
    got = decoded(case, whole.info.settings, whole.packets)
    rate_hz = float(whole.info.settings["rate_hz"])
    assert_it_is_the_ramp(case, got)
    assert len(got) >= 0.8 * rate_hz * SECONDS
    assert np.median(np.diff(got.t_s)) == pytest.approx(1.0 / rate_hz, rel=0.02)


@every_mode
def test_of_a_whole_session_nothing_is_lost_and_nothing_rejected(case: Case) -> None:
    whole = whole_session(case.slug)
    decoder = case.family.decoder(whole.info.settings)
    for packet in whole.packets:
        decoder.feed(packet)
    assert (decoder.lost_samples, decoder.rejected_packets) == (0, 0)


@every_mode
def test_a_replay_of_its_recording_gives_the_same_samples(case: Case) -> None:
    whole = whole_session(case.slug)
    recorded = [entry for entry in map(from_line, map(to_line, whole.packets)) if isinstance(entry, Packet)]
    live = decoded(case, whole.info.settings, whole.packets)
    again = decoded(case, through_a_header(whole.info).settings, recorded)
    for name in ("t_s", "acc_ms2", "gyr_rads"):
        np.testing.assert_array_equal(getattr(live, name), getattr(again, name))


@every_family
def test_two_decoders_know_nothing_of_each_other(case: Case) -> None:
    whole = whole_session(case.slug)
    one, other = (case.family.decoder(whole.info.settings) for _ in range(2))
    late = whole.packets[len(whole.packets) // 3 :]
    got = []
    for k, packet in enumerate(whole.packets):
        got.append(one.feed(packet).t_s)
        other.feed(late[k % len(late)])
    np.testing.assert_array_equal(np.concatenate(got), decoded(case, whole.info.settings, whole.packets).t_s)


@every_mode
def test_a_second_without_notifications_is_counted_and_leaves_a_gap(case: Case) -> None:
    whole = whole_session(case.slug)
    rate_hz = float(whole.info.settings["rate_hz"])
    begin_s = whole.packets[0].arrival_s + 5.0
    kept = [one for one in whole.packets if not begin_s <= one.arrival_s < begin_s + 1.0]
    decoder = case.family.decoder(whole.info.settings)
    got = [decoder.feed(packet) for packet in kept]
    times = np.concatenate([one.t_s for one in got])
    missing = len(decoded(case, whole.info.settings, whole.packets)) - len(times)
    assert missing > 0.6 * rate_hz
    assert decoder.lost_samples == pytest.approx(missing, abs=0.06 * rate_hz)
    assert np.diff(times).max() == pytest.approx((missing + 1) / rate_hz, abs=0.06)


@every_mode
def test_what_is_left_after_loss_was_measured(case: Case) -> None:
    whole = whole_session(case.slug)
    rng = np.random.default_rng(7)
    dialogue = case.family.dialogue(whole.info.settings)
    kept = [
        one for one in whole.packets if rng.random() > 0.3 or dialogue.is_answer(one)
    ]  # those get through
    got = decoded(case, whole.info.settings, kept)
    assert len(got) > 50
    assert np.all(np.diff(got.t_s) > 0.0)
    # Two streams that are only timed by arrivals may be apart by what no arrival tells to be missing.
    assert_its_values_are_the_ramps(got, 0.3 if case.variant == "two streams" else 0.0)


# A log of it


@every_family
def test_a_log_of_it_gives_the_same_values(case: Case) -> None:
    whole = whole_session(case.slug)
    taken = {name: value for name, value in whole.info.settings.items() if name in case.family.reads}
    reader = case.family.reader(taken)
    readings = [one for packet in whole.packets for one in reader.read(packet)]
    assert reader.rejected_packets == 0
    readings += reader.finish()
    acc = np.vstack([one.acc_ms2 for one in readings if one.acc_ms2 is not None])
    live = decoded(case, whole.info.settings, whole.packets).acc_ms2
    assert {tuple(row) for row in live.tolist()} <= {tuple(row) for row in acc.tolist()}
    assert len(acc) >= len(live)


@every_family
def test_the_settings_it_says_a_log_is_read_by_are_taken(case: Case) -> None:
    whole = whole_session(case.slug)
    for name in case.family.reads:
        if name in whole.info.settings:
            assert case.family.reader({name: whole.info.settings[name]})
