"""Comparing the rows of a file with the problems of the ledger: what an import would do."""
