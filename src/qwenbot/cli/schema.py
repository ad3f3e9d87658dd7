"""`qwenbot schema`: the JSON Schema of the knowledge format, for editors."""

import json

import click

from qwenbot.cli.options import shared_options
from qwenbot.cli.streams import write_line
from qwenbot.knowledge.schema import json_schema


@click.command(short_help="Print the JSON Schema of the knowledge format.")
@shared_options
def command() -> None:
    """Print the JSON Schema of the knowledge format, for editors that complete and check YAML."""
    write_line(json.dumps(json_schema(), indent=2, ensure_ascii=False))
