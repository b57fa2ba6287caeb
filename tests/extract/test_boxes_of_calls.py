"""Boxes that begin with the heading of a call: what else they show is of that call, however great its headings are."""

from driftwatch.extract.text.sections import sections_of_html

WINDOW = (
    "<div><div><h4><span>get</span> <span>/boxes</span></h4></div><div><h3>Headers</h3><p>One.</p>"
    "<h2>Status 200</h2><h3>Body</h3><p>Two.</p></div></div>"
)


def levels(html: str) -> list[tuple[int, str]]:
    page = sections_of_html(f"<main><h1>Shop</h1>{html}</main>")
    return [(len(above) + 1, section.title) for above, section in page.walk() if section.title != "Shop"]


def test_a_window_holds_what_its_title_names() -> None:
    assert levels(f"<h3>Store</h3>{WINDOW}<h3>Yard</h3>") == [
        (2, "Store"),
        (3, "get /boxes"),
        (4, "Headers"),
        (4, "Status 200"),
        (5, "Body"),
        (2, "Yard"),
    ]


def test_headings_beside_that_of_a_call_keep_their_levels() -> None:
    assert levels("<div><h4>GET /boxes</h4><h3>Errors</h3></div>") == [(2, "GET /boxes"), (2, "Errors")]


def test_a_box_of_several_calls_is_none_of_the_first() -> None:
    one, other = "<div><h4>GET /boxes</h4></div>", "<div><h3>POST /boxes</h3></div>"
    assert levels(f"<div>{one}{other}</div>") == [(2, "GET /boxes"), (2, "POST /boxes")]


def test_only_a_call_alone_holds_its_box() -> None:
    box = "<div><div><h4>{}</h4></div><div><h3>Errors</h3></div></div>"
    for title in ("Get the boxes", "Note", "GET /boxes returns all", "/boxes"):
        assert levels(box.format(title)) == [(2, title), (2, "Errors")]


def test_lower_headings_stay_as_they_are() -> None:
    assert levels("<div><div><h2>GET /boxes</h2></div><div><h3>Errors</h3></div></div>") == [
        (2, "GET /boxes"),
        (3, "Errors"),
    ]
