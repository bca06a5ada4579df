"""绩效自评: budget-performance self-evaluation for Chinese county departments."""
