"""The report put together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.accuracy.measure import Outcome
from tests.accuracy.report import counting, falsely, form, real, sizes, targets, worst
from tests.accuracy.report.outcomes import Outcomes
from tests.accuracy.task import Kind

DOCS = Path(__file__).parents[3] / "docs"
INTRO = """# Accuracy, as measured

Made by `uv run python -m tests.accuracy`, in about eight minutes on two idle cores; the same checkout gives the same
page; with a selection (`--tune`, `--exercise`, `--quality`, `--seeds`, ... see `--help`) a part of it is printed in
seconds. All figures but those of the chapter on real legs are **simulated**: they show how the tracker does on legs
built from published ranges, not how it does on yours."""
WHAT = """## What is simulated

The **virtual athlete** (drivers/virtual) is a linkage of foot, shank, thigh and trunk with habits, sway, tremor,
fatigue and flesh. It does the six exercises and heel drops, as it comes or in twelve styles (to a metronome, paused,
slow to 4 s, brisk, bouncing, held 3-60 s with a tremble, short, tired, uneven, rested, small and fast, one raise a
squat), stops to stand up, to set the foot anew or to walk, and goes on; and it moves in twenty-four ways that are no
repetition. The sensor sits on any side of either shank, any face and edge up, up to 15 deg askew. Three grades of
it, a third of the recordings each:

| | good | typical | bad |
| --- | --- | --- | --- |
| gyro bias, up to | 0.1 deg/s | 0.5 deg/s | 2 deg/s |
| accelerometer offset, up to | 0.05 m/s2 | 0.15 m/s2 | 0.4 m/s2 |
| lost, in bursts | 0 | 0.5 % | 5 % |
| clock off by, up to | 0.05 % | 0.3 % | 2 % |
| low-pass at 20 Hz | 3 in 10 | 3 in 10 | always |
| soft tissue, up to | 1.2 deg | 2.8 deg | 4 deg, in any direction |
| a strap that slips | never | never | 1 in 10 |

Rates are 25 to 200 Hz. Nothing is declared and no calibration is given unless a table says so. Sets are fed sample
by sample, as they come live: `ticked_s` and `counted_s` are the times of the samples whose `update()` returned the
event.

The **second simulator** (tests/accuracy/other) shares neither code nor constants with the first: other shapes of
movement, tables in place of the linkage, another sensor and radio. Its recordings are judged as a stranger would:
written as plain CSV, read by `soleus analyze --json`, scored from the JSON.

## What was tuned on what

