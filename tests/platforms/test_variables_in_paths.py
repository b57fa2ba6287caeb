"""A path that a shell fills in names its parameters by variables."""

import pytest

from driftwatch.platforms.calls.call_lines import call_of_line, with_names


@pytest.mark.parametrize(
    ("said", "path"),
    [
        ("/boxes/$box_id", "/boxes/{box_id}"),
        ("/boxes/$boxId/lid", "/boxes/{boxId}/lid"),
        ("/boxes/$id", "/boxes/{id}"),
        ("/$metadata", "/$metadata"),
        ("/Box/$everything", "/Box/$everything"),
        ("/boxes/$valid", "/boxes/$valid"),
        ("/boxes/$id-map", "/boxes/$id-map"),
        ("/boxes/$box_identity", "/boxes/$box_identity"),
        ("/boxes/$boxID", "/boxes/{boxID}"),
        ("/boxes/$paID.json", "/boxes/{paID}.json"),
        ("/boxes/$gRID", "/boxes/$gRID"),
        ("/boxes/$GRID-x", "/boxes/$GRID-x"),
        ("/boxes/$value_id(1)", "/boxes/$value_id(1)"),
    ],
)
def test_a_variable_that_holds_an_id_is_a_parameter_and_other_steps_are_not(said: str, path: str):
    assert with_names(said) == path


@pytest.mark.parametrize(
    ("line", "server", "path"),
    [
        ("POST //boxes/{id}", "", "/boxes/{id}"),
        ("POST //boxes.example.com/lids", "https://boxes.example.com", "/lids"),
        ("GET https://boxes.example.com//lids", "https://boxes.example.com", "/lids"),
        ("GET /boxes//lids", "", "/boxes//lids"),
        ("GET ///boxes", "", "/boxes"),
        ("GET //localhost:8080/boxes", "", "//localhost:8080/boxes"),
        ("GET //localhost/boxes", "", "//localhost/boxes"),
        ("GET //{host}/lids", "", "//{host}/lids"),
        ("GET //:host/lids", "", "//{host}/lids"),
        ("POST //", "", "//"),
    ],
)
def test_an_empty_step_in_front_of_a_path_names_nothing(line: str, server: str, path: str):
    found = call_of_line(line)
    assert found is not None
    assert (found.server, found.path) == (server, path)
