"""What `--help` tells of each command."""

from collections.abc import Iterator

import click

from driftwatch.cli.main import driftwatch


def commands(context: click.Context) -> Iterator[tuple[str, click.Command]]:
    command = context.command
    yield context.command_path, command
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from commands(click.Context(inner, parent=context, info_name=name))


ALL = dict(commands(click.Context(driftwatch, info_name="driftwatch")))


def test_every_command_says_what_it_does() -> None:
    assert "driftwatch manifest lint" in ALL
    assert [] == [path for path, command in ALL.items() if not command.help]


def test_every_option_says_what_it_is_for() -> None:
    options = (
        (path, each) for path, command in ALL.items() for each in command.params if isinstance(each, click.Option)
    )
    assert [] == [f"{path} {each.opts[0]}" for path, each in options if not each.help]
