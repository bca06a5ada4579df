"""Which passage of a report speaks of which indicator."""

import re
from collections.abc import Iterator

from perfeval.core.text.sentences import paragraphs, squeeze

from .context import Context
from .places import Leaf, Text

_NODE_PARAGRAPH = re.compile(r"^[（(]\s*\d+\s*[）)]\s*(?P<name>[^，。；]{2,20}?)设[立置]")


def node_paragraphs(context: Context) -> Iterator[tuple[Text, Leaf, str]]:
    """Paragraphs （1）X设立a、b、c… of the department's report, each with its node X."""
    nodes = {squeeze(node.record.name): node for node in context.overall_nodes if not node.record.is_leaf}
    for text in context.report_texts:
        for paragraph in paragraphs(text.text) if not text.scope else []:
            match = _NODE_PARAGRAPH.match(paragraph.text.strip())
            node = nodes.get(squeeze(match["name"])) if match else None
            if node:
                yield text, node, paragraph.text
