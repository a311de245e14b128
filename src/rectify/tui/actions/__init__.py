"""What the keys do: each module is one part of the main screen, which inherits from all of them.

Every part stands on Asking: ask, wait, tell. PaneActions and ListingActions keep what is on the screen, and parts that
show another list stand on them; ProblemActions changes problems, and the other parts that do stand on it.
"""
