"""How the garbage collector of Python goes about its work in a process that serves for long."""

import gc
from importlib import import_module

from django.conf import settings

#: New objects after which it looks for garbage. A page of 300 projects makes a million, hardly any in circles.
_LOOK_AFTER = 20_000


def keep_what_is_loaded() -> None:
    """Load all of the program, and never look through it for garbage again: that takes a third of a large page's time.

    Called before the server divides into processes, it also lets them share the memory of what is loaded.
    """
    import_module(settings.ROOT_URLCONF)
    gc.collect()
    gc.freeze()
    _new, *older = gc.get_threshold()
    gc.set_threshold(_LOOK_AFTER, *older)
