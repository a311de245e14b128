"""What each column of a list means: by its heading, by what the user says, by its cells."""
