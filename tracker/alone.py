"""One or two repetitions that no others are near were no exercise: a leg by day rises and falls as a heel does, now and then.

Who trains does several, and who stops amid a set goes on with it. So nothing is taken back while others may follow, nor
where sets are near each other and come to more together, as heavy ones done two at a time do. Nor is what was held, which
is an exercise by itself, nor what a hand has touched, ended, or told a pain of.

| constant | value | why | margin to the nearest negative |
|---|---|---|---|
| `FEW` | 2 repetitions in a set | as many as a leg by day does by chance | three, which calibration and demonstrations ask for |
| `TOGETHER` | 4 in sets near each other | chance ones are seldom so many within a minute: of everyday movement they are more than half an hour apart | five times two with 20 s of rest, as heavy ones are done |
| `STOP_S` (kin.py) | 40 s, as long as the leg is seen | what is further apart is no stop amid a set | rests between sets of two, 20 s |
"""

from __future__ import annotations

from tracker.holding import HOLD_S
from tracker.kin import STOP_S
from tracker.sets import PAUSE_S, OpenSet

FEW = 2
TOGETHER = 4


class Alone:
    """Sets that wait to be told whether they stand. `open`: whether there are any: only then need it be asked."""

    def __init__(self) -> None:
        self._waiting: list[OpenSet] = []  # near each other
        self._left_s = 0.0  # how much longer they wait
        self._unseen_s = 0.0  # since the last set was over
        self._stood_s: float | None = None  # when the last one that stands was over
        self._gone: list[OpenSet] = []
        self.open = False

    def over(self, now: float, ended: OpenSet) -> None:
        """A set is over, and was found to be so now."""
        begun_s = ended.start_s - self._unseen_s
        self._unseen_s = 0.0
        if self._waiting and begun_s - self._waiting[-1].end_s >= STOP_S:
            self._give_up()
        near = self._stood_s is not None and begun_s - self._stood_s < STOP_S
        self._waiting.append(ended)
        self._left_s = STOP_S - min(now - ended.end_s, PAUSE_S)
        if near or _stand(self._waiting):
            self._waiting, self._stood_s = [], ended.end_s
        self.open = bool(self._waiting or self._gone)

    def not_seen(self, seconds: float) -> None:
        """A gap or a pause: others may have been near in it."""
        self._unseen_s += seconds

    def look(self, seen_s: float) -> list[OpenSet]:
        """So long no set ran, since this was asked last: those that turn out to have been alone."""
        if self._waiting:
            self._left_s -= seen_s
            if self._left_s <= 0.0:
                self._give_up()
        gone, self._gone = self._gone, []
        self.open = bool(self._waiting)
        return gone

    def _give_up(self) -> None:
        """Nothing more is near those that wait. More of them may have been found meanwhile, and hands come late."""
        if not _stand(self._waiting):
            self._gone += self._waiting
        self._waiting = []


def _stand(near: list[OpenSet]) -> bool:
    """Whether sets near each other are an exercise together."""
    return sum(len(one.reps) for one in near) >= TOGETHER or any(_stands(one) for one in near)


def _stands(one: OpenSet) -> bool:
    """Whether a set is one by itself."""
    held = any(rep.top_duration_s >= HOLD_S for rep in one.reps)
    return len(one.reps) > FEW or bool(one.partials) or one.spoken_for or one.said or held
