"""A second simulator, by another hand: it shares neither code nor constants with the virtual athlete.

A tracker that fits one simulator may fit its habits. Here other shapes of movement (raised cosines, trapezoids of
speed, cubic ramps, lopsided ones), another way to say how the shank turns (degrees a centimetre and the arc of a
knee, not a chain of joints), another sensor (causal low-pass with its delay, random-walk bias, skewed axes, coarse
and jittered time stamps) and another radio (bursts of loss as jumps in time). It leaves as plain CSV.
"""
