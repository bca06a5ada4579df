"""What a new self-evaluation begins with: the scheme's template, or last year's self-evaluation rolled forward."""

from .empty import begin
from .reports import with_report
from .rolling import roll_forward

__all__ = ["begin", "roll_forward", "with_report"]
