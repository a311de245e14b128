"""What is read: pages over the whole screen."""
