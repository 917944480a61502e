"""Who carries messages: e-mail through Django's mail, SMS through the class that `SMS_SENDER` names.

A sender raises `NotAccepted` where the message was surely not taken on. Anything else it raises leaves in the dark
whether the message went out, and it is not offered again.
"""

from __future__ import annotations

import smtplib
from pathlib import Path
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils.module_loading import import_string

from tweespoor.apps.telling.rules import NotAccepted

REFUSALS = (
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPDataError,
    smtplib.SMTPHeloError,
)


class SmsSender(Protocol):
    """What a class that sends SMS does."""

    def send(self, *, key: UUID, number: str, text: str) -> None:
        """Hand a text over for a number; `key` is the same where the same message is offered again.

        Raises:
            NotAccepted: if it was surely not taken on.
        """


class FileSms:
    """Writes every SMS as a file in `SMS_FILES`, for trying things out: nothing is sent."""

    def send(self, *, key: UUID, number: str, text: str) -> None:
        """Write the message."""
        folder = Path(settings.SMS_FILES)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{key}.txt").write_text(f"{number}\n{text}\n", encoding="utf-8")


def sms_sender() -> SmsSender | None:
    """The sender of this installation; None where it has none."""
    if not settings.SMS_SENDER:
        return None
    made: SmsSender = import_string(settings.SMS_SENDER)()
    return made


def send_email(*, key: UUID, address: str, subject: str, text: str) -> None:
    """Mail a message.

    Raises:
        NotAccepted: if the mail server could not be reached, or refused it.
    """
    connection = get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as fault:
        raise NotAccepted from fault
    headers = {"Message-ID": f"<{key}@tweespoor>", "Auto-Submitted": "auto-generated"}
    mail = EmailMessage(subject=subject, body=text, to=[address], headers=headers, connection=connection)
    try:
        mail.send()
    except REFUSALS as fault:
        raise NotAccepted from fault
    finally:
        connection.close()
