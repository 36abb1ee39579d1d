from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.text import plain, tidy, words


def test_where_and_or_look_alike_without_their_accent() -> None:
    assert plain("OÙ") == plain("ou") == "ou"


def test_drawn_out_letters_are_brought_back() -> None:
    assert tidy("suuuuper merciiii") == "suuper mercii"


def test_every_apostrophe_is_one() -> None:
    assert tidy("c’est l´équipe") == "c'est l'équipe"


def test_question_marks_count_as_words() -> None:
    assert words("Maradi ??") == ["maradi", "??"]


@given(st.text())
def test_any_text_can_be_made_plain_and_stays_so(text: str) -> None:
    assert plain(plain(text)) == plain(text)


def test_markup_is_no_language() -> None:
    assert tidy("<b>hi</b><script>how many</script>") == "hi how many"
    assert tidy("a < b and c > d") == "a < b and c > d"
    assert tidy("<br>") == "<br>"
