"""The meaning of each column of a list: by its heading, by what the user says, by its cells."""
