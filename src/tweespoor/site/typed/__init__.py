"""What somebody typed is not lost when the session ends: it is kept, and put back after logging in again.

A form that is sent in an ended session, or with a token from before logging in again, is not carried out. What was
typed is kept on the server, for this user only, and put back into the same form (`refill`). Files, passwords and codes
are never kept. With script, `frontend/drafts.ts` also keeps what was not sent yet.
"""

from tweespoor.site.typed.keeping import KeepTyped, csrf_failure

__all__ = ["KeepTyped", "csrf_failure"]
