"""usage: python -m tests.apps.provider.serve PORT CLIENTS-AND-USERS (as JSON); PROVIDER_DATABASE names a new file."""

import json
import os
import socketserver
import sys
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django

PASSWORD = "at the provider's"


class Server(socketserver.ThreadingMixIn, WSGIServer):
    """Answers more than one at a time."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """Keeps no record of requests."""

    def log_message(self, *args):
        """Say nothing."""


def main(port, known):
    """Serve the provider until stopped."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.apps.provider.settings"
    django.setup()
    from allauth.account.models import EmailAddress  # noqa: PLC0415 - needs Django started
    from allauth.idp.oidc.models import Client  # noqa: PLC0415 - needs Django started
    from django.contrib.auth.models import User  # noqa: PLC0415 - needs Django started
    from django.core.management import call_command  # noqa: PLC0415 - needs Django started
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415 - needs Django started

    call_command("migrate", verbosity=0)
    client = Client(id=known["client_id"], name="Tweespoor", scopes="openid\nprofile\nemail", skip_consent=True)
    client.set_redirect_uris(known["redirect_uris"])
    client.set_secret(known["secret"])
    client.save()
    for name, (email, is_verified, methods) in known["users"].items():
        user = User.objects.create_user(name, email, PASSWORD, last_name=methods)
        EmailAddress.objects.create(user=user, email=email, verified=is_verified, primary=True)
    with make_server("127.0.0.1", port, get_wsgi_application(), Server, Quiet) as server:
        print("ready", flush=True)  # noqa: T201 - the tests wait for it
        server.serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]), json.loads(sys.argv[2]))
