"""Which forms: the versioned records of form schemes (填报方案)."""
