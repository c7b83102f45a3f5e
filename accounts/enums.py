"""Closed sets of who may be what."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DepartmentKind(TextChoices):
    """The role an office plays in the law. Which real office plays it is data of the policy packs."""

    HEALTH = "HEALTH", _("Health authority")
    STAFFING_OFFICE = "STAFFING_OFFICE", _("Staffing office")
    CIVIL_AFFAIRS = "CIVIL_AFFAIRS", _("Civil affairs")
    MARKET = "MARKET", _("Market regulation")
    ADMIN_APPROVAL = "ADMIN_APPROVAL", _("Administrative approval")
    FINANCE = "FINANCE", _("Finance")
    NDRC_LOCAL = "NDRC_LOCAL", _("Development and reform")
    EDUCATION = "EDUCATION", _("Education")
    POLICE = "POLICE", _("Public security")
    FIRE = "FIRE", _("Fire and rescue")
    HOUSING = "HOUSING", _("Housing and construction")
    EMERGENCY = "EMERGENCY", _("Emergency management")
    HR = "HR", _("Human resources")
    LAND = "LAND", _("Natural resources")
    TAX = "TAX", _("Taxation")
    STREET = "STREET", _("Street or town office")
    MCH = "MCH", _("Maternal and child health")
    GUIDANCE_CENTRE = "GUIDANCE_CENTRE", _("Guidance centre")
    MASS_ORG = "MASS_ORG", _("Mass organisation")


REGISTRARS = frozenset(
    {
        DepartmentKind.STAFFING_OFFICE,
        DepartmentKind.CIVIL_AFFAIRS,
        DepartmentKind.MARKET,
        DepartmentKind.ADMIN_APPROVAL,
    }
)


class Role(TextChoices):
    """What a person is appointed to do in a department."""

    OFFICER = "OFFICER", _("Officer")
    HEAD = "HEAD", _("Head of office")
    STREET_OFFICER = "STREET_OFFICER", _("Street officer")
    REGISTRAR = "REGISTRAR", _("Registrar")
    FINANCE_MAKER = "FINANCE_MAKER", _("Finance maker")
    FINANCE_CHECKER = "FINANCE_CHECKER", _("Finance checker")
    FINANCE_PAYER = "FINANCE_PAYER", _("Finance payer")
    ADMIN = "ADMIN", _("Administrator")
    POLICY_ADMIN = "POLICY_ADMIN", _("Policy administrator")
    AUDITOR = "AUDITOR", _("Auditor")


class FacilityRole(TextChoices):
    """What an operator may do at a facility; also the guardian permission of the grant."""

    MANAGER = "manage_facility", _("Manager")
    CLERK = "operate_facility", _("Clerk")
