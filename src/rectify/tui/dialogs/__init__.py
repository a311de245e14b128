"""Everything that asks: dialogs, forms and menus."""
