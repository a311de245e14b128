"""Problems -> files that other programs read, and an import reads again without a difference."""
