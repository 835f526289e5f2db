"""The editions of a book as finished bytes."""
