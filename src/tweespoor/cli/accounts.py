"""Commands about who may log in: the first administrator, and organisations' own log-in."""

from __future__ import annotations

import click

from tweespoor.cli.web import check_database, start_django
from tweespoor.core.vocabulary import OrganisationKind, Role

KINDS = click.Choice([kind.value for kind in OrganisationKind])
ROLES = click.Choice([role.value for role in Role])


@click.command()
@click.option("--site", required=True, metavar="URL", help="Where the application is: https://tweespoor.example.nl")
@click.option("--organisation", required=True, metavar="NAME", help="Added where there is none of that name.")
@click.option("--kind", type=KINDS, default="municipality", show_default=True, help="What a new organisation is.")
@click.option("--email", required=True, metavar="ADDRESS")
@click.option("--name", required=True, metavar="NAME", help="Of the person.")
@click.option("--role", "roles", type=ROLES, multiple=True, default=["administrator"], show_default=True)
def invite(site: str, organisation: str, kind: str, email: str, name: str, roles: tuple[str, ...]) -> None:
    """Invite somebody by mail: so begins an installation, with an administrator who invites the others.

    Says the link too, for where mail does not work yet.
    """
    start_django()
    from django.core.exceptions import ValidationError  # noqa: PLC0415 - needs Django started
    from django.core.validators import validate_email  # noqa: PLC0415 - needs Django started
    from django.db import transaction  # noqa: PLC0415 - needs Django started
    from django.urls import reverse  # noqa: PLC0415 - needs Django started
    from django.utils import timezone  # noqa: PLC0415 - needs Django started

    from tweespoor.apps.accounts import actions, queries  # noqa: PLC0415 - needs Django started
    from tweespoor.apps.accounts.models import Invitation  # noqa: PLC0415 - needs Django started
    from tweespoor.apps.accounts.rules import Refused  # noqa: PLC0415 - needs Django started
    from tweespoor.apps.organisations.actions import add_organisation  # noqa: PLC0415 - needs Django started

    check_database()
    try:
        validate_email(email)
    except ValidationError:
        raise click.UsageError(f"{email!r} is not an e-mail address") from None

    def link_to(invitation: Invitation) -> str:
        return site.rstrip("/") + reverse("accept-invitation", args=[queries.token_of(invitation)])

    try:
        with transaction.atomic():  # no organisation is added for an invitation that is refused
            invitation = actions.invite(
                email=email,
                name=name,
                roles=[Role(role) for role in roles],
                organisation=add_organisation(name=organisation, kind=OrganisationKind(kind)),
                link_to=link_to,
                by=None,
                now=timezone.now(),
            )
    except Refused as refusal:
        raise click.UsageError(str(refusal)) from None
    click.echo(f"Invited {invitation.email}; the link works for seven days, once:\n{link_to(invitation)}")


@click.command()
@click.option("--organisation", required=True, metavar="NAME", help="An organisation that is there.")
@click.option("--issuer", required=True, metavar="URL", help="The provider's address, as its documents call it.")
@click.option("--client-id", required=True, metavar="ID", help="What the provider calls this application.")
@click.option("--secret", envvar="TWEESPOOR_CLIENT_SECRET", prompt=True, hide_input=True, help="Asked where not given.")
def log_in_provider(organisation: str, issuer: str, client_id: str, secret: str) -> None:
    """Let the users of an organisation log in with its own provider (OpenID Connect).

    The secret is better given by TWEESPOOR_CLIENT_SECRET or typed than as an option, which others on the machine see.
    """
    start_django()
    from django.urls import reverse  # noqa: PLC0415 - needs Django started
    from django.utils import timezone  # noqa: PLC0415 - needs Django started

    from tweespoor.apps.accounts import queries  # noqa: PLC0415 - needs Django started
    from tweespoor.apps.accounts.providing import set_identity_provider  # noqa: PLC0415 - needs Django started
    from tweespoor.apps.accounts.rules import Refused  # noqa: PLC0415 - needs Django started

    check_database()
    found = queries.organisation_named(organisation)
    if found is None:
        raise click.UsageError(f"there is no organisation {organisation!r}; `tweespoor invite` adds one")
    try:
        provider = set_identity_provider(
            organisation=found, issuer=issuer, client_id=client_id, secret=secret, now=timezone.now()
        )
    except Refused as refusal:
        raise click.UsageError(str(refusal)) from None
    path = reverse("openid_connect_callback", args=[provider.app.provider_id])
    click.echo(f"{organisation} logs in by its own provider. Register there as redirect address: <your site>{path}")
