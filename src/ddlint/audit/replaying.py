"""The replay of a repository: its main line out of git, deployments into whoever asks for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ddlint.audit.reading import Changed, Piece, Reader, Unread
from ddlint.git.main_line import Span, empty_tree, first_parent, main_line, tree_of
from ddlint.git.objects import read, sizes_here
from ddlint.git.patches_of_files import is_mostly_yaml
from ddlint.git.repository import Repository
from ddlint.model.deployed_image import deployed_image
from ddlint.model.deployments.deployed import Deployed, Step
from ddlint.model.deployments.marked_line import Key
from ddlint.model.deployments.pairing import Seen
from ddlint.model.deployments.patch import FilePatch
from ddlint.model.deployments.replay import Known, Replay
from ddlint.model.marker_site import MarkerSite
from ddlint.model.yaml_reading import LARGEST, read_yaml
