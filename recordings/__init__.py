"""Everything that lasts: recordings, replay, plain IMU CSV, analysis of files."""
