"""The sections beside the forms: what each asks for, as neutral tables whose cells are typed in."""

from .form import Block, SectionForm
from .registry import SECTIONS, sections_for

__all__ = ["SECTIONS", "Block", "SectionForm", "sections_for"]
