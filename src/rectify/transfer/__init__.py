"""Files of other programs <-> rows of the ledger. It reads and plans; the service writes.

The way of a list: `read` finds it in a file, `headers` says what its columns mean, `rows` makes facts of its rows, and
`plan` holds them against the ledger. `wording` knows what offices write, and `write` makes the files that go out.
"""
