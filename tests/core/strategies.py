"""Packages that Hypothesis makes up: any tree, any rule, any gap, all valid."""

from typing import Any

from hypothesis import strategies as st

JSON = dict[str, Any]
Strategy = st.SearchStrategy[Any]


def optional(strategy: Strategy) -> Strategy:
    return st.none() | strategy


def some_keys(**fields: Strategy) -> Strategy:
    """An object in which any key may be absent."""
    return st.fixed_dictionaries({}, optional=fields)


numbers = st.decimals(min_value=-1000, max_value=1000, places=2).map(lambda number: f"{number:f}") | st.just("0")
weights = st.decimals(min_value=0, max_value=100, places=2).map(lambda number: f"{number:f}") | st.just("0")
steps = st.sampled_from(["1", "0.1", "5", "10"])
shares = st.sampled_from(["0", "1", "0.5", "1/3", "0.8"])
names = st.sampled_from(["甲", "成本指标", "产出指标", "满意度"])
texts = st.sampled_from(
    [
        "≥95%",
        "≤3次",
        "=0次",
        "100",
        "36.17万",
        "-5%",
        "95%-100%",
        "及时",
        "2023年全年",
        "",
        "≥-1",
        "154万元",
        "<0",
        "≥0",
    ]
)
keys = st.sampled_from(["a", "b", "c"])
better = st.sampled_from(["higher", "lower"])
units = st.sampled_from(["points", "fraction"])
roundings = st.sampled_from(["started", "completed", "proportional"])
sides = keys | st.lists(st.sampled_from(["a", "-b", "c"]), min_size=1, max_size=2)

measures = st.recursive(
    st.sampled_from([{"of": "actual"}, {"actual_to_target": True}, {"execution_rate": True}, {"survey_average": True}])
    | st.builds(lambda key: {"fact": key}, keys)
    | st.builds(lambda left, right: {"ratio": [left, right]}, sides, sides),
    lambda inner: st.builds(lambda parts: {"min": parts}, st.lists(inner, min_size=1, max_size=2)),
    max_leaves=3,
)


def rule(kind: str, needed: dict[str, Strategy] | None = None, **more: Strategy) -> Strategy:
    return st.fixed_dictionaries({"kind": st.just(kind)} | (needed or {}), optional=more)


deductions = {"better": better, "full_at": numbers, "step": steps, "deduct": shares, "deduct_unit": units,
              "rounding": roundings}  # fmt: skip
