"""How many typical mistakes the checks find: mistakes put into the corrected samples, one at a time, by kind.

Run ``python -m benchmarks.mutations [TRIES] [KIND ...]``; prints for every kind how many of the mistakes raised a
finding that the document did not raise before. The mistakes are drawn with a fixed seed.
"""

import random
import sys
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from tests.core.checks.cases import CASES, ERRORS, SAMPLES, apply, findings_on, read

from . import form_mistakes
from .mistakes import MISTAKES

REGISTERED = form_mistakes.__name__
"""Importing it registers the mistakes in forms."""

TRIES = 4
"""Mistakes of one kind in one document."""

JSON = dict[str, Any]
Finding = tuple[str, str, str]


def corrected_document(case: str) -> JSON:
    """A sample with its listed errors mended."""
    document: JSON = deepcopy(read(SAMPLES / f"{case}.json"))
    for patch in read(ERRORS / f"{case}.corrections.json"):
        apply(document, patch)
    return document


def raised(document: JSON) -> Counter[Finding]:
    """What is found, hints too, and how often; without its place, which a missing row shifts."""
    return Counter((f.check, f.found, f.expected) for f in findings_on(document))


def measure(
    document: JSON,
    before: Counter[Finding],
    mistake: Callable[[JSON, random.Random], str | None],
    tries: int,
    kind: str,
) -> tuple[int, int, list[str]]:
    """(found, made, what was missed) of one kind in one document."""
    found, made, missed = 0, 0, []
    for number in range(tries):
        wrong = deepcopy(document)
        what = mistake(wrong, random.Random(f"{kind}{number}"))  # noqa: S311  (no secret: the same mistakes every time)
        if what is None:
            continue
        made += 1
        if raised(wrong) - before:
            found += 1
        else:
            missed.append(what)
    return found, made, missed


def main(tries: int, kinds: list[str]) -> None:
    """Measure every kind over all samples."""
    documents = {case: corrected_document(case) for case in CASES}
    before = {case: raised(document) for case, document in documents.items()}
    whole_found = whole_made = 0
    for kind, mistake in MISTAKES.items():
        if kinds and kind not in kinds:
            continue
        results = [measure(documents[case], before[case], mistake, tries, kind) for case in CASES]
        found, made = sum(r[0] for r in results), sum(r[1] for r in results)
        whole_found, whole_made = whole_found + found, whole_made + made
        print(f"{kind}: {found} of {made}", flush=True)
        for case, (_, _, missed) in zip(CASES, results, strict=True):
            for what in missed if kinds else []:
                print(f"    {case}: {what}")
    print(f"all: {whole_found} of {whole_made}")


if __name__ == "__main__":
    arguments = sys.argv[1:]
    count = int(arguments.pop(0)) if arguments and arguments[0].isdigit() else TRIES
    main(count, arguments)
