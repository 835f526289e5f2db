"""The trade's data: what shops, wholesalers and libraries ask of a book, measured in the book."""
