"""The signal core: samples in, events out. Pure and deterministic; no files, no radio, no clock."""
