"""What is printed on sheets of its own: the furniture of a galley proof, the data sheet."""
