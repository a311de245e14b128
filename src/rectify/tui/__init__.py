"""The terminal UI: one main screen, driven by the table of commands.

What the keys do stands in `actions`, a class for each matter, which the main screen puts together; what asks in
`dialogs`, what is read in `pages`, the virtual list in `listing`, the pane of one problem in `details`.
"""
