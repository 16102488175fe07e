"""The list in which a README tells what the project offers."""

from __future__ import annotations

import pytest

from archhook.adopt.readme_promises import LONGEST, MOST, promises


@pytest.mark.parametrize(
    ("readme", "expected"),
    [
        (
            "Key Features\n============\n\n- Supports both client and server side of HTTP protocol.\n"
            "- Supports both client and server Web-Sockets out-of-the-box and avoids\n  Callback Hell.\n"
            "- Provides Web-server with middleware and pluggable routing.\n\n\n"
            "Getting started\n===============\n\n- No\n",
            (
                "Supports both client and server side of HTTP protocol",
                "Supports both client and server Web-Sockets out-of-the-box and avoids Callback Hell",
                "Provides Web-server with middleware and pluggable routing",
            ),
        ),
        (
            "## Supported Features & Best-Practices\n\nReady for the demands of today.\n\n- Keep-Alive & Connection "
            "Pooling\n- **Browser-style** `TLS` [verification](x.md)\n\nIt runs.\n\n- and runs\n",
            ("Keep-Alive & Connection Pooling", "Browser-style TLS verification"),
        ),
        (
            "# Shop\n\nBuilds on the usability of others, and gives you:\n\n* Tills.\n* And much more!\n"
            "* A broadly compatible API: it has all that one may ever want of an API, and quite a little more.\n"
            "* Carts\n",
            ("Tills", "A broadly compatible API", "Carts"),
        ),
        ("# Shop\n\n## Features\n\nNone.\n\n## Install\n\n- pip\n- conda\n", ()),
        ("# Shop\n\n- [Install](x)\n- [Use](y)\n", ()),
        ("## Features\n\n- one\n", ()),
        ("It provides:" + "\n" * 20 + "- one\n- two\n", ()),
        ("```\n## Features\n- a\n- b\n```\n", ()),
        ("## Features\n" + "- a\n" * 20, ("a",) * MOST),
        ("## Features\n- " + "word " * LONGEST + "\n- a\n- b\n", ("a", "b")),
        ("", ()),
    ],
)
def test_the_points_of_the_list_of_features(readme: str, expected: tuple[str, ...]) -> None:
    assert promises(readme) == expected
