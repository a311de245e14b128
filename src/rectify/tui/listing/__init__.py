"""The virtual list of problems: which rows it has, which of them are in memory, how they are drawn."""
