"""Long work: the table of jobs is the truth, a message only wakes a worker."""
