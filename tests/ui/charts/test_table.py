"""Tables: every cell as it is written, numbers to the right, CSV that is safe to open."""

from tests.ui.tables import read
from ui.charts import table
from ui.charts.table import Cell


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


def test_a_cell_is_shown_as_it_is_written() -> None:
    assert table.markdown(("A",), [("a | *b*",)]).splitlines()[-1] == r"| a \| \*b\* |"


def test_a_table_on_a_page_can_be_scrolled_and_is_read_cell_by_cell() -> None:
    rows = [["", "<b>Ads</b>"], ["Reach", Cell("93,000", "(+92,000)", faint=True)]]
    said = table.html(rows, 'What "ads" bring')
    assert read(said) == [["", "<b>Ads</b>"], ["Reach", "93,000 (+92,000)"]]
    assert 'tabindex="0"' in said
    assert 'aria-label="What &quot;ads&quot; bring"' in said


def test_csv_has_full_figures_and_no_formula() -> None:
    rows = [["name", "value"], ["=1+1", 0.1234567], ["x", None]]
    assert table.csv(rows).decode() == "name,value\r\n'=1+1,0.1234567\r\nx,\r\n"
