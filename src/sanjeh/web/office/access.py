"""Who may enter the office: checked here and nowhere else."""

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views import View

from sanjeh.apps.accounts import queries as accounts


class OfficePage(View):
    """A page for staff; a stranger is asked to sign in, anyone else is refused."""

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not accounts.is_staff(request.user, timezone.now()):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)
