"""URLs: when two spellings are one address."""

from driftwatch.model.urls import meaning, same_url


def test_what_cannot_be_taken_apart_is_an_address_of_its_own() -> None:
    assert meaning("https://[api.example.com/v1") == "https://[api.example.com/v1"
    assert same_url("https://[api.example.com/v1", "https://[api.example.com/v1")
    assert not same_url("https://[api.example.com/v1", "https://[API.example.com/v1")
