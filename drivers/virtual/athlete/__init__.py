"""The virtual athlete: joint angles drive a linkage in the sagittal plane, and the shank follows.

Built from the geometry and the ranges of published movement data, not from what the tracker expects: nothing
here is shared with the tracker but the names of exercises.
"""