prizes: list[JSON] = [{"fraction": "0.5"}, {"points": "4"}, {"manual": ["1", "3"]}]
bounds: Strategy = st.fixed_dictionaries({}, optional={"min": numbers})
bands = st.builds(lambda bound, prize: bound | prize, bounds, st.sampled_from(prizes))
items = st.fixed_dictionaries(
    {"text": st.just("项"), "points": weights},
    optional={"negative": st.booleans(), "veto": st.booleans(), "counted": st.booleans()},
)
ranges = st.just({"achieved": ["0.8", "1"], "partial": ["0.6", "0.8"], "missed": ["0", "0.6"]})
rules = st.one_of(
    rule("completion", measure=measures),
    rule("linear", deductions, measure=measures, zero_at=optional(numbers), floor=optional(weights)),
    rule("bands", {"bands": st.lists(bands, min_size=1, max_size=3)}, measure=measures),
    rule("checklist", {"mode": st.sampled_from(["earn", "deduct"]), "items": st.lists(items, min_size=1, max_size=3)}),
    rule("count", {"per_item": shares, "deduct_unit": units}, zero_from=optional(numbers)),
    rule("condition", op=st.sampled_from([">=", ">", "<=", "<", "=="]), value=numbers, measure=measures),
    rule("graded", ranges=ranges),
    rule("satisfaction", {"full_at": steps, "zero_below": numbers}, measure=measures),
    rule("sum_of_deductions", {"parts": st.lists(st.fixed_dictionaries(deductions), min_size=1, max_size=2)}),
    rule("unset", fraction=optional(shares)),
    rule("manual", range=st.just(["1", "4"])),
)
inputs = some_keys(
    items=st.lists(st.booleans() | st.none() | numbers, max_size=4),
    count=optional(weights),
    met=optional(st.booleans()),
    grade=st.sampled_from(["achieved", "partial", "missed"]),
    fraction=optional(shares),
)
leaves = st.fixed_dictionaries(
    {"name": names},
    optional={
        "weight": optional(weights), "nature": st.sampled_from(["quantitative", "qualitative", None]),
        "target": optional(texts), "adjusted_target": optional(texts), "actual": optional(texts),
        "better": st.sampled_from(["higher", "lower", "equal", None]), "rule": optional(rules), "inputs": inputs,
        "self_score": optional(weights), "deleted": st.booleans(),
    },
)  # fmt: skip
trees = st.recursive(
    leaves,
    lambda inner: st.fixed_dictionaries(
        {"name": names, "children": st.lists(inner, min_size=1, max_size=3)}, optional={"weight": optional(weights)}
    ),
    max_leaves=5,
)
fund_rows = st.lists(
    st.fixed_dictionaries(
        {"key": st.sampled_from(["total", "fiscal", "other"])},
        optional={"initial": optional(numbers), "adjusted": optional(numbers), "executed": optional(numbers)},
    ),
    max_size=3,
    unique_by=lambda row: row["key"],
)
sheet_keys: dict[str, Strategy] = {
    "funds": fund_rows,
    "indicators": st.lists(trees, max_size=2),
    "execution_weight": optional(weights),
    "self_score": optional(weights),
}
projects = st.fixed_dictionaries(
    {"name": names},
    optional=sheet_keys
    | {
        "list": st.sampled_from(["own", "transfer", None]),
        "fund": st.sampled_from(["general", "social_insurance", None]),
        "funding_level": st.sampled_from(["central", "county", None]),
    },
)
surveys = some_keys(
    issued=st.integers(0, 9),
    valid=optional(st.integers(0, 9)),
    questions=st.lists(
        st.fixed_dictionaries(
            {"text": names},
            optional={
                "options": st.lists(
                    st.fixed_dictionaries({"label": names, "points": weights}, optional={"count": st.integers(0, 9)}),
                    max_size=3,
                )
            },
        ),
        max_size=2,
    ),
)
rows = st.recursive(
    st.fixed_dictionaries(
        {"key": keys, "label": names},
        optional={
            "values": st.lists(optional(numbers), max_size=3),
            "total": st.sampled_from(["sum", "entered", "none", None]),
        },
    ),
    lambda inner: st.fixed_dictionaries(
        {"key": keys, "label": names, "total": st.just("sum"), "children": st.lists(inner, max_size=2)}
    ),
    max_leaves=3,
)
tables = some_keys(
    sections=st.lists(
        st.fixed_dictionaries(
            {"label": names, "columns": st.just(["一", "二", "三"])},
            optional={"computed": st.just({"2": {"ratio": [1, 0]}}), "rows": st.lists(rows, max_size=2)},
        ),
        max_size=2,
    )
)
grade_bands = st.just([{"min": "90", "grade": "优"}, {"grade": "差"}])
documents = st.fixed_dictionaries(
    {
        "format": st.just("perfeval-package/1"),
        "scheme": st.just("mof-2020"),
        "year": st.just(2023),
        "money_unit": st.sampled_from(["元", "万元"]),
        "department": st.just({"name": "某局"}),
    },
    optional={
        "facts": st.dictionaries(keys, optional(numbers), max_size=3),
        "overall": optional(some_keys(**sheet_keys)),
        "projects": st.lists(projects, max_size=3),
        "survey": optional(surveys),
        "basic_data": optional(tables),
        "grade_bands": optional(some_keys(overall=grade_bands, project=optional(grade_bands))),
    },
)
"""Whole packages as JSON data."""
