"""Real legs, where their recordings lie beside the checkout."""

from __future__ import annotations

import json
from pathlib import Path

from recordings.analysis import analyze
from recordings.load import load
from tests.accuracy.bounds import poisson_upper
from tests.accuracy.report.markdown import table, times
from tracker.tracker import Tracker

LEGS = Path(__file__).parents[3].parent / "shared" / "data" / "leg_imu"


def chapter() -> list[str]:
    """Every recording of a leg: what is known of it, and what was counted."""
    paths = sorted(LEGS.glob("*.csv"))
    if not paths:
        return [
            "The real recordings the project has at hand may not be redistributed, and are not beside this checkout:"
            " this report was made without them.",
            "",
        ]
    rows, idle_s, false = [], 0.0, 0
    for path in paths:
        report = analyze(load(path)).report
        known = json.loads((path.parent / f"{path.stem}.truth.json").read_text(encoding="utf-8"))
        totals = report["totals"]
        if not known["count"]:
            idle_s += report["duration_s"]
            false += totals["reps"]
        forms = ", ".join(
            f"{name} {totals[name]}" for name in ("bent", "straight", "uncertain") if totals[name]
        )
        rows.append(
            (
                path.stem.replace("_", " "),
                known["activity"],
                f"{report['duration_s']:.0f} s",
                f"{report['rate_hz']:.0f} Hz",
                str(known["count"]),
                str(totals["reps"]),
                str(totals["partials"]),
                forms or "-",
            )
        )
    hours = idle_s / 3600.0
    return [
        "Public recordings of other people, which may not be redistributed; the report is made with them where they"
        " lie beside the checkout. The heel raises are one subject's, windows of about 1.2 s with the pauses between"
        " them bridged by calculation.",
        "",
        *table(
            ("recording", "movement", "length", "rate", "true repetitions", "counted", "partial", "form"),
            rows,
        ),
        *_pairs(),
        f"Where there is nothing to count: {false} in {60 * hours:.1f} minutes, an upper 95 % bound of"
        f" {poisson_upper(false) / hours:.0f} an hour. So little says little.",
        "",
    ]


PAIRS = (("qmt_lower_leg_left", "qmt_upper_leg_left"), ("eurobench_5sts_shank", "eurobench_5sts_thigh"))
SEATED_DEG, STANDING_DEG = 60.0, 30.0


def _pairs() -> list[str]:
    """Real pairs of shank and thigh: what the knee is told to be while the leg rests."""
    rows = []
    for shank_name, thigh_name in PAIRS:
        shank, thigh = load(LEGS / f"{shank_name}.csv").samples, load(LEGS / f"{thigh_name}.csv").samples
        assert shank is not None
        assert thigh is not None
        tracker = Tracker()
        tracker.update_thigh(thigh)
        tracker.update(shank)
        rests = [deg for _, deg in tracker.rests()]
        rows.append(
            (
                shank_name.replace("_", " "),
                _range([deg for deg in rests if deg > SEATED_DEG]),
                _range([deg for deg in rests if deg < STANDING_DEG]),
                str(sum(STANDING_DEG <= deg <= SEATED_DEG for deg in rests)),
            )
        )
    return [
        "Two of them are pairs of shank and thigh. Knee flexion while the leg rests, from both (nobody measured it"
        " otherwise; seated, a thigh at 80 deg and a shank at 4 make about 84):",
        "",
        *table(("pair", "seated", "standing", "rests between the two"), rows),
    ]


def _range(degrees: list[float]) -> str:
    if not degrees:
        return "-"
    low, high = f"{min(degrees):.0f}", f"{max(degrees):.0f}"
    return f"{low if low == high else f'{low} to {high}'} deg, {times(len(degrees))}"
