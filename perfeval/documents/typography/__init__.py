"""What WeasyPrint does not do for Chinese print, added to the one version it was written against."""

from . import embedding, justify, lean, searchable


def install() -> list[str]:
    """Put all improvements in place, once; the names of those that do not fit this WeasyPrint and stay out."""
    improvements = (justify.IMPROVEMENT, embedding.IMPROVEMENT, searchable.IMPROVEMENT, lean.IMPROVEMENT)
    return [improvement.name for improvement in improvements if not improvement.install()]
