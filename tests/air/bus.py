"""A D-Bus of our own: a daemon on a private socket that ends with its test."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>
"""
ENDS_S = 5.0


class Daemon:
    """A dbus-daemon at `address`; it can be killed and started anew there."""

    def __init__(self, folder: Path) -> None:
        self._socket = folder / "bus"
        self._config = folder / "bus.conf"
        self._config.write_text(CONFIG.format(socket=self._socket))
        self.address = f"unix:path={self._socket}"
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start it; back when it can be spoken to."""
        self._process = subprocess.Popen(
            ["dbus-daemon", f"--config-file={self._config}", "--nofork", "--nosyslog", "--print-address=1"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline().startswith("unix:"), "dbus-daemon did not start"

    def kill(self) -> None:
        """As a crash: nobody is told."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait(ENDS_S)
        assert process.stdout is not None
        process.stdout.close()
        self._socket.unlink(missing_ok=True)


@contextlib.contextmanager
def private_bus() -> Iterator[Daemon]:
    """A daemon that runs meanwhile; skips where there is none."""
    if shutil.which("dbus-daemon") is None:
        pytest.skip("no dbus-daemon here (Debian: apt-get install dbus-daemon)")
    with tempfile.TemporaryDirectory(prefix="soleus") as folder:
        daemon = Daemon(Path(folder))
        daemon.start()
        try:
            yield daemon
        finally:
            daemon.kill()
