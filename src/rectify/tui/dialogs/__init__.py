"""Everything that asks: dialogs, forms and menus, and the fields that they are made of."""
