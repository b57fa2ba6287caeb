"""history and blame over real captures, for people and for scripts."""

import json

from tests.e2e.workshop import Workshop


def drifted(workshop: Workshop) -> Workshop:
    workshop.capture("2026-03-15")
    workshop.capture("2026-05-28", "--fail-on", "never")
    return workshop


def test_blame_says_for_scripts_since_when_each_fact_stands(workshop: Workshop) -> None:
    code, out = drifted(workshop).driftwatch("blame", "POST /v1/videos", "model", "--format", "json")
    facts = {(each["variant"], fact["at"]): fact for each in json.loads(out) for fact in each["facts"]}
    seedance = facts["video/seedance", "request · multipart/form-data · model"]
    veo = facts["video/veo3", "request · multipart/form-data · model"]
    assert (code, seedance["since"], seedance["from_start"]) == (0, "2026-05-28", False)
    assert len(seedance["said_before"]["enum"]) < len(seedance["says"]["enum"])
    assert (veo["since"], veo["from_start"], veo["said_before"]) == ("2026-03-15", True, None)


def test_blame_says_the_same_for_people(workshop: Workshop) -> None:
    code, out = drifted(workshop).driftwatch("blame", "POST /v1/videos", "model")
    assert code == 0
    seedance = out.partition("POST /v1/videos (video/seedance)\n")[2].partition("\nPOST ")[0]
    assert "\n  2026-05-28 " in seedance
    assert "(at least since)" in out


def test_history_lists_for_scripts_what_each_capture_brought_to_an_operation(workshop: Workshop) -> None:
    code, out = drifted(workshop).driftwatch("history", "POST /v1/images/edits", "--field", "model", "--format", "json")
    (step,) = json.loads(out)
    assert (code, step["date"], step["first"]) == (0, "2026-05-28", False)
    assert [finding["id"] for finding in step["findings"]] == ["request-property-enum-value-added"]
