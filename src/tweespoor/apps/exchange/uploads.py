"""Files that come in, with a limit that holds while they come in."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

from tweespoor.core.tabular import Limits

LIMIT = Limits().file_bytes


class LimitedUpload(FileUploadHandler):
    """Stops keeping what comes in past the limit; the rest is read and dropped, so that the browser hears why.

    `request.upload_too_large` says afterwards that it happened.
    """

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.received = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Another file begins."""
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass a chunk on to the next handler while there is room."""
        self.received += len(raw_data)
        if self.received > LIMIT:
            self.request.upload_too_large = True
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The file is the next handler's to hand over."""
        return
