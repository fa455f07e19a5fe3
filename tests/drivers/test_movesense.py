from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.movesense import (
    CHANNEL,
    DATA,
    DATA_PART2,
    REFERENCE,
    RESPONSE,
    MovesenseDecoder,
    is_answer,
    refusal,
    subscribe_command,
    unsubscribe_command,
)
from drivers.packet import Packet
from tests.drivers.bytes_of import feed, imu6, packet, packet_at, parts, stream
from tracker.samples import Samples

VECTORS = Path(__file__).parents[2].parent / "shared" / "vectors" / "movesense.json"

# Captured from a sensor and decoded by its maker's own tool (sbem2json): sensein/movesense-py,
# tests/fixtures/validation/fixture.json at 800da2abd2. First /Meas/Acc/52, then /Meas/Gyro/52, of the same
# instant: u32 ms, then four xyz of f32.
ACC_52 = bytes.fromhex(
    "03de010055ab8bbf69f78d4081dd0a412b1387bf975a8d4020840b41e79190bf076d8e401bf10a412b1387bf316e8d40b9660b41"
)
GYRO_52 = bytes.fromhex(
    "03de0100295c8f3f666606c03e0a57beae47a13f85eb01c0295c8fbeae47a13fc3f5e8bf295c8fbe295c8f3f85ebf1bf3e0a57be"
)
ACC_MS2 = [
    [-1.0911661386489868, 4.436451435089111, 8.679078102111816],
    [-1.0552724599838257, 4.417308330535889, 8.719757080078125],
    [-1.1294525861740112, 4.450809001922607, 8.683863639831543],
    [-1.0552724599838257, 4.419701099395752, 8.712578773498535],
]
GYRO_DPS = [
    [1.1200000047683716, -2.0999999046325684, -0.21000000834465027],
    [1.2599999904632568, -2.0299999713897705, -0.2800000011920929],
    [1.2599999904632568, -1.8200000524520874, -0.2800000011920929],
    [1.1200000047683716, -1.8899999856948853, -0.21000000834465027],
]
IMU6_52 = parts(ACC_52 + GYRO_52[4:])


def captured() -> Samples:
    return feed(MovesenseDecoder(52), IMU6_52)


def shared_vector(resource: str) -> dict[str, object]:
    if not VECTORS.exists():
        pytest.skip("shared vectors are not here")
    vectors = json.loads(VECTORS.read_text(encoding="utf-8"))
    found: dict[str, object] = next(v for v in vectors if v["settings"]["resource"] == resource)
    return found


def table(rows: object) -> list[list[float]]:
    assert isinstance(rows, list)
    return [[row[axis] for axis in "xyz"] for row in rows]


# The captured bytes


def test_captured_acceleration_is_decoded_in_metres_per_second_squared() -> None:
    np.testing.assert_array_equal(captured().acc_ms2, ACC_MS2)


def test_captured_rotation_is_decoded_in_radians() -> None:
    np.testing.assert_allclose(captured().gyr_rads, np.radians(GYRO_DPS), rtol=1e-15)


def test_the_captured_stamp_is_the_time_of_the_first_sample() -> None:
    assert captured().t_s[0] == pytest.approx(122.371, abs=0.001)


def test_the_samples_of_a_packet_are_one_period_apart() -> None:
    np.testing.assert_allclose(np.diff(captured().t_s), 1 / 52, rtol=1e-9)


@pytest.mark.parametrize(("resource", "quoted"), [("/Meas/Acc/52", ACC_52), ("/Meas/Gyro/52", GYRO_52)])
def test_the_bytes_quoted_here_are_those_of_the_shared_vectors(resource: str, quoted: bytes) -> None:
    assert shared_vector(resource)["bytes_hex"] == quoted.hex()


def test_the_values_quoted_here_are_those_of_the_shared_vectors() -> None:
    acc, gyro = shared_vector("/Meas/Acc/52")["expected"], shared_vector("/Meas/Gyro/52")["expected"]
    assert isinstance(acc, dict)
    assert isinstance(gyro, dict)
    assert (table(acc["ArrayAcc"]), table(gyro["ArrayGyro"])) == (ACC_MS2, GYRO_DPS)


