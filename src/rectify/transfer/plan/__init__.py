"""The rows of a file beside the problems of the ledger: what an import would do."""
