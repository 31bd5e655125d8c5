"""The physical limit of `ddlint check`: read every YAML file below a folder and pull its libyaml events."""

import sys
from pathlib import Path

from _ruamel_yaml import CParser
from ruamel.yaml.events import StreamEndEvent

for path in sorted(Path(sys.argv[1]).rglob("*.yaml")):
    next_event = CParser(path.read_text()).get_event
    while not isinstance(next_event(), StreamEndEvent):
        pass
