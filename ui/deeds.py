"""What a person can do on the live screen: one declaration gives key, palette entry, footer and help."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from tracker.controls import Control, ControlKind


class Bench(Protocol):
    """What deeds act on; the screen is one."""

    def give(self, control: Control) -> None:
        """To the tracker, recorded at its place."""
        ...

    def pause(self) -> None:
        """Pause, or go on."""
        ...

    def next_rep(self) -> None:
        """On to the next repetition of a replay."""
        ...

    def change_speed(self, factor: float) -> None:
        """Of a replay."""
        ...

    def note_pain(self) -> None:
        """Ask for it, and keep it."""
        ...

    def swap(self) -> None:
        """Ask for the exercise to go on with."""
        ...

    def toggle_sound(self) -> None:
        """On or off."""
        ...

    def toggle_metronome(self) -> None:
        """On or off."""
        ...

    def ask_to_end(self) -> None:
        """End and save, once confirmed."""
        ...

    def end(self) -> None:
        """End and save, now."""
        ...

    def show_help(self) -> None:
        """All deeds, with their keys."""
        ...


@dataclass(frozen=True, slots=True)
class Deed:
    """`name` is a slug; `keys` as Textual writes them, comma-separated; `label` for the footer, `words` for help and
    palette; deeds that are not `shown` belong to the app, on whatever screen; the footer has room for those that are
    needed in mid-set, `in_footer`."""

    name: str
    keys: str
    label: str
    words: str
    do: Callable[[Bench], None]
    shown: bool = True
    in_footer: bool = True
    key_words: str = ""

    @property
    def key_name(self) -> str:
        """The first key, for people."""
        return self.key_words or self.keys.split(",")[0]


PAUSE = Deed("pause", "space", "pause", "pause, and go on again", lambda bench: bench.pause())
NEXT_SET = Deed(
    "next-set",
    "n",
    "next",
    "end this set; the rest begins",
    lambda b: b.give(Control(ControlKind.NEXT_SET)),
)
UNDO = Deed(
    "undo",
    "u",
    "undo",
    "take the last repetition or correction back",
    lambda b: b.give(Control(ControlKind.UNDO)),
)
MORE = Deed(
    "more", "plus,equals_sign", "+1", "one repetition more, corrected by hand",
    lambda b: b.give(Control(ControlKind.CORRECT, delta=1)), key_words="+",
)  # fmt: skip
LESS = Deed(
    "less", "minus", "-1", "one repetition less, corrected by hand",
    lambda b: b.give(Control(ControlKind.CORRECT, delta=-1)), key_words="-",
)  # fmt: skip
PAIN = Deed("pain", "p", "pain", "note your pain, from 0 to 10", lambda bench: bench.note_pain())
SWAP = Deed("swap", "x", "swap", "swap the exercise for another one", lambda bench: bench.swap())
SOUND = Deed("sound", "s", "sound", "sound on or off", lambda bench: bench.toggle_sound(), in_footer=False)
METRONOME = Deed(
    "metronome",
    "m",
    "beat",
    "metronome on or off: up on one beat, down on the next",
    lambda bench: bench.toggle_metronome(),
)
HELP = Deed("help", "question_mark,f1", "help", "all keys", lambda bench: bench.show_help(), key_words="?")
END = Deed("end", "q,escape", "end", "end and save; asks once", lambda bench: bench.ask_to_end())
END_NOW = Deed(
    "end-now",
    "ctrl+c,ctrl+q",
    "end now",
    "end and save without asking",
    lambda bench: bench.end(),
    shown=False,
)
NEXT_REP = Deed("next-rep", "right,full_stop", "next rep", "on to the next repetition", lambda b: b.next_rep(),
                key_words="→")  # fmt: skip
FASTER = Deed("faster", "up,plus", "faster", "twice as fast", lambda b: b.change_speed(2.0), key_words="↑")
SLOWER = Deed("slower", "down,minus", "slower", "half as fast", lambda b: b.change_speed(0.5), key_words="↓")
LEAVE_NOW = Deed(
    "leave-now", "ctrl+c,ctrl+q", "leave now", "leave at once", lambda bench: bench.end(), shown=False
)
LEAVE = Deed("leave", "q,escape", "leave", "leave the replay", lambda bench: bench.end())

LIVE = (PAUSE, NEXT_SET, UNDO, MORE, LESS, PAIN, SWAP, METRONOME, SOUND, END, HELP, END_NOW)
REPLAY = (PAUSE, NEXT_REP, FASTER, SLOWER, SOUND, LEAVE, HELP, LEAVE_NOW)
