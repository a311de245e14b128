"""Files of other programs <-> rows of the ledger. It reads and plans; the service writes."""
