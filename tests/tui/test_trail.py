from rectify.tui.listing.choice import BY_KEY, Choice
from rectify.tui.listing.trail import MOST_PLACES, Place, Trail

OPEN, LATE, ALL = (Place(Choice(view=BY_KEY[key]), key) for key in ("open", "overdue", "all"))


def test_what_lay_ahead_is_forgotten_when_one_goes_elsewhere() -> None:
    trail = Trail()
    trail.leave(OPEN)
    assert (trail.back(LATE), trail.forward(OPEN), trail.back(LATE)) == (OPEN, LATE, OPEN)
    trail.leave(OPEN)
    assert trail.forward(ALL) is None
    assert trail.back(ALL) == OPEN


def test_the_list_that_is_shown_already_is_passed_over_whatever_its_columns() -> None:
    trail = Trail()
    trail.leave(OPEN)
    trail.leave(LATE)
    other_columns = LATE._replace(choice=LATE.choice._replace(columns=("number", "title")))
    assert trail.back(other_columns) == OPEN


def test_a_hundred_lists_are_remembered() -> None:
    trail = Trail()
    for number in range(MOST_PLACES + 5):
        trail.leave(Place(Choice(query=str(number))))
    found = [place for _each in range(200) if (place := trail.back(OPEN))]
    assert (len(found), found[-1].choice.query) == (100, "5")
