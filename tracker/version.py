"""The one place the version is written: the package, the recordings and the reports read it here."""

__version__ = "0.1.0"
