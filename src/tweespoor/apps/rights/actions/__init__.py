"""Deeds: requests and their outcome, access, handing over, deleting what is no longer kept, taking data along."""

from tweespoor.apps.rights.actions.hand_over import accept, decline, propose_hand_over, record_offered, withdraw
from tweespoor.apps.rights.actions.requests import (
    give_access,
    record_log_read,
    record_log_seen,
    register_request,
    settle_request,
)
from tweespoor.apps.rights.actions.retention import (
    carry_out,
    carry_out_for_installation,
    propose_deletion,
    propose_deletion_for_installation,
)
from tweespoor.apps.rights.actions.taking_along import take_along

__all__ = [
    "accept",
    "carry_out",
    "carry_out_for_installation",
    "decline",
    "give_access",
    "propose_deletion",
    "propose_deletion_for_installation",
    "propose_hand_over",
    "record_log_read",
    "record_log_seen",
    "record_offered",
    "register_request",
    "settle_request",
    "take_along",
    "withdraw",
]
