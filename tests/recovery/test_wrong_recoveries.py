"""Recoveries that are wrong on purpose: the tests of the right one catch each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from recovery import test_better_groups as moves
from recovery import test_recover as tests

from archhook.recovery import better_groups, clusters, families, group_order, groups, opened_folders, ordering
from archhook.recovery import recover as recovery

if TYPE_CHECKING:
    from collections.abc import Callable


def by_name_alone(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(group_order, "ordered", lambda nodes, weights: sorted(nodes))
    patch.setattr(group_order.Acyclic, "add", lambda graph, one, other: one > other and not graph.links[one].add(other))


def no_link_is_refused(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(group_order.Acyclic, "add", lambda graph, one, other: not graph.links[one].add(other))


def lazy_imports_weigh_as_much(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(groups, "LAZY", 1.0)


def what_packages_hand_on_is_forgotten(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(group_order, "_beside_init", lambda path, beside: set())


def small_folders_stay(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(opened_folders, "FEW_IN_FOLDER", 0)


def no_folder_is_opened(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(opened_folders, "_too_large", lambda tree, folder, tied: not folder)


def plug_ins_are_split(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(opened_folders, "TIED", 0.0)


def names_say_nothing(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(recovery, "of_its_name", lambda folder, piece, closed: "")


def nothing_moves(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(clusters, "PASSES", 0)
    patch.setattr(clusters, "ordered", lambda nodes, weights: sorted(nodes))


def face_and_base_stay_together(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(clusters, "MORE", 0)


def any_lump_will_do(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(recovery, "large_of", float)


def debts_open_nothing(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(recovery, "OPENED", 0)


def nobody_looks_for_a_better_place(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(ordering, "_first_order", lambda names, out, back: [*names])
    patch.setattr(ordering, "PASSES", 0)


def first_words_say_nothing(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(families, "KIN", 99)


def entries_are_files_as_others(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(families, "ENTRIES", frozenset())


def no_file_moves_in_the_end(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(better_groups._Groups, "move", lambda groups, few: None)


def files_move_alone(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(better_groups, "TOGETHER", 0)


def circles_stay(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(recovery, "circles", lambda closed, loose, links: {})


def small_folders_of_people_are_loose(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(opened_folders, "FEW_IN_FOLDER", 3)


def the_rest_is_one_heap(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(recovery, "EACH", 999)


def groups_are_at_home_in_what_was_opened(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(group_order, "_home", lambda part: part.folder)


WRONG = (
    by_name_alone,
    no_link_is_refused,
    lazy_imports_weigh_as_much,
    what_packages_hand_on_is_forgotten,
    small_folders_stay,
    no_folder_is_opened,
    plug_ins_are_split,
    names_say_nothing,
    nothing_moves,
    face_and_base_stay_together,
    any_lump_will_do,
    debts_open_nothing,
    nobody_looks_for_a_better_place,
    first_words_say_nothing,
    entries_are_files_as_others,
    no_file_moves_in_the_end,
    files_move_alone,
    circles_stay,
    small_folders_of_people_are_loose,
    the_rest_is_one_heap,
    groups_are_at_home_in_what_was_opened,
)
JUDGES: tuple[Callable[[], None], ...] = (
    tests.test_each_folder_is_a_group_that_requires_what_it_imports,
    tests.test_in_a_circle_the_walls_stay_and_the_direction_with_fewer_imports_is_a_debt,
    lambda: tests.test_lazy_imports_weigh_little_and_others_nothing(groups.Link(0, 3)),
    tests.test_what_weighs_nothing_is_required_where_it_closes_no_circle,
    tests.test_an_init_that_is_none_of_the_files_counts_as_those_beside_it,
    tests.test_a_small_folder_goes_to_the_one_above,
    tests.test_a_file_goes_with_the_folder_of_its_name,
    tests.test_a_flat_package_falls_into_the_parts_that_import_each_other,
    tests.test_the_base_and_the_face_of_a_package_part_where_folders_lie_between,
    tests.test_a_folder_is_opened_where_too_much_runs_against_the_order,
    tests.test_a_large_folder_is_opened_and_one_of_plug_ins_is_not,
    tests.test_folders_beyond_the_most_lie_loose,
    tests.test_files_of_one_first_word_stay_together,
    tests.test_entries_come_last_and_decide_nothing,
    tests.test_no_group_of_loose_files_is_too_large,
    tests.test_a_folder_of_two_files_is_kept,
    tests.test_a_folder_and_the_file_that_alone_uses_it_are_one,
    tests.test_a_group_is_at_home_in_the_deepest_folder_that_holds_it,
    tests.test_what_lies_beside_many_folders_is_more_than_one_part,
    moves.test_a_file_goes_to_where_it_removes_a_debt,
    moves.test_a_file_takes_along_what_it_imports_of_its_own,
)


@pytest.mark.parametrize("wrong", WRONG)
def test_it_is_caught(wrong: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch) -> None:
    wrong(monkeypatch)
    caught = 0
    for judge in JUDGES:
        try:
            judge()
        except Exception:  # an assertion that fails, or a recovery that cannot go on
            caught += 1
    assert caught


def test_the_right_one_passes() -> None:
    for judge in JUDGES:
        judge()
