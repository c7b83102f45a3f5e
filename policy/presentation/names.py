"""What things of the law are called on a page: duties, topics of standards, bodies, units."""

from django.utils.translation import gettext_lazy as _

from accounts.enums import DepartmentKind

#: The short name of a duty; its pack says the whole action.
DUTIES: dict[str, object] = {
    "registration_push": _("Push of the registration"),
    "filing": _("Filing of the facility"),
    "filing_receipt": _("Filing receipt"),
    "noncompliance_notice": _("Non-compliance notice"),
    "change_filing": _("Change filing"),
    "cancellation_report": _("Report of cancellation"),
    "family_home_filing": _("Filing of a family childcare home"),
    "joint_meeting_report": _("Report of the joint meeting"),
    "instructor_visit": _("Visit of the health instructor"),
    "instructor_lecture": _("Lecture of the health instructor"),
    "instructor_review": _("Review by the health instructor"),
    "progress_report": _("Progress report"),
    "rectification": _("Rectification"),
    "finding_rectification": _("Rectification of a finding"),
    "finding_recheck": _("Recheck of a finding"),
    "overdue_rectification": _("Overdue rectification, level above"),
    "finding_referral": _("Referred finding"),
    "complaint_triage": _("Complaint to be looked at"),
    "complaint_answer": _("Answer to a complaint"),
    "complaint_abuse": _("Report that a child was hurt"),
    "staff_health_check": _("Staff health check"),
    "record_check": _("Check of criminal records"),
    "facility_annual_report": _("Facility's annual report"),
    "annual_inspection": _("Yearly inspection of the registration"),
    "practice_revalidation": _("Practice re-validation"),
    "return_health_check": _("Health check before coming back"),
    "video_retention": _("Keeping of video"),
    "minors_data_audit": _("Audit of minors' data"),
    "enterprise_annual_report": _("Annual report of companies"),
    "nonprofit_annual_check": _("Annual check of non-profits"),
    "institution_annual_report": _("Annual report of public institutions"),
    "parenting_groups": _("Sessions of parenting groups"),
    "staff_training": _("Training of staff"),
}
STANDARDS: dict[str, object] = {
    "CLASS_SIZE": _("Class size"),
    "RATIO": _("Children per caregiver"),
    "SIZE": _("Size of a facility"),
    "SITE": _("Premises"),
    "FIRE": _("Fire safety"),
    "VIDEO": _("Keeping of video"),
    "CARE": _("Daily care"),
    "ENTRY": _("Entry of a child"),
    "STAFF": _("Staff"),
    "CLASSES": _("Classes"),
    "INSURANCE": _("Insurance"),
}
AGES: dict[str, object] = {
    "kindergarten_nursery_class": _("Nursery class of a kindergarten"),
    "kindergarten_registered_scope": _("Range a kindergarten registers"),
}
_BODIES: dict[str, object] = {
    "FACILITY": _("Facility"),
    "REGISTRAR": _("Registering authority"),
    "JOINT_MEETING": _("Joint meeting"),
    "LEADING_GROUP": _("Leading group"),
    "GOV": _("Governments at all levels"),
    "EMPLOYER": _("Employers"),
    "employer": _("Employers"),
    "SCHOOL": _("Schools"),
    "college": _("Colleges"),
    "PUBLICITY": _("Publicity department"),
    "DATA_OFFICE": _("Data office"),
    "city government": _("City government"),
    "county government": _("County governments"),
    "kindergarten": _("Kindergartens"),
    "family": _("Families"),
    "training body": _("Training bodies"),
    "rural revitalisation bureau": _("Rural revitalisation bureau"),
    "medical insurance bureau": _("Medical insurance bureau"),
    "all members": _("All members"),
    "all departments": _("All departments"),
}


def body(code: str) -> object:
    """Who acts, by the code of the register: an office, the facility, or a body outside the platform."""
    return DepartmentKind(code).label if code in DepartmentKind.values else _BODIES.get(code, code)


