"""Problems -> files for other programs, which an import reads back without a difference."""
