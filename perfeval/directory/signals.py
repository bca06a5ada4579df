"""What happens to people and places, for whoever keeps a record of it (the review app does)."""

from django.dispatch import Signal

person_changed = Signal()
"""Arguments: action, actor (a User or None), person (a User), reason, details (a dict). Sent inside the transaction."""

place_changed = Signal()
"""Arguments: action, actor (a User), place (its name), details (a dict). Sent inside the transaction."""

too_often = Signal()
"""Arguments: request, kind (of the limit that was passed). Sent once for each stretch of time in which it is passed."""