#: A limit with its unit; the sign before it says whether it is the most or the least.
UNITS: dict[str, object] = {
    "child": _("%(n)s children"),
    "class": _("%(n)s classes"),
    "floor": _("floor %(n)s"),
    "month": _("%(n)s months"),
    "m2": _("%(n)s m²"),
    "percent": _("%(n)s %%"),
    "bed": _("%(n)s beds"),
    "day": _("%(n)s days"),
    "drill": _("%(n)s drills"),
    "kg": _("%(n)s kg"),
    "person": _("%(n)s persons"),
    "hour": _("%(n)s hours"),
    "year": _("%(n)s years"),
    "piece": _("%(n)s pieces"),
}
#: What a limit measures, where the sign and the unit alone would not say it.
LIMITS: dict[str, object] = {
    "children_per_cook_three_meals": _("children per cook, three meals"),
    "children_per_cook_fewer_meals": _("children per cook, one or two meals"),
    "full_time_from_children": _("full time from so many children"),
    "m2_per_extinguisher": _("floor area per extinguisher"),
    "max_children_second_floor": _("children on the second floor"),
    "max_floor": _("highest floor"),
    "small_max": _("small facility"),
    "medium_max": _("medium facility"),
    "max_classes": _("classes in all"),
    "min_age_months": _("age"),
    "min_area_m2_per_child": _("area per child"),
    "min_beds": _("observation beds"),
    "min_drills_per_half_year": _("each half-year"),
    "min_extinguisher_kg": _("each extinguisher"),
    "min_health_room_m2": _("health room"),
    "min_outdoor_hours": _("outdoors a day"),
    "min_outdoor_m2_per_child": _("outdoor area per child"),
    "min_per_point": _("at each point"),
    "min_training_hours": _("training"),
    "min_lease_months": _("lease"),
    "min_management_years": _("management experience"),
    "min_window_percent": _("window openings to floor area"),
}
PRICE_MODES: dict[str, object] = {
    "GOVERNMENT_SET": _("set by the government"),
    "GOVERNMENT_GUIDED": _("government guidance price"),
    "REFERENCE_OR_GUIDED": _("reference range or guidance price, as the place chooses"),
    "MARKET": _("market price"),
}
PRICES: dict[str, object] = {
    "SCHOOL": _("at the price of schools"),
    "RESIDENTIAL": _("at the price of residents"),
    "UNSTATED": _("a favourable price; which one is not stated"),
}
STAFF_TOPICS: dict[str, object] = {
    "BAN": _("Ban from the work"),
    "CONDUCT": _("Conduct"),
    "FITNESS": _("Fitness for the work"),
    "MATCHING": _("Checking of proofs"),
    "RATE": _("Share of certified staff"),
    "VALIDITY": _("How long a proof holds"),
}
EVERY: dict[str, object] = {
    "month": _("every month"),
    "quarter": _("every quarter"),
    "half_year": _("every half-year"),
    "year": _("every year"),
    "YEAR": _("every year"),
    "QUARTER": _("every quarter"),
    "IRREGULAR": _("from time to time"),
    "PERIODIC": _("at regular intervals; the text gives no period"),
    "STANDING": _("at all times"),
}
#: What a target measures; the target itself has its own words.
METRICS: dict[str, object] = {
    "certified_staff_share": _("Share of certified staff"),
    "community_coverage": _("Communities covered"),
    "demonstration_facilities": _("Demonstration facilities"),
    "demonstration_universal_facilities": _("Universal demonstration facilities"),
    "early_development_knowledge": _("Knowledge of early development"),
    "facilities": _("Facilities"),
    "growth_stations": _("Growth stations"),
    "infant_health_management": _("Infants under health management"),
    "new_kindergartens_with_nursery_class": _("New kindergartens with a nursery class"),
    "new_places": _("New places"),
    "parent_knowledge": _("Knowledge of parents"),
    "parenting_group_sessions": _("Sessions of parenting groups"),
    "park_embedded_facilities": _("Facilities in industrial parks"),
    "pilot_facilities": _("Pilot facilities"),
    "places_per_1000_residents": _("Places per 1,000 residents"),
    "public_universal_facilities": _("Public universal facilities"),
    "township_public_facility_coverage": _("Townships with a public facility"),
    "universal_facility_share": _("Share of universal facilities"),
}
#: The answers a condition or a check asks for.
ANSWERS: dict[str, object] = {
    "YES": _("yes"),
    "NO": _("no"),
    "OWN": _("one's own"),
    "LEASE": _("leased"),
    "DELIVERED": _("delivered"),
    "NONE": _("none"),
    "QUALIFIED": _("qualified"),
}
#: What a standard measures, as the head of a line; the sentence of a limit uses LIMITS.
MEASURED: dict[str, object] = {
    **LIMITS,
    "max_children": _("children, at most"),
    "children_per_caregiver": _("children per caregiver"),
    "min_class_kinds": _("kinds of classes, at least"),
    "min_days": _("days, at least"),
    "min_guards": _("guards, at least"),
    "min_health_staff": _("health-care staff, at least"),
}

