"""Tables: every cell as it is written, numbers to the right, CSV that is safe to open."""

import pytest

from ui.charts import table
from ui.charts.table import Markup


def test_a_table_has_a_head_and_numbers_to_the_right() -> None:
    said = table.markdown(("Lever", "From", "To"), [("Posts", "12", "5"), ("Fans", "0", "none")])
    assert said.splitlines() == [
        "| Lever | From | To |",
        "| --- | --: | --: |",
        "| Posts | 12 | 5 |",
        "| Fans | 0 | none |",
    ]


def test_columns_can_be_aligned() -> None:
    assert "| --- | --: | --- |" in table.markdown(("A", "B", "C"), [], align="lrl")


@pytest.mark.parametrize(
    ("cell", "said"), [("a | *b*", r"a \| \*b\*"), (Markup(":gray[x]"), ":gray[x]")]
)
def test_a_cell_is_shown_as_it_is_written_unless_it_is_markup(cell: str, said: str) -> None:
    assert table.markdown(("A",), [(cell,)]).splitlines()[-1] == f"| {said} |"


def test_csv_has_full_figures_and_no_formula() -> None:
    rows = [["name", "value"], ["=1+1", 0.1234567], ["x", None]]
    assert table.csv(rows).decode() == "name,value\r\n'=1+1,0.1234567\r\nx,\r\n"
