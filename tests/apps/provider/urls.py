"""The provider, and a forger beside it: the same, except that its published keys are not those it signs with."""

import json

from allauth.idp.oidc.views import configuration, jwks
from cryptography.hazmat.primitives.asymmetric import rsa
from django.http import JsonResponse
from django.urls import include, path
from jwt.algorithms import RSAAlgorithm

OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048).public_key()


def forged_configuration(request):
    """The provider's own, with other keys."""
    said = json.loads(configuration(request).content)
    return JsonResponse({**said, "jwks_uri": request.build_absolute_uri("/forged/jwks.json")})


def forged_keys(request):
    """Keys of the names of the provider's own, with which nothing of it is signed."""
    names = [key["kid"] for key in json.loads(jwks(request).content)["keys"]]
    key = RSAAlgorithm.to_jwk(OTHER_KEY, as_dict=True)
    return JsonResponse({"keys": [{**key, "kid": name, "use": "sig", "alg": "RS256"} for name in names]})


urlpatterns = [
    path("forged/.well-known/openid-configuration", forged_configuration),
    path("forged/jwks.json", forged_keys),
    path("", include("allauth.account.urls")),
    path("", include("allauth.idp.urls")),
]
