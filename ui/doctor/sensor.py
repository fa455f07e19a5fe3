"""A measured sensor in words: whether it is good enough to count by, and what to change.

| constant | value | why |
|---|---|---|
| `LEAST_HZ`, `GOOD_HZ` | 12.5, 50 Hz | the tracker refuses less than the one; at the other a quick raise's rise is ten samples |
| `OFF_RATE` | 15 % | as told in a session (drivers.remarks) |
| `LOST_LOOK`, `LOST_BAD` | 2 %, 10 % | a lost packet now and then is bridged; at a tenth, repetitions begin to be cut |
| `DELAY_S` | 0.3 s | a tick within a blink of the top: more is felt, though nothing is miscounted |
| `LATE_S` | 0.15 s | three of the longest usual connection intervals; beyond, packets come in bursts |
| `PAUSE_S` | 1 s | as the link tells it (drivers.watch) |
| `LOW_PASS_HZ` | 20 Hz | a heel's way up and down ends below 10 Hz, and a filter at twice that leaves it alone |
| `RANGE_G`, `RANGE_DPS` | 8 g, 1000 deg/s | heel strikes reach 6 g in walking, running 16; a shank turns at 500 deg/s walking, 1000 running |
| `STILL_MS2`, `STILL_RADS` | 0.15 m/s2, 1.5 deg/s | noise of the worst of these sensors, at rest |
| `GRAVITY_OFF_MS2` | 0.5 m/s2 | offsets reach as much; beyond, the scale is another or the sensor is broken |
| `BIAS_RADS` | 5 deg/s | offsets of a gyroscope that was never calibrated reach 3 |
| `LOW_PCT` | 15 % | as told in a session |
"""

from __future__ import annotations

from math import degrees, radians

import numpy as np

from drivers.remarks import LOW_PCT, OFF_RATE
from tracker.samples import Samples
from ui.doctor.finding import Finding, Room, Verdict
from ui.doctor.measuring import Measured

LEAST_HZ, GOOD_HZ = 12.5, 50.0
LOST_LOOK, LOST_BAD = 0.02, 0.10
DELAY_S = 0.3
LATE_S = 0.15
PAUSE_S = 1.0
LOW_PASS_HZ = 20.0
RANGE_G, RANGE_DPS = 8.0, 1000.0
GRAVITY_MS2 = 9.80665
STILL_MS2, STILL_RADS = 0.15, radians(1.5)
GRAVITY_OFF_MS2 = 0.5
BIAS_RADS = radians(5.0)

NEARER = "bring it within 3 m of the computer, with no body between, and away from Wi-Fi routers"
INTERVAL = {
    "polar": "its frames have to fill, at 208 Hz a third of a second: ticks come so much later, counts stay right",
    "diy": "send fewer samples a packet, and ask for a connection interval of 15 ms (docs/diy-sensor.md)",
}
"""What makes a family's packets come sooner; the others send what they have."""
SHORTER = "ask for a connection interval of 15 ms or less, in its app or firmware, and disconnect other Bluetooth devices"


def sensor_findings(measured: Measured) -> list[Finding]:
    """All there is to say, a line each."""
    found = [
        _who(measured),
        _link(measured),
        _rate(measured),
        _loss(measured),
        *_delay(measured),
        *_settings(measured),
        *_signal(measured.samples),
        _battery(measured),
    ]
    return [finding for finding in found if finding is not None]


def verdict_words(name: str, findings: list[Finding]) -> str:
    """The last line."""
    if any(finding.verdict is Verdict.BAD for finding in findings):
        return f"{name} is not good enough to count by; what to do stands in the lines that start with bad"
    if any(finding.verdict is Verdict.LOOK for finding in findings):
        return f"{name} is good enough to count by; the lines that start with look say what would make it better."
    return f"{name} is good enough to count by."


def _ok(words: str) -> Finding:
    return Finding(Room.SENSOR, Verdict.OK, words)


def _look(words: str, remedy: str) -> Finding:
    return Finding(Room.SENSOR, Verdict.LOOK, words, remedy)


def _bad(words: str, remedy: str) -> Finding:
    return Finding(Room.SENSOR, Verdict.BAD, words, remedy)


def _who(measured: Measured) -> Finding:
    info = measured.info
    firmware = f", firmware {info.firmware}" if info.firmware else ", firmware not told"
    return _ok(
        f"{info.name} ({info.family}){firmware}, {len(measured.samples)} samples in {measured.seconds:.0f} s"
    )


def _link(measured: Measured) -> Finding | None:
    if measured.broke:
        times = "once" if measured.broke == 1 else f"{measured.broke} times"
        return _bad(f"the link broke {times}", f"{NEARER}; charge it or change its battery")
    if measured.rejected > 2:
        return _look(f"{measured.rejected} packets were no data", "update its firmware")
    return None


