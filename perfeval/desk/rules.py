"""Who sits at the desk: the reviewers (财政审核人) of a region, each for the own region."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from perfeval.directory.models import FiscalYear, User
from perfeval.directory.rules import is_reviewer_in, regions_reviewed_by


def years_for(user: User) -> QuerySet[FiscalYear]:
    """The years of the regions the person reviews, the newest first. Raises PermissionDenied for a wrong role."""
    regions = regions_reviewed_by(user)
    if not regions:
        raise PermissionDenied
    return FiscalYear.objects.filter(region__in=regions).select_related("region").order_by("-year", "region__name")


def get_year_for(user: User, pk: int) -> FiscalYear:
    """A year of a region the person reviews. Raises Http404 for another region's, PermissionDenied for a wrong role."""
    return get_object_or_404(years_for(user), pk=pk)


def may_have_of_year(user: User, year_pk: int) -> bool:
    """Whether the person (still) reviews the region of this year."""
    year = FiscalYear.objects.filter(pk=year_pk).select_related("region").first()
    return year is not None and is_reviewer_in(user, year.region)
