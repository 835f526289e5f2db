"""What can be wrong with a PDF for a press, and how it is found.

rules.toml  the words: what is wrong, what the press does, what helps
finding     a rule that is broken somewhere
document    rules on the file as a whole
pages       rules on sizes, boxes and the number of pages
text        rules on words: where they stand, whether they can be seen
art         rules on pictures, lines and colours
cover       rules on a cover: its size, its spine, its barcode
"""