def _rate(measured: Measured) -> Finding:
    rate_hz, nominal_hz = measured.figures.rate_hz, measured.figures.nominal_hz
    if rate_hz is None:
        return _bad("too little came to tell a rate", NEARER)
    asked = "" if nominal_hz is None else f", {nominal_hz:g} were asked for"
    if rate_hz < LEAST_HZ:
        return _bad(f"{rate_hz:.1f} Hz{asked}", f"set it to {GOOD_HZ:.0f} Hz or more in its app")
    if nominal_hz is not None and abs(rate_hz / nominal_hz - 1.0) > OFF_RATE:
        return _look(
            f"{rate_hz:.0f} Hz{asked}", "restart it, and update its firmware; it is counted by all the same"
        )
    if rate_hz < GOOD_HZ:
        return _look(
            f"{rate_hz:.0f} Hz", f"{GOOD_HZ:.0f} Hz and more see quick raises better; set its rate in its app"
        )
    return _ok(f"{rate_hz:.1f} Hz{asked}")


def _loss(measured: Measured) -> Finding:
    lost = measured.figures.lost_share or 0.0
    words = f"{100 * lost:.1f} % of the samples lost"
    if lost >= LOST_BAD:
        return _bad(words, NEARER)
    return _look(words, NEARER) if lost >= LOST_LOOK else _ok(words)


def _delay(measured: Measured) -> list[Finding]:
    figures = measured.figures
    if figures.delay_s is None or figures.late_s is None or figures.packets_hz is None:
        return []
    words = (
        f"{figures.packets_hz:.0f} packets a second, samples {1000 * figures.delay_s:.0f} ms old when they come,"
        f" of that {1000 * figures.late_s:.0f} ms by the radio's unrest"
    )
    found = []
    if figures.late_s > LATE_S:
        found.append(_look(words, SHORTER))
    elif figures.delay_s > DELAY_S:
        found.append(_look(words, INTERVAL.get(measured.info.family, SHORTER)))
    else:
        found.append(_ok(words))
    if figures.pause_s is not None and figures.pause_s > PAUSE_S + 2.0 / figures.packets_hz:
        found.append(_look(f"nothing came for {figures.pause_s:.1f} s at a time", NEARER))
    return found


def _settings(measured: Measured) -> list[Finding]:
    settings, found = measured.info.settings, []
    low_pass = settings.get("low_pass_hz")
    if isinstance(low_pass, (int, float)) and low_pass < LOW_PASS_HZ:
        found.append(
            _look(
                f"its low-pass is at {low_pass:g} Hz, which rounds off the tops", "raise it to 42 Hz or more"
            )
        )
    for key, least, unit in (("acc_range_g", RANGE_G, "g"), ("gyr_range_dps", RANGE_DPS, "deg/s")):
        value = settings.get(key)
        if isinstance(value, (int, float)) and value < least:
            found.append(
                _look(f"its range is {value:g} {unit}", f"{least:g} {unit} and more hold a hard step, too")
            )
    return found


def _signal(samples: Samples) -> list[Finding]:
    """What the sensor measured, where that can be judged: at rest."""
    acc, gyr = samples.acc_ms2, samples.gyr_rads
    if len(samples) > 50 and (
        float(np.ptp(gyr, axis=0).max()) == 0.0 or float(np.ptp(acc, axis=0).max()) == 0.0
    ):
        return [_bad("it says the same throughout", "restart the sensor: one of its parts is off")]
    size = max(10, len(samples) // 20)
    looks = [slice(k, k + size) for k in range(0, len(samples) - size + 1, size)]
    still = [
        part
        for part in looks
        if float(acc[part].std(axis=0).max()) < STILL_MS2 and float(gyr[part].std(axis=0).max()) < STILL_RADS
    ]
    if not still:
        return [_ok("it moved throughout; left alone for some seconds, its zero can be judged as well")]
    force_ms2 = float(np.median([np.linalg.norm(acc[part].mean(axis=0)) for part in still]))
    bias_rads = float(np.median([np.linalg.norm(gyr[part].mean(axis=0)) for part in still]))
    words = f"at rest it reads {force_ms2:.2f} m/s2 and turns by {degrees(bias_rads):.1f} deg/s"
    if abs(force_ms2 - GRAVITY_MS2) > GRAVITY_OFF_MS2:
        return [_bad(words, "gravity is 9.81: calibrate its accelerometer in its app")]
    if bias_rads > BIAS_RADS:
        return [
            _look(
                words, "calibrate its gyroscope in its app, or let it lie still for some seconds as you begin"
            )
        ]
    return [_ok(words)]


def _battery(measured: Measured) -> Finding | None:
    battery_pct = measured.figures.battery_pct
    if battery_pct is None:
        return None
    words = f"battery at {battery_pct} %"
    return _look(words, "charge it or change it before long") if battery_pct <= LOW_PCT else _ok(words)
