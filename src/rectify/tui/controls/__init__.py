"""The controls that dialogs and pages are made of: fields, lists to choose from, pairs side by side."""
