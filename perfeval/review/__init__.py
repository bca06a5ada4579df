"""Who decides: states and transitions, snapshots, and the record of everything that happened."""
