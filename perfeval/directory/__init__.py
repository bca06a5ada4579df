"""Who: regions, departments and their units, fiscal years, people and their roles."""