CHECKLIST_PARTS: dict[str, object] = {
    "SITE": _("Premises"),
    "FIRE": _("Fire safety"),
    "SAFETY": _("Security"),
    "STAFF": _("Staff"),
    "HEALTH_CARE": _("Health care"),
    "FOOD": _("Food"),
    "CARE": _("Daily care"),
    "MANAGEMENT": _("Management"),
}
REPORT_SECTIONS: dict[str, object] = {
    "overview": _("overview"),
    "targets": _("targets"),
    "filing": _("registration and filing"),
    "supervision": _("supervision"),
    "money": _("subsidies"),
    "staff": _("staff"),
    "next": _("what comes next"),
    "divisions": _("divisions"),
    "members": _("members"),
    "done": _("what was done"),
    "problems": _("problems"),
    "progress": _("progress"),
    "good_practice": _("good practice"),
    "care": _("care"),
    "safety": _("safety"),
}
REPORTERS: dict[str, object] = {
    "OFFICE": _("The health authority"),
    "MEMBERS": _("Every member by itself"),
    "FACILITY": _("Every facility"),
}
INSPECTION_KINDS: dict[str, object] = {
    "SELF_CHECK": _("Self-check"),
    "PATROL": _("Patrol"),
    "SPOT_CHECK": _("Spot check"),
    "JOINT_INSPECTION": _("Joint inspection"),
    "ANNUAL_INSPECTION": _("Yearly inspection"),
}
SUPERVISION_TOPICS: dict[str, object] = {
    "LIMIT": _("Limit of an order"),
    "BACKDATING": _("Visits entered afterwards"),
    "RECHECK": _("Recheck"),
    "REFERRAL": _("Referral"),
    "JOINT": _("Joint inspection"),
    "RISK": _("Points of the risk order"),
    "COMPLAINT": _("Objections to the answer of a complaint"),
    "RATING": _("Ratings"),
    "GRADES": _("Lines of the grades"),
    "ACTS": _("Acts of recurring duties entered afterwards"),
}
RATING_PARTS: dict[str, object] = {
    "CONDITIONS": _("Conditions"),
    "TEAM": _("Team"),
    "CARE": _("Care"),
    "CARE_LEVEL": _("Level of care"),
    "HEALTH": _("Health care"),
    "PARENTING": _("Parenting support"),
    "SAFETY": _("Safety"),
    "SAFETY_HEALTH": _("Safety and health"),
    "MANAGEMENT": _("Management"),
}
#: The grades of the schemes.
GRADES: dict[str, object] = {
    "STAR5": _("Five stars"),
    "STAR4": _("Four stars"),
    "STAR3": _("Three stars"),
    "STAR2": _("Two stars"),
    "STAR1": _("One star"),
    "A": _("Grade A"),
    "B": _("Grade B"),
    "C": _("Grade C"),
    "D": _("Grade D"),
}
