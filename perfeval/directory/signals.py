"""What happens to people, for whoever keeps a record of it (the review app does)."""

from django.dispatch import Signal

person_changed = Signal()
"""Arguments: action, actor (a User or None), person (a User), reason, details (a dict). Sent inside the transaction."""
