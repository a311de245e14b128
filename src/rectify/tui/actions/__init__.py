"""What the keys do: each module is a part of the main screen."""
