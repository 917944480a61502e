"""What the provider says of its users beside their address: how they logged in."""

from allauth.idp.oidc.adapter import DefaultOIDCAdapter


class Adapter(DefaultOIDCAdapter):
    """Says in `amr` what stands in the user's last name, for want of a better place."""

    def get_claims(self, purpose, user, client, scopes, email=None, **kwargs):
        claims = super().get_claims(purpose, user, client, scopes, email=email, **kwargs)
        if purpose == "id_token" and user.last_name:
            claims["amr"] = user.last_name.split(",")
        return claims
