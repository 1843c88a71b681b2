"""The manifest of a store: the plan whose blocks are stored, and a checksum for each block."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from countermove.errors import InvalidConflict, InvalidRequest
from countermove.io.checksums import digest_of_fields, replace_bytes
from countermove.io.regular_files import FileKind, content

if TYPE_CHECKING:
    from pathlib import Path

    from countermove.simulation.plan import Plan

NAME = "worlds.json"

ADVICE = "name another folder, or delete this one"

MANIFEST = FileKind("a list of stored worlds", 1 << 28, "keep fewer worlds in a folder")


@dataclass
class Manifest:
    """The content of a manifest.

    Attributes
    ----------
    about : dict
        The plan: its key, and conflict, concept, method and seed for people.
    blocks : dict
        The SHA-256 of each stored block, by the name of its file.
    """

    about: dict[str, object]
    blocks: dict[str, str] = field(default_factory=dict)

    def write(self, folder: Path) -> None:
        """Write the manifest atomically, with a digest of all that it says.

        Raises
        ------
        InvalidRequest
            If the file cannot be written.
        """
        fields = {**self.about, "blocks": dict(sorted(self.blocks.items()))}
        text = json.dumps({**fields, "digest": digest_of_fields(fields)}, indent=2) + "\n"
        try:
            replace_bytes(text.encode(), folder / NAME, durable=True)
        except OSError as fault:
            raise InvalidRequest(f"{folder / NAME}: {(fault.strerror or str(fault)).lower()}") from None


def manifest_of(plan: Plan) -> Manifest:
    """Return the manifest of a plan without stored blocks."""
    return Manifest(
        {
            "key": plan.key,
            "conflict": plan.space.conflict.title,
            "concept": plan.concept,
            "method": "all worlds" if plan.seed is None else "drawn",
            "seed": plan.seed,
        }
    )


def read_manifest(folder: Path) -> Manifest | None:
    """Return the manifest of a folder; None if there is none.

    Raises
    ------
    InvalidRequest
        If the file cannot be read, is damaged, or was written by a version that kept no checksums.
    """
    file = folder / NAME
    try:
        if not file.exists():
            return None
        fields = json.loads(content(file, MANIFEST))
    except InvalidConflict as fault:
        raise InvalidRequest(f"{fault}; {ADVICE}") from None
    except OSError as fault:
        raise InvalidRequest(f"{file} cannot be read ({(fault.strerror or str(fault)).lower()}); {ADVICE}") from None
    except (ValueError, RecursionError):
        raise InvalidRequest(f"{file} is damaged: it is not JSON; {ADVICE}") from None
    return _checked(fields, file)


def _checked(fields: object, file: Path) -> Manifest:
    if not isinstance(fields, dict) or not {"key", "blocks", "digest"} <= fields.keys():
        message = f"{file} is of an older version, or of something else: it has no checksums of blocks"
        raise InvalidRequest(f"{message}; {ADVICE}")
    digest, blocks = fields.pop("digest"), fields["blocks"]
    if digest != digest_of_fields(fields) or not isinstance(blocks, dict):
        raise InvalidRequest(f"{file} is damaged: its digest does not fit what it says; {ADVICE}")
    del fields["blocks"]
    return Manifest(fields, {name: str(digest) for name, digest in blocks.items()})
