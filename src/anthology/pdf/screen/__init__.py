"""The screen edition finished for reading: accessible (PDF/UA-1)."""
