"""Where a sample prints another figure than its data give, and why: JSON pointer of the printed value → reason.

A reason that begins with ``<id>:`` cites the document's own error of that id in tests/data/errors.
"""

UNKNOWN_FACT = (
    "the fact behind the printed full score is printed nowhere, so the rule gives no score (forms/gaoyi-2022.md §4)"
)
FOLLOWS = "follows from the scores of its indicators that differ"
NOT_A_SHEET = "the document prints only the total of a sheet that it does not contain, so nothing adds up to it"
OWN_FIGURES = "the text's level sums do not add up even to its own rows; the node is the sum of its computed leaves"

DIFFERENCES: dict[str, dict[str, str]] = {
    "gaoyi-2022": {
        "/overall/published/execution_rate": "execution-rate-100: 8758.641293 ÷ 8779.43129 is 99.76%, not 100%",
        "/overall/funds/0/published/rate": "execution-rate-100: 8758.641293 ÷ 8779.43129 is 99.76%, not 100%",
        "/overall/indicators/1/children/0/children/2/published/score": (
            "expenditure-progress-score: one of the three quarters that the rule looks at was missed, so 3 of 4"
        ),
        "/overall/indicators/1/children/0/children/5/published/score": UNKNOWN_FACT,
        "/overall/indicators/1/children/2/children/1/published/score": UNKNOWN_FACT,
        "/overall/indicators/2/children/0/children/3/published/score": UNKNOWN_FACT,
        "/overall/indicators/3/children/0/children/1/published/score": (
            "satisfaction-missing: the rule needs a satisfaction rate and none is printed"
        ),
        "/overall/published/total": FOLLOWS,
        "/overall/published/grade": FOLLOWS,
    },
    "jincheng-2022": {
        "/overall/published/total": NOT_A_SHEET,
        "/projects/10/indicators/0/children/0/children/0/published/score": (
            "15 of 17 people reached: 15 ÷ 17 × 20 is 17.65, the form awards 20; every other indicator of the form "
            "with a shortfall is scored in proportion (60 ÷ 95 × 10 = 6.32)"
        ),
        "/projects/10/published/total": FOLLOWS,
        "/projects/10/published/grade": FOLLOWS,
    },
    "miluo-2023": {
        "/projects/3/published/weight_total": "p4-weight-total: 10 + 30 + 35 + 10 + 20 is 105",
        "/projects/3/published/total": "p4-score-total: with the 10 points of execution the scores add up to 105",
        "/projects/3/funds/1/published/weight": (
            "p4-execution-score-missing: the form repeats the weight on a part row, which carries no points"
        ),
    },
    "qinhuangdao-2023": {
        "/overall/published/total": NOT_A_SHEET,
        "/overall/published/grade": NOT_A_SHEET,
        "/projects/86/published/grade": "10 points are printed as 优; all other rows below 75 points are 差",
    },
    "xundian-2023": {
        "/overall/funds/0/published/rate": "no adjusted budget is printed; of the initial one it would be 134.57%",
        "/overall/indicators/0/published/score": f"a-score-31-vs-32: {OWN_FIGURES}",
        "/overall/indicators/0/children/1/published/score": f"a2-score-8-vs-9: {OWN_FIGURES}",
        "/overall/indicators/0/children/2/published/score": FOLLOWS,
        "/overall/indicators/0/children/2/children/0/published/score": (
            "a31-rule-points-175: both items are met, 1 + 0.75 points"
        ),
        "/overall/indicators/1/published/score": f"b1-score-3-vs-2: {OWN_FIGURES}",
        "/overall/indicators/1/children/0/children/1/published/score": (
            "2.79 ÷ 20.50 is 13.61%, which the rule (≤100% full) gives the whole point"
        ),
        "/overall/indicators/2/published/score": f"c-score-45-vs-49: {OWN_FIGURES}",
        "/overall/indicators/2/children/1/published/score": FOLLOWS,
        "/overall/indicators/2/children/1/children/2/published/score": (
            "c23-rule-3-scored-5: the printed rule gives 3 points at 100%"
        ),
        "/overall/indicators/2/children/1/children/3/published/score": (
            "the rule asks for more than 90%, the actual is 达90%"
        ),
        "/overall/indicators/2/children/2/published/score": FOLLOWS,
        "/overall/indicators/2/children/2/children/1/published/score": (
            "c32-rule-max-15-scored-2: the items of the rule add up to 1.5"
        ),
        "/overall/published/total": FOLLOWS,
        "/overall/published/grade": FOLLOWS,
        "/survey/published/total": "survey-q7-50-of-49: question 7 has 50 answers of 49 questionnaires, 10 points more",
        "/survey/published/average": "survey-q7-50-of-49: (4880 + 10) ÷ 49 is 99.8",
    },
}

NOT_COMPUTED = {
    "title": "the form's heading is printed by the table",
    "score_in_report": "the report's own figure beside the form's; held against the text by the checks",
    "child_count": "a count that the text states",
    "leaf_count": "a count that the text states",
    "weight_in_text": "a weight that the text states",
    "valid": "entered: the number of valid questionnaires",
}
"""Printed beside computed values, but no result of computing."""

STATISTICS: dict[str, tuple[str, ...]] = {
    "/own/count": ("own", "count"),
    "/own/adjusted": ("own", "adjusted"),
    "/own/excellent_rate": ("own", "excellent_rate"),
    "/transfer/count": ("transfer", "count"),
    "/transfer/central": ("transfer", "by_level", "central", "adjusted"),
    "/transfer/provincial": ("transfer", "by_level", "provincial", "adjusted"),
    "/transfer/city": ("transfer", "by_level", "city", "adjusted"),
    "/transfer/excellent_rate": ("transfer", "excellent_rate"),
    "/projects/count": ("all", "count"),
    "/projects/adjusted": ("all", "adjusted"),
    "/projects/executed": ("all", "executed"),
    "/projects/rate": ("all", "rate"),
} | {f"/{part}/grades/{grade}": (part, "grades", grade) for part in ("own", "transfer") for grade in "优良中差"}
"""Figures over the projects that 秦皇岛 prints, and where the computed statistics have them."""

STATISTICS_DIFFERENCES = {
    "/own/adjusted": "own-budget-sum: the printed sum leaves out rows of the list",
    "/own/excellent_rate": "own-excellent-rate: 41 ÷ 46 is 89.13%",
    "/transfer/central": "transfer-total: the printed levels fit no selection of the list's rows",
    "/transfer/provincial": "transfer-total: the printed levels fit no selection of the list's rows",
    "/transfer/city": "transfer-city: the rows of city level add up to 146.932121",
    "/transfer/grades/优": "project 87 (10 points) is printed as 优, by the bands it is 差",
    "/transfer/grades/差": "project 87 (10 points) is printed as 优, by the bands it is 差",
    "/transfer/excellent_rate": "43 of 48, not 44, because of project 87 (10 points)",
    "/projects/adjusted": "project-total: the rows of both lists add up to 4286.724906",
    "/projects/executed": "executed amounts are printed for no project",
    "/projects/rate": "executed amounts are printed for no project",
}