Thresholds are chosen by physics; each module's table says why, and how far the nearest negative is. Where simulated
athletes were looked at, they were those of the tuning lot (`--tune`). The athletes of this page share no seed with
them and are run by this report alone (tests/accuracy/athletes.py). The second simulator's athletes are split the same
way; that up was wrong for ten seconds after a walk was found on its tuning athletes. Real recordings were used to check; three things were changed after one had spoken against them, each with a
physical reason: how far a sensor is carried for its rise (wider) and that some stand unusually still, after the heel
raises were called bent; the limit of a slack strap, after they were called slack; how the knee of two sensors is
counted, after the pairs. A fourth came the same way: a leg that seems to move on evenly without turning stands still
(tracker/motion.py), after a rise was counted in the bridged end of the heel raises; and of two ways to learn the
accelerometer's offset the one was kept that left those ten raises ten. A fifth: a force that holds still is taken for
gravity only while the leg does not turn (tracker/steady.py), after seated kicks were. For all of these the real recordings are a check
against falling back, no independent evidence. Some constants of hindsight, slow rises, held heels, ticks and the end of slow falls were
chosen among a few by figures on tuning athletes, those of the ankle's way (how much a free foot's bends, what odds are
asked) among some forty, and how rests, steps and sway tell the knee on six hundred sets; each has its physical reason
beside it. Once this page itself steered: slow sets had become worse on it, and by figures on tuning athletes two changes
were taken back: what tracker/carry.py asks of low rows is not asked of slow ones, and a large learned offset is not
doubted. That one or two repetitions that no others come near are taken back was decided by what an exercise is, after
most of those counted falsely by tuning athletes, and ten of twenty-one of real people, stood alone. What stands between these figures and those targets they miss, and what was tried, is in [limits.md](limits.md)."""


def report(outcomes: Sequence[Outcome]) -> tuple[str, dict[str, str]]:
    """The page, and its pictures by file name."""
    found, pictures = Outcomes(outcomes), dict[str, str]()
    hours = sum(o.score.duration_s for o in outcomes) / 3600.0
    lines = [
        INTRO,
        "",
        f"{len(outcomes)} recordings, {hours:.1f} hours, {sum(len(o.score.sets) for o in outcomes)} sets.",
        "",
        "## Targets",
        "",
        *targets.chapter(found),
        "Rates are followed by their one-sided 95 % upper bound (Poisson) and the hours they rest on.",
        "",
        WHAT,
        "",
        "## Counting",
        "",
        *counting.chapter(found),
        "## Counted where there is nothing to count",
        "",
        *falsely.chapter(found),
        "## Knee form and exercise group",
        "",
        *form.chapter(found, pictures),
        "## Heights",
        "",
        *sizes.heights(found, pictures),
        "## Latency, in sample time and outside gaps",
        "",
        *sizes.latencies(found, pictures),
        "## The second simulator",
        "",
        *counting.second(found),
        "## The same recordings, counted by what people use today",
        "",
        "Written here as their sources describe them (tests/accuracy/baselines.py). They are told where the set is,"
        " which soleus has to find by itself; elsewhere they count what they find.",
        "",
        *counting.others(found),
        "## Real legs",
        "",
        *real.chapter(),
        "## Which way is up",
        "",
        INCLINATION,
        "",
        "## Known failures",
        "",
        *_failures(found),
        "## The worst recordings of each kind",
        "",
        *worst.chapter(found, pictures),
    ]
    return "\n".join(lines).rstrip("\n") + "\n", pictures


def write(page: str, pictures: dict[str, str], docs: Path = DOCS) -> None:
    """Over what was there; pictures no longer drawn go."""
    folder = docs / "accuracy"
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.svg"):
        if old.name not in pictures:
            old.unlink()
    for name, svg in pictures.items():
        (folder / name).write_text(svg, encoding="utf-8", newline="\n")
    (docs / "accuracy.md").write_text(page, encoding="utf-8", newline="\n")


INCLINATION = """Told by a filter of VQF's structure (tracker/inclination.py), chosen by measurement
(tests/tracker/test_up_against_vqf.py; 6D, motion bias estimation off, first 5 s left out). On the nine real leg
recordings it stays within 0.03-0.20 deg RMSE of `vqf`, median 0.14. On the virtual athlete, where the truth is
known, the two are up to 1.1 deg apart, because ours learns the gyro bias of a leg that never rests; there it is
nearer to the truth than `vqf` or no more than 0.1 deg behind it (ours 0.23-0.98, vqf's 0.24-1.41 deg RMSE). Neither
is within 0.1 deg of the truth: accelerations of repetitions and the bias not yet known tilt both."""


def _failures(found: Outcomes) -> list[str]:
    """What goes wrong most, read off the outcomes."""
    lines = []
    sets = found.of(Kind.SETS)
    reasons: dict[str, int] = {}
    for outcome in sets:
        for reason in outcome.why_missed:
            reasons[reason] = reasons.get(reason, 0) + 1
    true = sum(s.true_reps + s.true_partials for o in sets for s in o.score.sets)
    for reason, n in sorted(reasons.items(), key=lambda item: -item[1])[:4]:
        lines.append(f"- {100 * n / true:.1f} % of all repetitions are missed with this word: {reason}.")
    lines += [
        "- A rise that falls into a hole of 0.3 s shows in hindsight alone, by the other repetitions of its set; where these"
        " are not known either, or the hole is longer than two seconds, it is missing.",
        "- Repetitions so slow that they accelerate by less than 0.05 m/s2 and turn by less than 2 deg are lost in noise.",
        "- A whole foot lifted by a few centimetres and forward as a heel goes, under a shank that stays or comes back, is a heel"
        " to one sensor on the shank.",
        "- One shank sensor infers the knee; soft tissue of 4 deg in the worst direction undoes the turn it is told by.",
        "",
    ]
    return lines
