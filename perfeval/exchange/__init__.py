"""What goes in and out as files: packages."""
