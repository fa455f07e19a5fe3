"""A virtual athlete, sensor and device that speak real bytes: simulated, and always called so."""
