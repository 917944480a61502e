"""The application for a web server; DJANGO_SETTINGS_MODULE says which settings."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tweespoor.site.settings.production")
# A connection of the web server sees nobody until a request says on whose behalf it is.
os.environ["TWEESPOOR_SCOPE"] = "somebody"

application = get_wsgi_application()
