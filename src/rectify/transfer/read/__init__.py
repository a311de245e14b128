"""A file -> the list in it: bytes, their kind, the cells, the sheet, the table among its cells."""