def test_a_captured_nine_axis_packet_without_its_magnetometer_decodes_as_six_axes() -> None:
    vector = shared_vector("/Meas/IMU9/52")
    whole, expected = bytes.fromhex(str(vector["bytes_hex"])), vector["expected"]
    assert isinstance(expected, dict)
    samples = feed(MovesenseDecoder(52), parts(whole[: 4 + 4 * 6 * 4]))
    got = np.hstack((samples.acc_ms2, np.degrees(samples.gyr_rads)))
    np.testing.assert_allclose(
        got, np.hstack((table(expected["ArrayAcc"]), table(expected["ArrayGyro"]))), rtol=1e-12
    )


# Packets in two parts


def test_a_packet_at_104_hz_comes_in_two_notifications() -> None:
    assert [len(part) for part in packet_at(0)] == [152, 48]


def test_the_first_of_two_parts_gives_no_samples_yet() -> None:
    assert len(feed(MovesenseDecoder(104), packet_at(0)[:1])) == 0


def test_the_second_part_completes_eight_samples() -> None:
    assert len(feed(MovesenseDecoder(104), packet_at(0))) == 8


def test_values_are_whole_across_the_seam_of_two_parts() -> None:
    rng = np.random.default_rng(1)
    acc, gyr = rng.normal(0, 9, (8, 3)), rng.normal(0, 99, (8, 3))
    samples = feed(MovesenseDecoder(104), parts(imu6(5000, acc, gyr)))
    got = np.hstack((samples.acc_ms2, np.degrees(samples.gyr_rads)))
    np.testing.assert_allclose(got, np.hstack((acc, gyr)).astype(np.float32), rtol=1e-12)


def test_at_208_hz_the_rest_of_a_packet_may_be_longer_than_one_part() -> None:
    payload = imu6(5000, np.ones((16, 3)), np.zeros((16, 3)))
    head = bytes((2, REFERENCE)) + payload[:240]
    rest = bytes((3, REFERENCE)) + payload[240:]
    assert len(feed(MovesenseDecoder(208), [head, rest])) == 16


@pytest.mark.parametrize("rate_hz", [13, 26, 52, 104])
def test_every_rate_gives_a_thirteenth_of_itself_a_packet(rate_hz: int) -> None:
    assert len(feed(MovesenseDecoder(rate_hz), packet_at(0, rate_hz))) == rate_hz // 13


def test_a_lost_second_part_drops_only_its_packet() -> None:
    sent = stream(0, 5)
    del sent[2 * 2 + 1]
    assert feed(MovesenseDecoder(), sent).acc_ms2[::8, 0].tolist() == [0, 1, 3, 4]


def test_a_lost_first_part_drops_only_its_packet() -> None:
    sent = stream(0, 5)
    del sent[2 * 2]
    assert feed(MovesenseDecoder(), sent).acc_ms2[::8, 0].tolist() == [0, 1, 3, 4]


def test_a_second_part_is_not_joined_to_the_first_part_of_another_packet_silently() -> None:
    sent = stream(0, 6)
    del sent[2 * 2 + 1 : 2 * 3 + 1]  # second part of one and first part of the next
    decoder = MovesenseDecoder()
    feed(decoder, sent)
    assert decoder.lost_samples == 8


def at(arrival_s: float, data: bytes) -> Packet:
    return Packet(arrival_s, CHANNEL, data)


def heard(parts_at: list[tuple[float, bytes]]) -> Samples:
    decoder = MovesenseDecoder(104)
    return Samples.concat([decoder.feed(at(*one)) for one in parts_at])


def test_a_first_part_and_the_second_part_of_the_next_packet_make_no_packet() -> None:
    (one, _), (_, two), three = packet_at(0), packet_at(1), packet_at(2)
    got = heard([(0.0, one), (1 / 13, two), (2 / 13, three[0]), (2 / 13, three[1])])
    assert [x for x in got.acc_ms2[:, 0] if x] == [2.0]


def test_parts_that_come_far_apart_are_believed_when_the_next_stamp_tells_that_none_is_missing() -> None:
    sent = [
        (k / 13 + late_s, part)
        for k in range(3)
        for late_s, part in zip((0.0, 0.05), packet_at(k), strict=True)
    ]
    decoder = MovesenseDecoder(104)
    assert [len(decoder.feed(at(*one))) for one in sent] == [0, 0, 8, 0, 8, 0]


