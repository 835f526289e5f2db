"""Word files (.docx) become pages: put in order by us, converted by mammoth, read twice."""
