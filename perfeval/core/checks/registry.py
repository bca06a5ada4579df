"""The registry of checks (审核公式): each one small function with its id, title, severity and source (文号)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .context import Context
from .finding import Finding, Remark, Severity

CheckFunction = Callable[[Context], Iterable[Remark]]

PERFORMANCE_MEASURES = "财预〔2020〕10号"
"""项目支出绩效评价管理办法."""
FINAL_ACCOUNTS_RULES = "《部门决算管理办法》"
DISCLOSURE_RULES = "《政府信息公开条例》、《个人信息保护法》"
HOUSE = "填报规范"
"""No regulation: what a careful reader expects of any document."""


@dataclass(frozen=True, slots=True)
class Check:
    """A registered check. ``waits``: it only says that something is not there yet, no fault before it is submitted."""

    id: str
    title: str
    severity: Severity
    source: str
    function: CheckFunction
    waits: bool = False

    def findings(self, context: Context) -> Iterable[Finding]:
        """What the check finds, at the severity the scheme gives it; nothing where the scheme switches it off."""
        level = context.scheme.checks.get(self.id, self.severity)
        if level == "off":
            return
        for remark in self.function(context):
            yield Finding(self.id, level, remark.where, remark.found, remark.expected, remark.message)


CHECKS: dict[str, Check] = {}


def check(
    check_id: str, title: str, severity: Severity, source: str = PERFORMANCE_MEASURES, *, waits: bool = False
) -> Callable[[CheckFunction], CheckFunction]:
    """Register a check function under its id; an id can be taken once only."""

    def register(function: CheckFunction) -> CheckFunction:
        if check_id in CHECKS:
            raise ValueError(f"check {check_id} is registered twice")
        CHECKS[check_id] = Check(check_id, title, severity, source, function, waits)
        return function

    return register
