"""Tagged PDFs: WeasyPrint marks the content, and the structure around the marks is ours.

stream       pages whose text is marked by paragraphs, and decoration as artifacts
structure    the structure elements of a document, made from its XHTML
reader       the marks of laid out pages, put into the structure
notes        notes that lead to their calls, and calls to their notes
writer       the structure as objects of the PDF
"""
