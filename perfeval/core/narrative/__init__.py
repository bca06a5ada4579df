"""Mechanical report text: sentence templates over the computed package. The language stands in docs/narrative.md."""

from .sentences import Narration, narrate, sentences_of, typed_texts
from .templates import Narrative, Sentence, load_narrative, narrative_for
from .values import NarrativeError

__all__ = [
    "Narration",
    "Narrative",
    "NarrativeError",
    "Sentence",
    "load_narrative",
    "narrate",
    "narrative_for",
    "sentences_of",
    "typed_texts",
]
