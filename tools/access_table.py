"""Write docs/access-pages.md anew from what opens now, to be read line by line before it is committed.

usage: python -m tools.access_table
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import django

HEAD = """# Who may open what

Every address of the application, and what opens for whom. `tests/access` visits all of them as everybody and compares;
an address without a row fails the test. Ids of another organisation and of nobody never open anything: they are not
found (404).

- **ja**: opens. **–**: is not found.
- **eigen**: opens with ids of one's own: for a partner people shared with it, for a trainer those of her groups and
  classes.
- **eigen, collega**: opens with ids that are a colleague's too. Of attendance files the own one is the language
  school's and the colleague's the municipality's: **collega** alone.
- **inloggen**: sends to the log-in page.
- **kaart**: sends to the page where participants come in with a card or a code. What opens there for who came in is of
  the own person alone; of all other addresses nothing does.
"""


def main() -> None:
    """Walk on a database in memory, and write the table."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tweespoor.site.settings.test")
    django.setup()
    from django.conf import settings  # noqa: PLC0415 - needs Django started
    from django.test.runner import DiscoverRunner  # noqa: PLC0415 - needs Django started
    from django.test.utils import setup_test_environment  # noqa: PLC0415 - needs Django started

    setup_test_environment()
    databases = DiscoverRunner(verbosity=0).setup_databases()
    from tests.access.walking import TABLE, columns, walk  # noqa: PLC0415 - needs Django started
    from tests.access.world import build  # noqa: PLC0415 - needs Django started

    from tweespoor.core.vocabulary import Role  # noqa: PLC0415 - needs Django started

    settings.PRIVATE_FILES = Path(tempfile.mkdtemp())
    world = build()
    walked = [walk(world.ours.users[role], world).verdicts for role in Role]
    anonymous = walk(None, world).verdicts
    heads = columns()
    lines = [HEAD, f"| adres | hoe | {' | '.join(heads)} |", f"|{'---|' * (len(heads) + 2)}"]
    for row in sorted({key for each in walked for key in each}):
        lines.append(f"| {row[0]} | {row[1]} | {' | '.join(each.get(row, '') for each in [*walked, anonymous])} |")
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    DiscoverRunner(verbosity=0).teardown_databases(databases)


if __name__ == "__main__":
    main()
