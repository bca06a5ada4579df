"""The domain: pure Python, no Django. Data in, data out; usable as a library."""
