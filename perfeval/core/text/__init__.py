"""Reading Chinese prose of evaluation reports: figures, breakdowns, claims, names, numbering, repetitions."""
