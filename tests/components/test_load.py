"""How full the weeks are: the picture's columns stand where their weeks are, and the limit where it is in hours."""

from __future__ import annotations

import pytest

from tweespoor.site.components.data import LoadChart, LoadColumn
from tweespoor.site.components.load import HEIGHT, draw


def a_chart(*hours, limit=40):
    columns = [
        LoadColumn(first_week=10 * place + 1, last_week=10 * place + 10, hours=[("language", each)], text=f"{each}")
        for place, each in enumerate(hours)
    ]
    return LoadChart(caption="Uren", columns=columns, limit=limit)


def test_columns_take_the_width_of_their_weeks_and_the_height_of_their_hours():
    first, second = draw(a_chart(20.0, 40.0)).layers
    assert (first.x, first.width, second.x, second.width) == ("0.000%", "50.000%", "50.000%", "50.000%")
    assert float(second.height) == 2 * float(first.height)
    assert float(first.y) + float(first.height) == HEIGHT


def test_the_limit_stands_at_the_height_of_as_many_hours():
    drawing = draw(a_chart(40.0))
    assert drawing.limit_y == drawing.layers[0].y
    over = draw(a_chart(50.0))
    assert float(over.layers[0].y) < float(over.limit_y)


def test_families_stand_on_each_other_and_nothing_is_drawn_of_no_hours():
    column = LoadColumn(
        first_week=1, last_week=4, hours=[("language", 10.0), ("sport", 0.0), ("guidance", 5.0)], text=""
    )
    bottom, top = draw(LoadChart(caption="", columns=[column], limit=40)).layers
    assert float(top.y) + float(top.height) == pytest.approx(float(bottom.y), abs=0.1)


def test_a_design_without_weeks_is_an_empty_picture():
    assert draw(a_chart()).layers == ()
