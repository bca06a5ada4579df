"""The guard of every change to WeasyPrint: the version and the signatures it was written against, or not at all."""

import inspect
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import weasyprint

logger = logging.getLogger(__name__)

VERSION = "70.0"


@dataclass(slots=True)
class Improvement:
    """A change to WeasyPrint: which functions it relies on, with their parameters, and how it is put in place."""

    name: str
    relies_on: Mapping[Callable[..., Any], tuple[str, ...]]
    apply: Callable[[], None]
    installed: bool = field(default=False)

    def misfits(self, version: str = weasyprint.__version__) -> list[str]:
        """Why this WeasyPrint is not the one the change was written for; empty where it fits."""
        wrong = [f"WeasyPrint {version}，须为{VERSION}"] if version != VERSION else []
        for function, parameters in self.relies_on.items():
            found = tuple(inspect.signature(function).parameters)
            if found != parameters:
                wrong.append(f"{function.__qualname__}({', '.join(found)})")
        return wrong

    def install(self) -> bool:
        """Apply the change once; where it does not fit, log a warning and leave the plain rendering."""
        if self.installed:
            return True
        wrong = self.misfits()
        if wrong:
            logger.warning("%s不适用于此版WeasyPrint，按原样排版：%s", self.name, "；".join(wrong))
            return False
        self.apply()
        self.installed = True
        return True
