"""What comes out on paper: neutral Tables and text → HTML → PDF."""