def test_parts_that_come_together_are_believed_at_once() -> None:
    decoder = MovesenseDecoder(104)
    assert [len(decoder.feed(at(0.03 * k, part))) for k, part in enumerate(packet_at(0))] == [0, 8]


def test_a_part_without_its_other_half_counts_as_rejected() -> None:
    decoder = MovesenseDecoder()
    sent = stream(0, 5)
    del sent[2 * 2]
    feed(decoder, sent)
    assert decoder.rejected_packets == 1


def test_a_lost_packet_is_counted_in_samples() -> None:
    decoder = MovesenseDecoder()
    feed(decoder, stream(0, 10) + stream(13, 20))
    assert decoder.lost_samples == 3 * 8


def test_a_lost_packet_leaves_a_gap_of_its_length() -> None:
    samples = feed(MovesenseDecoder(), stream(0, 100) + stream(103, 200))
    assert np.diff(samples.t_s).max() == pytest.approx((3 * 8 + 1) / 104, abs=0.0015)


def test_nothing_is_lost_from_a_whole_stream() -> None:
    decoder = MovesenseDecoder()
    feed(decoder, stream(0, 300))
    assert decoder.lost_samples == 0


def test_a_packet_heard_twice_gives_its_samples_once() -> None:
    assert len(feed(MovesenseDecoder(), stream(0, 3) + stream(2, 3) + stream(3, 5))) == 5 * 8


def test_a_second_part_heard_twice_gives_its_samples_once() -> None:
    sent = stream(0, 3)
    assert len(feed(MovesenseDecoder(), [*sent, sent[-1]])) == 3 * 8


def test_an_old_packet_that_comes_late_is_left_out() -> None:
    samples = feed(MovesenseDecoder(), stream(0, 3) + stream(4, 6) + stream(3, 4))
    assert samples.acc_ms2[::8, 0].tolist() == [0, 1, 2, 4, 5]


# The sensor's clock


def test_time_goes_on_through_the_wrap_of_the_counter() -> None:
    samples = feed(MovesenseDecoder(), stream(0, 40, boot_ms=2**32 - 1000))
    assert np.ptp(np.diff(samples.t_s)) < 0.001


def test_nothing_is_lost_in_the_wrap_of_the_counter() -> None:
    decoder = MovesenseDecoder()
    feed(decoder, stream(0, 40, boot_ms=2**32 - 1000))
    assert decoder.lost_samples == 0


