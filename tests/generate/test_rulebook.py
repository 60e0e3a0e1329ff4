import datetime as dt

import pytest

from generate.rulebook import choose, load, names


@pytest.mark.parametrize(
    ("date", "party", "name"),
    [
        (dt.date(2026, 5, 27), True, "party-2026"),
        (dt.date(2026, 5, 26), True, "party-2018"),
        (dt.date(2007, 3, 1), True, "party-2018"),
        (dt.date(2030, 1, 1), True, "party-2026"),
        (dt.date(2022, 2, 11), False, "state-2020"),
        (None, False, "state-2020"),
    ],
)
def test_the_day_and_the_issuer_choose_the_rule_book(date: dt.date | None, party: bool, name: str) -> None:
    assert choose(date, party=party).name == name


def test_without_a_date_the_book_of_today_holds() -> None:
    assert choose(None) == choose(dt.date.today())


@pytest.mark.parametrize(("book", "pattern"), [(book, pattern) for book in names() for pattern in load(book).patterns])
def test_patterns_take_and_refuse_their_examples(book: str, pattern: str) -> None:
    rule = load(book).patterns[pattern]
    assert rule.takes
    assert rule.refuses
    assert [text for text in rule.takes if not rule.fits(text)] == []
    assert [text for text in rule.refuses if rule.fits(text)] == []


@pytest.mark.parametrize("book", names())
def test_what_a_template_is_built_with_is_accepted(book: str) -> None:
    rules = load(book)
    for component in rules.components.values():
        for measure in (component.size, component.line, component.first_indent_mm, component.gap, component.rule_length):
            assert measure is None or measure.use in measure


def test_the_books_differ_where_the_rules_changed() -> None:
    new, old, state = load("party-2026"), load("party-2018"), load("state-2020")
    assert (new.recipients.mark, old.recipients.mark) == (";", ",")
    assert "H09" in new.rules
    assert "H09" not in state.rules
    assert state.components["position"].bold
    assert not new.components["position"].bold
    assert new.kind_name("KH") == "Kế hoạch"


def test_an_unknown_book_is_refused() -> None:
    with pytest.raises(KeyError):
        load("party-1993")
