"""`tweespoor ...`: every job that a screen does in bulk can be done here too."""

from __future__ import annotations

from importlib import import_module

import click

COMMANDS = {
    "advice": "advice",
    "check": "planning",
    "competition": "competition",
    "deadlines": "deadlines",
    "demo": "web",
    "designs": "designs",
    "difference": "replanning",
    "explain": "explaining",
    "figures": "figures",
    "forget-caseloads": "caseload",
    "import-caseload": "caseload",
    "invite": "accounts",
    "log": "log",
    "log-in-provider": "accounts",
    "manage": "web",
    "mass": "mass",
    "organisation-export": "retention",
    "plan": "planning",
    "population": "population",
    "puzzle": "planning",
    "replan": "replanning",
    "search-index": "web",
    "retention": "retention",
    "serve": "web",
    "tell": "telling",
}
"""Each command with the module of this package that holds it, imported only when asked for."""


class Commands(click.Group):
    """A group of commands that are imported when they are used, so that each starts fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, sorted."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"{__name__}.{COMMANDS[cmd_name]}")
        command = getattr(module, cmd_name.replace("-", "_"))
        return command if isinstance(command, click.Command) else None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tweespoor")
def main() -> None:
    """Run dual trajectories: learn Dutch and take part at the same time."""
