"""The hours of the Z route, the forecast, the radar, the grounds and the file of facts."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings

from tests.core.legalclock.builders import a_case, an_event, cases, days, some_hours
from tests.spec.legalclock.reading_pages import PAGES
from tweespoor.core.facts import Fact
from tweespoor.core.legalclock import (
    GROUNDS,
    Certainty,
    May,
    Stage,
    combined_days,
    extension_grounds,
    facts_file,
    forecast,
    ledger,
    radar,
)

ON = date(2026, 11, 1)


def a_z_case(*entries, group="status-holder", **more):
    return a_case(("pip", "2024-03-02"), route="self-reliance", group=group, hours=entries, **more)


def hours_of(account):
    return account.counted / 60, account.left / 60


def test_asylum_status_holders_have_two_norms_and_others_one():
    entries = (some_hours("nt2", "2026-01-01", 100), some_hours("participation", "2026-01-01", 50))
    kept = ledger(a_z_case(*entries), on=ON)
    assert (hours_of(kept.course), hours_of(kept.participation)) == ((100, 700), (50, 750))
    kept = ledger(a_z_case(*entries, group="family-migrant"), on=ON)
    assert (hours_of(kept.course), hours_of(kept.participation)) == ((100, 700), (50, 0))


def test_a_target_group_that_was_not_asked_is_said_and_gets_the_larger_norm():
    kept = ledger(a_z_case(group=None), on=ON)
    assert (kept.norm_known, kept.participation.norm) == (False, 800 * 60)


def test_pvt_and_map_count_inside_participation_and_knm_inside_the_course():
    entries = [some_hours(kind, "2026-01-01", 10) for kind in ("nt2", "knm", "pvt", "map", "participation")]
    kept = ledger(a_z_case(*entries), on=ON)
    assert (kept.course.counted, kept.participation.counted) == (20 * 60, 30 * 60)


def test_participation_that_nobody_checked_is_kept_apart_and_not_counted():
    entries = [
        some_hours("participation", "2026-01-01", 10, dutch_environment=each)
        for each in (Fact.not_asked(), Fact.known(True), Fact.known(False))
    ]
    account = ledger(a_z_case(*entries), on=ON).participation
    assert (account.counted, account.to_check, account.refused) == (600, 600, 600)


def test_a_medical_release_caps_the_participation_hours():
    account = ledger(a_z_case(medical_cap=Fact.known(400 * 60)), on=ON).participation
    assert (account.norm, account.capped) == (400 * 60, True)


def test_after_a_move_the_hours_stand_per_municipality_and_lacking_grounds_are_counted():
    kept = ledger(
        a_z_case(
            some_hours("nt2", "2025-01-01", 200, municipality="Elders", ground="Bi 5.4"),
            some_hours("nt2", "2026-01-01", 100, municipality="Hier"),
        ),
        on=ON,
    )
    assert [(share.municipality, share.course / 60) for share in kept.shares] == [("Elders", 200), ("Hier", 100)]
    assert kept.without_ground == 100 * 60


@settings(deadline=None)
@given(case=cases, on=days)
def test_what_is_counted_checked_and_refused_is_all_there_is(case, on):
    kept = ledger(case, on=on)
    total = sum(each.minutes for each in case.hours if each.on <= on)
    found = [(each.counted, each.to_check, each.refused) for each in (kept.course, kept.participation)]
    assert sum(map(sum, found)) == total
    assert sum(share.course + share.participation for share in kept.shares) == sum(each[0] for each in found)
    assert [left for _day, left in kept.course.balance] == sorted(left for _day, left in kept.course.balance)


def weekly(hours, weeks):
    first = ON - timedelta(weeks=weeks - 1)
    return [
        some_hours("nt2", (first + timedelta(weeks=place)).isoformat(), hours, ground="Bi 3.14")
        for place in range(weeks)
    ]


def test_at_a_steady_pace_the_forecast_is_fairly_certain():
    account = ledger(a_z_case(*weekly(10, 20)), on=ON).course
    told = forecast(account, on=ON)
    assert told.pace == 600
    assert told.expected == told.earliest == told.latest == ON + timedelta(weeks=60)
    assert told.certainty is Certainty.STEADY


def test_a_pace_that_varies_gives_a_range_and_says_so():
    entries = [*weekly(4, 16)[:12], *weekly(12, 16)[12:]]
    told = forecast(ledger(a_z_case(*entries), on=ON).course, on=ON)
    assert told.earliest < told.expected < told.latest
    assert told.certainty is Certainty.VARYING


def test_few_weeks_or_none_are_no_ground_for_a_forecast():
    assert forecast(ledger(a_z_case(*weekly(10, 3)), on=ON).course, on=ON).certainty is Certainty.FEW
    old = forecast(ledger(a_z_case(some_hours("nt2", "2025-01-01", 10)), on=ON).course, on=ON)
    assert (old.certainty, old.expected) == (Certainty.NONE, None)
    done = forecast(ledger(a_z_case(some_hours("nt2", "2025-01-01", 800)), on=ON).course, on=ON)
    assert (done.certainty, done.expected) == (Certainty.STEADY, None)


@settings(deadline=None)
@given(case=cases, on=days)
def test_a_forecast_lies_after_today_and_in_order(case, on):
    for account in (ledger(case, on=on).course, ledger(case, on=on).participation):
        told = forecast(account, on=on)
        if told.expected and told.earliest and told.latest:
            assert on < told.earliest <= told.expected <= told.latest


def test_the_radar_reminds_at_fifteen_and_seventeen_months_and_closes_at_eighteen():
    case = a_case(("pip", "2026-03-02"))
    seen = {on: radar(case, on=date.fromisoformat(on)).stage for on in ("2027-06-02", "2027-06-03", "2027-08-02")}
    assert list(seen.values()) == [Stage.OPEN, Stage.REMIND, Stage.REMIND]
    found = radar(case, on=date(2027, 8, 3))
    assert found.reminders == (date(2027, 6, 3), date(2027, 8, 3))
    assert (found.stage, found.limit) == (Stage.LAST_CALL, date(2027, 9, 3))
    assert radar(case, on=date(2027, 9, 2)).stage is Stage.LAST_CALL
    assert radar(case, on=date(2027, 9, 3)).stage is Stage.CLOSED


def test_from_education_to_b1_is_possible_at_any_time_and_without_a_plan_nothing_is_known():
    assert radar(a_case(("pip", "2026-03-02"), route="education"), on=date(2029, 1, 1)).stage is Stage.ALWAYS
    assert radar(a_case(), on=ON).stage is Stage.UNKNOWN


def test_progress_is_held_against_the_plan_and_the_600_hours_only_ask():
    case = a_case(("pip", "2026-03-02"), hours=(some_hours("nt2", "2027-02-01", 600),))
    found = radar(case, on=date(2027, 3, 3), planned=2400 * 60)
    (lessons,) = found.progress
    assert (lessons.is_behind, lessons.expected // 60) == (True, 799)
    assert found.scaling
    assert not found.effort.is_answered
    assert not radar(a_case(("pip", "2026-03-02")), on=ON, planned=1).progress


def grounds_of(*events, on=ON, may=May.APPLIES, **more):
    found = extension_grounds(a_case(("pip", "2024-03-02"), *events, **more), on=on)
    return {each.ground.id: each.days for each in found if each.may is may}


def test_an_offer_after_three_months_is_a_ground_as_long_as_it_was_late_with_the_colleges_own_statement():
    assert grounds_of(("offer-made", "2024-06-12")) == {"late-offer": 10}
    assert grounds_of(("offer-made", "2024-06-02")) == {}
    (ground,) = [each for each in GROUNDS if each.statement]
    assert ground.id == "late-offer"
    assert grounds_of(may=May.ASK) == {"late-offer": None}


def test_illness_counts_from_three_months_and_lasts_as_long_as_it_lasted():
    offered = ("offer-made", "2024-05-01")
    short = an_event("illness", "2025-01-01", until=date(2025, 3, 31))
    long = an_event("illness", "2025-01-01", until=date(2025, 4, 1))
    assert grounds_of(offered, short) == {}
    assert grounds_of(offered, short, may=May.ASK) == {"illness": None}
    assert grounds_of(offered, long) == {"illness": 90}


def test_several_grounds_can_go_together():
    found = extension_grounds(
        a_case(("pip", "2024-03-02"), ("offer-made", "2024-06-12"), ("child-born", "2025-02-01")), on=ON
    )
    assert combined_days(found) == 10 + 16 * 7
    assert combined_days(found[:1]) is None


def test_nearly_done_needs_lessons_exams_and_both_modules():
    nearly = [
        ("offer-made", "2024-05-01"),
        ("exam-passed", "2026-01-01"),
        ("exam-passed", "2026-02-01"),
        ("knm-passed", "2026-03-01"),
        ("pvt-signed", "2025-01-01"),
        ("map-talk", "2026-03-01"),
    ]
    assert grounds_of(*nearly) == {}
    assert grounds_of(*nearly, ("lessons-done", "2026-04-01")) == {"nearly-done": 181}


def test_the_manual_tells_every_ground_as_the_code_does():
    text = (PAGES / "urenboek-en-gronden.md").read_text(encoding="utf-8")
    for each in GROUNDS:
        assert f"| {each.label.nl} | {each.duration.nl} | {each.proof.nl} | {each.article} |" in text


def test_the_file_of_facts_has_no_verdict_no_sum_and_the_warning_with_its_sources():
    told = facts_file(a_case(("notice", "2024-01-15"), ("registration", "2024-01-01"), ("pip", "2024-05-02")), on=ON)
    assert [line.on for line in told.lines] == sorted(line.on for line in told.lines)
    assert [each.rule for each in told.by_others] == ["C08", "C01"]
    assert told.by_person == ()
    assert "berekent geen boete" in told.warning.nl
    assert [each.nl for each in told.sources] == [
        "Hof van Justitie EU, 4 februari 2025",
        "Raad van State, 9 juli 2025 en 18 februari 2026",
    ]
