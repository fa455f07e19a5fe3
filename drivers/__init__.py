"""Everything that yields samples from a sensor: families, the link, and the virtual athlete and sensor."""
