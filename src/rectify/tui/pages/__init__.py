"""Everything that is only read: pages over the whole screen."""
