"""What the commands print: for a person, for a program, and how far a build is."""
