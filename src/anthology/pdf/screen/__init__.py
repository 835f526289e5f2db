"""The PDF for reading on a screen: accessible (PDF/UA-1)."""
