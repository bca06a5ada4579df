"""Keeping the program running: backups and their way back."""
