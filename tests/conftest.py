"""What every test stands on, however the suite was started."""

from __future__ import annotations

import os
import signal

from ui.threads import one_thread

one_thread(os.environ)


def pytest_configure() -> None:
    """A suite started in the background inherits an ignored Ctrl-C, and so would every program it starts."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
