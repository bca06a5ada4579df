"""The hook through which messages for people reach a catalogue without the core knowing Django.

Messages about bad input go through ``_``. What belongs to a document (explanations of scores, report sentences,
findings) is Chinese whatever language the screen has, and does not.
"""

from collections.abc import Callable

_translate: Callable[[str], str] | None = None


def install(translate: Callable[[str], str]) -> None:
    """Use this function to translate messages; the shell calls it once at start."""
    global _translate  # noqa: PLW0603 - the one switch of the process
    _translate = translate


def _(message: str) -> str:
    """The message in the language of whoever reads it; Chinese where nothing is installed."""
    return _translate(message) if _translate else message


def gettext_noop(message: str) -> str:
    """Mark a message that is translated later, where it is shown, so that makemessages finds it."""
    return message
