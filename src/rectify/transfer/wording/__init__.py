"""What offices write, and what it means: headings, words for a status, days, the cells of one column."""
