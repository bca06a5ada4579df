"""The bureau's desk: how all departments stand, statistics, all documents at once, spot checks."""
