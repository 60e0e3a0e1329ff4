from __future__ import annotations

import datetime as dt
import tomllib
from importlib.resources import files

import pytest

from generate.addressees import addressed
from generate.phrases import phrases
from generate.reform import brought_up_to_date, changes, outdated
from generate.rewriting import Rewriter, Rule, rules
from generate.unit import Unit
from generate.voice import Superior, state_side, voice_of
from generate.wording import tidy
from tests.generate.units import BY_KIND, CELL, COMMUNE, STATE_SUPERIOR, SUPERIOR, WARD


def rewriter(unit: Unit, *, quota_zero: bool = False) -> Rewriter:
    return Rewriter(unit, voice_of(unit, SUPERIOR, None), SUPERIOR, "Kế hoạch số 12-KH/HU", quota_zero=quota_zero)


_EXAMPLES = [(rule, *example) for rule in rules() for example in rule.examples]


@pytest.mark.parametrize(("rule", "kind", "before", "after"), _EXAMPLES, ids=[f"{e[0].id}-{n}" for n, e in enumerate(_EXAMPLES)])
def test_every_rule_does_what_its_examples_say(rule: Rule, kind: str, before: str, after: str) -> None:
    unit = BY_KIND[kind.removesuffix(" 0")]
    if kind == "ủy ban":
        voice = voice_of(state_side(unit), STATE_SUPERIOR, None)
        assert Rewriter(unit, voice, STATE_SUPERIOR, "Kế hoạch số 12/KH-UBND").rewrite(before) == tidy(after)
        return
    found = rewriter(unit, quota_zero=kind.endswith(" 0")).rewrite(before, aims="aims" in rule.when, front="front" in rule.when)
    assert found == tidy(after)


def test_no_rule_is_without_example() -> None:
    assert all(rule.examples for rule in rules())


@pytest.mark.parametrize(
    ("unit", "clumsy", "right"),
    [
        (COMMUNE, "Các đảng ủy, chi bộ trực thuộc Huyện ủy rà soát nguồn", "Đảng ủy rà soát nguồn"),
        (COMMUNE, "chui vào hàng ngũ của Đảng; giới thiệu vào Đảng", "chui vào hàng ngũ của Đảng; giới thiệu vào Đảng"),
        (COMMUNE, "giúp cơ sở thực hiện Kế hoạch của Ban Thường vụ Huyện ủy", "giúp cơ sở thực hiện Kế hoạch này"),
        (
            WARD,
            "triển khai Kế hoạch số 47-KH/HU ngày 11/8/2018 của Ban Thường vụ Huyện ủy (nay là Ban Thường vụ Thành ủy) về dân vận",
            "triển khai Kế hoạch số 47-KH/HU ngày 11/8/2018 của Ban Thường vụ Huyện ủy (nay là Ban Thường vụ Thành ủy) về dân vận",
        ),
        (COMMUNE, "trưởng thôn, tổ trưởng tổ dân phố gương mẫu", "trưởng thôn gương mẫu"),
        (COMMUNE, "khắc phục tình trạng Đảng ủy chạy theo số lượng", "không chạy theo số lượng"),
        (COMMUNE, "Cấp ủy, chính quyền địa phương tạo điều kiện", "Đảng ủy lãnh đạo Ủy ban nhân dân xã tạo điều kiện"),
        (CELL, "Các cấp ủy cơ sở lãnh đạo, chỉ đạo rà soát nguồn", "Chi ủy lãnh đạo rà soát nguồn"),
        (
            WARD,
            "gửi về Ban Thường vụ Huyện ủy (qua Văn phòng Huyện ủy) đúng hạn",
            "gửi về Ban Thường vụ Huyện ủy (qua Văn phòng Huyện ủy) đúng hạn",
        ),
        (COMMUNE, "hoạt động chính trị- xã hội, Huyện uỷ đảm bảo kinh phí", "hoạt động chính trị - xã hội, Đảng ủy bảo đảm kinh phí"),
        (COMMUNE, "củng cố tổ chức đảng yếu kém", "củng cố các chi bộ"),
        (
            COMMUNE,
            "người đứng đầu chịu trách nhiệm, đây là một trong những tiêu chí để đánh giá",
            "người đứng đầu chịu trách nhiệm; lấy kết quả thực hiện làm một trong những tiêu chí để đánh giá",
        ),
    ],
)  # fmt: skip
def test_clumsy_results_of_mechanical_rewriting_do_not_come_out(unit: Unit, clumsy: str, right: str) -> None:
    assert rewriter(unit).rewrite(clumsy) == right


def test_what_no_rule_can_exchange_is_kept_word_for_word() -> None:
    kept = "Nâng cao chất lượng khám bệnh, chữa bệnh tại trạm y tế"
    assert rewriter(COMMUNE).rewrite(kept) == kept


_CLASSES = tomllib.loads(files("generate").joinpath("addressees.toml").read_text(encoding="utf-8"))["addressee"]


@pytest.mark.parametrize(("name", "words"), [(entry["class"], words) for entry in _CLASSES for words in entry["examples"]])
def test_every_class_of_addressee_is_known_by_its_examples(name: str, words: str) -> None:
    assert addressed(words, SUPERIOR) == name


@pytest.mark.parametrize(
    "words", ["Rà soát nguồn quần chúng", "Phối hợp với các đảng ủy", "Công tác kết nạp đảng viên", "Báo cáo kết quả hằng quý"]
)
def test_a_sentence_without_subject_is_addressed_to_nobody(words: str) -> None:
    assert addressed(words, SUPERIOR) is None


@pytest.mark.parametrize("topic", phrases()["topic"], ids=lambda topic: topic["label"])
def test_every_topic_finds_its_example(topic: dict[str, list[str]]) -> None:
    assert all(any(word in example.lower() for word in topic["words"]) for example in topic["examples"])


COMMUNE_ABOVE = Superior(
    "Ban Thường vụ Đảng ủy xã Phú Lâm", "Ban Thường vụ Đảng ủy xã", "Đảng ủy xã", "xã", "Phú Lâm", party=True, level="commune"
)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Đảng ủy mở hai lớp", "issuer"),
        ("Ban Thường vụ Đảng ủy họp xét hằng tháng", "issuer"),
        ("Các đồng chí đảng ủy viên phụ trách địa bàn dự sinh hoạt", "superior-persons"),
        ("Đảng ủy bộ phận rà soát", "own"),
        ("chi bộ thôn giới thiệu quần chúng", "residents"),
    ],
)
def test_a_communes_committee_is_the_cells_superior(words: str, name: str) -> None:
    assert addressed(words, COMMUNE_ABOVE) == name


@pytest.mark.parametrize(("old", "new"), [example for change in changes() for example in change.examples])
def test_bodies_ended_in_2025_give_way_to_those_that_took_their_place(old: str, new: str) -> None:
    assert brought_up_to_date(old, dt.date(2025, 8, 1), "xã") == new
    assert brought_up_to_date(old, dt.date(2024, 8, 1), "xã") == old
    assert list(outdated(old, dt.date(2025, 8, 1), "xã"))
