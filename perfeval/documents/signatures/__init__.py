"""Signed documents: an approved PDF signed with the bureau's certificate (PAdES), and what a signature is worth."""
