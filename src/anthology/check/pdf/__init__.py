"""Preflight of any PDF for a press: what it will object to, in plain words, page by page.

Its rooms:
check       the files, examined in a process with limits
facts       a PDF as read: its pages, words, pictures and lines with their places
tokens      content streams, token by token
drawing     what the content streams of a page draw, and in which inks
words       the words of a page and where they stand
reading     the PDF is opened and read
press       the numbers that pages are held against: those of a preset, or common ones
rules       one row each: what is wrong, what the press will do, what helps
document    rules on the file as a whole
pages       rules on sizes, boxes and the number of pages
text        rules on words: where they stand, whether they can be seen
art         rules on pictures, lines and colours
cover       rules on a cover: its size, its spine, its barcode
barcode     a barcode read from its bars
report      a page for a browser with pictures of what was found
"""
