"""A crowd of dossiers: everybody is somebody else, codes are right, and the same number gives the same dossier."""

from __future__ import annotations

import json
from collections import Counter

from examples.generate.cases import CASES
from examples.generate.cast import read_profiles
from examples.generate.crowd import crowd, recast

from xingshen.kernel.identifiers.uscc import complete


def test_units_and_leaders_are_others_in_every_generation() -> None:
    profiles = read_profiles()
    made = [recast(profiles[case.slug], generation) for generation in (1, 2, 3) for case in CASES]
    units = Counter(each.unit.name for each in made)
    assert max(units.values()) == 2
    assert sum(number == 2 for number in units.values()) == 3
    assert not {each.unit.name for each in made} & {each.unit.name for each in profiles.values()}


def test_people_of_one_dossier_have_names_of_their_own() -> None:
    profile = recast(read_profiles()["clean-cat1-enterprise"], 1)
    names = [profile.leader.name, *(person.name for person in profile.team)]
    assert len(set(names)) == len(names)
    assert {person.unit for person in profile.team} == {profile.unit.name}


def test_codes_have_their_check_digits_and_papers_are_those_of_the_case() -> None:
    (member,) = crowd(1)
    application = json.loads(member.files["application.json"])
    code = application["applicant"]["uscc"]
    assert complete(code[:17]) == code
    assert member.slug == "crowd-00000-clean-cat1-enterprise"
    assert {row["file"] for row in application["attachments"]} <= set(member.files)


def test_the_same_number_gives_the_same_dossier() -> None:
    (first,), (second,) = crowd(1), crowd(1)
    assert first.files == second.files