def arriving(parts_of: list[bytes], start_s: float) -> list[Packet]:
    """Packets of two notifications each, thirteen a second from then on."""
    return [Packet(start_s + (k // 2) / 13.0, "data", data) for k, data in enumerate(parts_of)]


def test_a_sensor_that_restarts_goes_on_after_a_gap() -> None:
    decoder = MovesenseDecoder()
    packets = arriving(stream(0, 26, boot_ms=60_000), 0.0) + arriving(stream(0, 26, boot_ms=200), 6.0)
    samples = Samples.concat([decoder.feed(one) for one in packets])
    steps = np.diff(samples.t_s)
    assert (len(samples), int((steps > 0.5).sum())) == (52 * 8, 1)


def test_a_long_silence_costs_nothing_that_came_after_it() -> None:
    decoder = MovesenseDecoder()
    packets = arriving(stream(0, 26), 0.0) + arriving(stream(100, 126), 100 / 13.0)
    samples = Samples.concat([decoder.feed(one) for one in packets])
    assert (len(samples), decoder.lost_samples) == (52 * 8, 74 * 8)


@pytest.mark.parametrize("damage_ms", [100_000, 2**31 - 1, -50_000])
def test_one_damaged_stamp_costs_its_packet_and_moves_no_clock(damage_ms: int) -> None:
    decoder = MovesenseDecoder()
    good = stream(0, 26, boot_ms=90_000)
    damaged = packet_at(26, boot_ms=90_000 + damage_ms)
    after = stream(27, 52, boot_ms=90_000)
    samples = Samples.concat([decoder.feed(one) for one in arriving(good + damaged + after, 0.0)])
    assert (len(samples), decoder.lost_samples) == (51 * 8, 8)
    assert float(samples.t_s[-1] - samples.t_s[0]) == pytest.approx(52 * 8 / 104.0, abs=0.05)


def test_a_packet_may_come_in_more_than_two_parts() -> None:
    payload = b"".join(part[2:] for part in packet_at(0))
    first, *rest = [payload[k : k + 90] for k in range(0, len(payload), 90)]
    notifications = [
        bytes((DATA, REFERENCE)) + first,
        *(bytes((DATA_PART2, REFERENCE)) + one for one in rest),
    ]
    assert len(rest) == 2
    assert len(feed(MovesenseDecoder(), notifications)) == 8


def test_time_never_falls_when_a_sensor_restarts() -> None:
    samples = feed(MovesenseDecoder(), stream(0, 26, boot_ms=60_000) + stream(0, 26, boot_ms=200))
    assert np.all(np.diff(samples.t_s) > 0)


def test_a_restart_is_not_counted_as_loss() -> None:
    decoder = MovesenseDecoder()
    feed(decoder, stream(0, 26, boot_ms=60_000) + stream(0, 26, boot_ms=200))
    assert decoder.lost_samples == 0


@pytest.mark.parametrize("off", [-0.02, 0.02])
def test_after_ten_seconds_samples_are_evenly_apart_also_on_a_clock_two_per_cent_off(off: float) -> None:
    true_hz = 104 * (1 + off)
    sent = [data for k in range(13 * 20) for data in packet_at(k, true_hz=true_hz)]
    samples = feed(MovesenseDecoder(), sent)
    late = np.diff(samples.t_s[samples.t_s > samples.t_s[0] + 10.0])
    assert np.abs(late - 1 / true_hz).max() < 0.0001


@pytest.mark.parametrize("off", [-0.02, 0.02])
def test_nothing_is_lost_on_a_clock_two_per_cent_off(off: float) -> None:
    decoder = MovesenseDecoder()
    feed(decoder, [data for k in range(13 * 20) for data in packet_at(k, true_hz=104 * (1 + off))])
    assert decoder.lost_samples == 0


# Bytes that are no packets


def test_a_response_is_neither_samples_nor_rejected() -> None:
    decoder = MovesenseDecoder()
    feed(decoder, [bytes((1, REFERENCE, 200, 0))])
    assert decoder.rejected_packets == 0


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x02",
        bytes((2, REFERENCE)),
        bytes((9, REFERENCE, 0)),
        bytes((2, REFERENCE ^ 1)) + bytes(196),
        bytes((2, REFERENCE)) + bytes(197),
    ],
    ids=["nothing", "one byte", "no payload", "another kind", "another subscription", "too long"],
)
def test_bytes_that_are_no_packet_are_rejected(data: bytes) -> None:
    decoder = MovesenseDecoder()
    decoder.feed(packet(data))
    assert decoder.rejected_packets == 1


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 2000.0])
def test_an_acceleration_no_sensor_can_measure_is_rejected(value: float) -> None:
    acc = np.ones((8, 3))
    acc[5, 1] = value
    assert len(feed(MovesenseDecoder(), parts(imu6(9, acc, np.zeros((8, 3)))))) == 0


@pytest.mark.parametrize("value", [np.nan, np.inf, -20000.0])
def test_a_rotation_no_sensor_can_measure_is_rejected(value: float) -> None:
    gyr = np.zeros((8, 3))
    gyr[0, 2] = value
    assert len(feed(MovesenseDecoder(), parts(imu6(9, np.ones((8, 3)), gyr)))) == 0


def test_a_signalling_nan_is_rejected_without_a_warning() -> None:
    payload = bytearray(imu6(9, np.ones((8, 3)), np.zeros((8, 3))))
    payload[4:8] = b"\x01\x00\x80\x7f"
    assert len(feed(MovesenseDecoder(), parts(bytes(payload)))) == 0


def test_a_rejected_packet_does_not_move_the_clock() -> None:
    bad = parts(imu6(4_000_000_000, np.full((8, 3), np.nan), np.zeros((8, 3))))
    samples = feed(MovesenseDecoder(), stream(0, 5) + bad + stream(5, 10))
    assert samples.t_s[-1] < 3.0


