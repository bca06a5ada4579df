"""A cell as HTML, the same for the page and for the reply to a saved value.

It is written here and not as a template because a form has hundreds of cells: benchmarks/screens.py.
"""

from typing import TYPE_CHECKING

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from .cells import ScreenCell

NUMBER_BOX = (
    '<input class="entry" type="text" inputmode="decimal" autocomplete="off" id="{0}" name="{0}" data-field="{0}"'
    ' value="{1}" aria-label="{2}" aria-describedby="note-{0}"{3}>'
)
# The line break after the start tag is not part of the text; it keeps a break with which the text may begin.
TEXT_BOX = (
    '<textarea class="entry"{4} rows="{5}" id="{0}" name="{0}" data-field="{0}"'
    ' aria-label="{2}" aria-describedby="note-{0}"{3}>\n{1}</textarea>'
)
NOTE = '<div class="cell-note" id="note-{0}" data-note="{0}">{1}</div>'
FORMULA = (
    '<button type="button" class="formula" id="f-{0}" aria-describedby="t-{0}"{1}>{2}</button>'
    '<span class="tip" role="tooltip" id="t-{0}">{3}</span>'
)
UNSEEN = '<span class="visually-hidden">{}</span>'
HEADING, DATUM = SafeString("th"), SafeString("td")
INVALID, PROSE, BESIDE = SafeString(' aria-invalid="true"'), SafeString(" data-lines"), SafeString(' tabindex="-1"')
NOTHING = SafeString("")


def cell_html(cell: "ScreenCell") -> SafeString:
    """A field to type in, a computed value with its formula, or what is printed."""
    if cell.field:
        return format_html("<td{}>{}{}</td>", _frame(cell), _box(cell), format_html(NOTE, cell.field, cell.note))
    content = _formula(cell) if cell.explanation and cell.id else cell.printed
    return format_html("<{0}{1}>{2}</{0}>", HEADING if cell.is_heading else DATUM, _frame(cell), content)


def _frame(cell: "ScreenCell") -> SafeString:
    """The attributes of the table cell: words of our own, numbers, and an id, which is escaped."""
    frame = f' class="{cell.classes}"'
    if cell.colspan > 1:
        frame += f' colspan="{cell.colspan}"'
    if cell.rowspan > 1:
        frame += f' rowspan="{cell.rowspan}"'
    if cell.id and not cell.field:
        frame += f' id="{escape(cell.id)}"'
    return SafeString(frame)


def _box(cell: "ScreenCell") -> SafeString:
    invalid = INVALID if cell.note else NOTHING
    if cell.is_number:
        box = format_html(NUMBER_BOX, cell.field, cell.value, cell.label, invalid)
    else:
        prose = PROSE if cell.is_prose else NOTHING
        box = format_html(TEXT_BOX, cell.field, cell.value, cell.label, invalid, prose, cell.lines)
    if not cell.around:
        return box
    around = '<div class="with-around"><span class="around">{}</span>{}<span>{}</span></div>'
    return format_html(around, cell.prefix, box, cell.suffix)


def _formula(cell: "ScreenCell") -> SafeString:
    """The value as a button, so that the formula behind it can be reached with the keyboard."""
    beside = BESIDE if cell.noted else NOTHING
    shown = cell.printed or format_html(UNSEEN, _("还不能计算"))
    return format_html(FORMULA, cell.id, beside, shown, cell.explanation)
