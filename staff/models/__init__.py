"""People whom facilities employ, their proofs and absences, cases of abuse and bans."""

from staff.models.bans import AbuseCase, Ban, CaseSubject
from staff.models.people import Absence, Employment, Proof, StaffMember

__all__ = ["Absence", "AbuseCase", "Ban", "CaseSubject", "Employment", "Proof", "StaffMember"]
