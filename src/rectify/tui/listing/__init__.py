"""The virtual list of problems: which rows it has, which of them are held, how they are drawn."""