ANY_BYTES = st.lists(
    st.one_of(
        st.binary(max_size=250),
        st.binary(max_size=250).map(lambda tail: bytes((2, REFERENCE)) + tail),
        st.binary(min_size=46, max_size=46).map(lambda tail: bytes((3, REFERENCE)) + tail),
        st.binary(min_size=150, max_size=150).map(lambda tail: bytes((2, REFERENCE)) + tail),
    ),
    max_size=30,
)


@st.composite
def damaged_streams(draw: st.DrawFn) -> list[bytes]:
    sent = stream(0, 12, boot_ms=draw(st.sampled_from((0, 1000, 2**31 - 400, 2**32 - 400))))
    for _ in range(draw(st.integers(1, 12))):
        k = draw(st.integers(0, len(sent) - 1))
        match draw(st.sampled_from(("flip", "cut", "drop", "twice", "swap"))):
            case "flip" if sent[k]:
                at = draw(st.integers(0, min(len(sent[k]) - 1, 12)))
                sent[k] = sent[k][:at] + bytes((draw(st.integers(0, 255)),)) + sent[k][at + 1 :]
            case "cut":
                sent[k] = sent[k][: draw(st.integers(0, len(sent[k])))]
            case "drop" if len(sent) > 2:
                del sent[k]
            case "twice":
                sent.insert(k, sent[k])
            case "swap":
                other = draw(st.integers(0, len(sent) - 1))
                sent[k], sent[other] = sent[other], sent[k]
    return sent


@settings(deadline=None, max_examples=150)
@given(ANY_BYTES)
def test_random_bytes_never_make_samples_that_are_not_finite(sent: list[bytes]) -> None:
    samples = feed(MovesenseDecoder(), sent)
    assert all(np.isfinite(part).all() for part in (samples.t_s, samples.acc_ms2, samples.gyr_rads))


@settings(deadline=None, max_examples=150)
@given(damaged_streams())
def test_damaged_packets_never_make_samples_that_are_not_finite(sent: list[bytes]) -> None:
    samples = feed(MovesenseDecoder(), sent)
    assert all(np.isfinite(part).all() for part in (samples.t_s, samples.acc_ms2, samples.gyr_rads))


@settings(deadline=None, max_examples=150)
@given(ANY_BYTES)
def test_time_never_falls_on_random_bytes(sent: list[bytes]) -> None:
    assert np.all(np.diff(feed(MovesenseDecoder(), sent).t_s) >= 0)


@settings(deadline=None, max_examples=300)
@given(damaged_streams())
def test_time_never_falls_on_damaged_packets(sent: list[bytes]) -> None:
    assert np.all(np.diff(feed(MovesenseDecoder(), sent).t_s) >= 0)


# What is said to the sensor, and what it says


def test_the_stream_is_asked_for_by_its_path() -> None:
    assert subscribe_command(104) == b"\x01\x53/Meas/IMU6/104"


def test_an_answer_is_told_from_data() -> None:
    assert [is_answer(bytes((kind, REFERENCE))) for kind in (RESPONSE, DATA, DATA_PART2)] == [
        True,
        False,
        False,
    ]


def test_nothing_at_all_is_no_answer() -> None:
    assert not is_answer(b"")


def test_the_stream_is_let_go_by_its_reference() -> None:
    assert unsubscribe_command() == b"\x02\x53"


@pytest.mark.parametrize("status", [200, 201])
def test_a_sensor_that_agrees_does_not_refuse(status: int) -> None:
    assert refusal(bytes((1, REFERENCE)) + status.to_bytes(2, "little")) is None


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (b"\x94\x01", "its firmware has no such stream"),
        (b"\xfb\x01", "it has no free slot for a stream"),
        (b"\x01\xfb", "it has no free slot for a stream"),
        (b"\xf4\x01", "status 500"),
    ],
    ids=["404", "507", "507 the other way round", "500"],
)
def test_a_refusal_is_told_in_words(status: bytes, words: str) -> None:
    assert refusal(bytes((1, REFERENCE)) + status) == words


@pytest.mark.parametrize("data", [b"", b"\x01\x53\x94", b"\x02\x53\x94\x01"])
def test_what_is_no_whole_response_is_no_refusal(data: bytes) -> None:
    assert refusal(data) is None
