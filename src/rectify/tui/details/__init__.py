"""The pane of details."""
