"""What is entered: self-evaluations with their sheets, figures and texts."""
