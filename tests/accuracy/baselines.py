"""How repetitions are counted today, written from what is published of it, for comparison on the same recordings.

| name | idea |
|---|---|
| low-pass and maxima | size of acceleration, low-passed at 2.5 Hz; local maxima above a fixed threshold, a least time apart |
| principal component and peaks | acceleration along its first principal component in a sliding window, smoothed; the largest peaks first, none nearer than three quarters of the local period, none under half of the usual peak |
| autocorrelation | the period where the autocorrelation of a window peaks; repetitions are time over period while the peak is high |

The first is the usual open-source counter, one threshold and a least time for a repetition; on phones it beat
spectra (Zelman 2020). The second is the idea of RecoFit's counting (Morris, CHI 2014: within one in 93 % of sets,
on the arm). The third is that of wrist counters without training (uLift, IEEE Access 2024).

Each gives the times of its repetitions in a recording. They know nothing of sets: the report tells them where the
set is, which is more than soleus is told, and counts apart what they find in everyday movement.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from tracker.samples import Floats, Samples

Whole = NDArray[np.intp]

HZ = 50.0
LEAST_S = 0.8
"""Faster than 75 a minute is no repetition to any of them; soleus push-ups are the fastest, at 50-65."""
THRESHOLD_MS2 = 0.3
"""A third of the peak acceleration of a brisk raise."""
APART_S = 1.2
"""A raise speeds up twice, setting off and landing: nearer maxima would count it twice at the cadence of tests."""
WINDOW_S = 8.0
LONGEST_S = 5.0


def low_pass_and_maxima(samples: Samples) -> Floats:
    """Times in s."""
    t, acc = _even(samples)
    size = np.linalg.norm(acc, axis=1)
    course = _smooth(size, 2.5) - _smooth(size, 0.05)
    times: Floats = t[_spaced(course, _maxima(course, THRESHOLD_MS2), round(APART_S * HZ))]
    return times


def component_and_peaks(samples: Samples) -> Floats:
    """Times in s."""
    t, acc = _even(samples)
    smooth = np.column_stack([_smooth(acc[:, k], 3.0) - _smooth(acc[:, k], 0.1) for k in range(3)])
    found: list[float] = []
    half = round(WINDOW_S * HZ)
    for begin in range(0, len(t), half):
        part = smooth[max(0, begin - half // 2) : begin + half + half // 2]
        if len(part) < half // 2:
            continue
        course = part @ _first_component(part)
        course *= np.sign((course**3).mean()) or 1.0  # its sign is free: peaks are where it is steep
        if course.std() < 0.5 * THRESHOLD_MS2:
            continue
        period = _period(course)[0] or round(LEAST_S * HZ)
        peaks = _spaced(course, _maxima(course, 0.0), max(round(0.75 * period), round(LEAST_S * HZ)))
        if len(peaks):
            peaks = peaks[course[peaks] >= 0.5 * np.percentile(course[peaks], 60)]
        at = t[peaks + max(0, begin - half // 2)] if len(peaks) else np.empty(0)
        found.extend(at[(at >= t[begin]) & (at < t[begin] + WINDOW_S)].tolist())
    return np.array(found)


def autocorrelation(samples: Samples) -> Floats:
    """Times in s: whenever another period is over."""
    t, acc = _even(samples)
    size = np.linalg.norm(acc, axis=1)
    course = _smooth(size, 3.0) - _smooth(size, 0.1)
    window, hop = round(WINDOW_S * HZ), round(0.5 * HZ)
    done, found = 0.0, []
    for begin in range(0, max(1, len(t) - hop), hop):
        middle = begin + hop // 2
        part = course[max(0, middle - window // 2) : middle + window // 2]
        if len(part) < round(2.0 * LEAST_S * HZ) or part.std() < 0.3 * THRESHOLD_MS2:
            continue
        period, height = _period(part)
        if period and height > 0.4:
            before, done = done, done + hop / period
            found.extend([float(t[begin])] * (int(done + 0.5) - int(before + 0.5)))
    return np.array(found)


BASELINES: dict[str, Callable[[Samples], Floats]] = {
    "low-pass and maxima": low_pass_and_maxima,
    "principal component and peaks": component_and_peaks,
    "autocorrelation": autocorrelation,
}


def within(samples: Samples, start_s: float, end_s: float) -> Samples:
    """The samples of a stretch."""
    first, last = np.searchsorted(samples.t_s, [start_s, end_s])
    return samples[int(first) : int(last)]


def _even(samples: Samples) -> tuple[Floats, Floats]:
    """On an even grid, holes bridged by straight lines."""
    t = np.arange(float(samples.t_s[0]), float(samples.t_s[-1]), 1.0 / HZ)
    return t, np.column_stack([np.interp(t, samples.t_s, samples.acc_ms2[:, k]) for k in range(3)])


def _smooth(course: Floats, cut_hz: float) -> Floats:
    """A Gaussian low-pass with its -3 dB there."""
    sigma = 0.1325 / cut_hz * HZ
    reach = min(int(3.5 * sigma) + 1, max(1, len(course) - 1))
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    padded = np.pad(course, reach, mode="edge")
    smooth: Floats = np.convolve(padded, kernel / kernel.sum(), mode="valid")
    return smooth


def _maxima(course: Floats, above: float) -> Whole:
    inner = course[1:-1]
    at: Whole = np.flatnonzero((inner > course[:-2]) & (inner >= course[2:]) & (inner > above)) + 1
    return at


def _spaced(course: Floats, peaks: Whole, least: int) -> Whole:
    """The highest first; none nearer than `least` to one already taken."""
    taken: list[int] = []
    for peak in peaks[np.argsort(-course[peaks])].tolist():
        if all(abs(peak - other) >= least for other in taken):
            taken.append(peak)
    return np.array(sorted(taken), dtype=int)


def _first_component(part: Floats) -> Floats:
    centred = part - part.mean(axis=0)
    _, vectors = np.linalg.eigh(centred.T @ centred)
    first: Floats = vectors[:, -1]
    return first


def _period(course: Floats) -> tuple[int, float]:
    """The lag (samples) of the highest peak of the normalised autocorrelation, and its height; 0 if there is none."""
    centred = course - course.mean()
    n = len(centred)
    spectrum = np.fft.rfft(centred, 2 * n)
    lags = np.fft.irfft(spectrum * np.conj(spectrum))[:n] / np.arange(n, 0, -1)
    lags = lags / max(float(lags[0]), 1e-12)
    first, last = round(LEAST_S * HZ), min(round(LONGEST_S * HZ), n // 2)
    peaks = [k for k in _maxima(lags[: last + 1], 0.0).tolist() if k >= first]
    if not peaks:
        return 0, 0.0
    best = max(peaks, key=lambda k: float(lags[k]))
    early = next((k for k in peaks if lags[k] > 0.85 * lags[best]), best)  # not a multiple of the period
    return early, float(lags[early])


def counted(times: Floats, spans: Sequence[tuple[float, float]]) -> int:
    """How many of them lie outside of these spans."""
    return sum(not any(a <= t <= b for a, b in spans) for t in times.tolist())
