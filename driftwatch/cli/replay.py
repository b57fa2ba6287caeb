"""driftwatch run --replay: a recorded run once more."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from driftwatch.wiring import App


def replayed(
    app: "App", file: str, *, accept_loss: bool, format_name: str, fail_on: str | None, output: str | None
) -> int:
    """Run what was recorded once more, tell what comes of it, and return the exit code of its findings.

    Raises:
        UsageError: the file is no recording.
        ObservationError: too little could be read then.
    """
    from pathlib import Path

    from driftwatch.adapters.files import read_file
    from driftwatch.adapters.http.archive import MAX_RECORDING_BYTES, read_recording
    from driftwatch.cli.output import check_output, deliver, located, unread
    from driftwatch.workflows.replay import recorded_source, replay

    check_output(output)
    recording = read_recording(read_file(Path(file), max_bytes=MAX_RECORDING_BYTES), file=file)
    name, today = recording.source, f"{recording.started:%Y-%m-%d}"
    source = recorded_source(name, recording.settings, file=file)
    with app.replayed(recording, source) as fetcher:
        done = replay(app, name, source, fetcher=fetcher, today=today, accept_loss=accept_loss)
    for line in unread(done.problems):
        app.talk.say(f"{name}: {line}")
    operations = sum(owner.kind == "operation" for owner in done.snapshot.entries)
    app.talk.say(f"{name}: {operations} operations as of {today}; nothing was written")
    return deliver(
        located(done.report, app, name),
        format_name=format_name,
        output=output,
        fail_on=fail_on or app.workspace.fail_on,
    )
