"""What the commands print: for a person, for a program, how far a build is, and how it failed."""
