"""What is wrong with the premises, in words, and what would make it pass."""

from django.utils.translation import gettext_lazy as _

from facilities.rules.standards.reasons import CHILDREN, Words

SITE_REASONS: dict[str, Words] = {
    "LEASE_SHORT": Words(
        _("The lease was made for %(months)s months; at least %(min)s are asked."),
        _("Agree on a lease until %(lease_until)s or later, or state that you own the premises."),
    ),
    "LEASE_ENDED": Words(
        _("The lease ended on %(lease_to)s."), _("Renew the lease and state its new dates.")
    ),
    "TOO_HIGH": Words(
        _("Storey %(floor)s is in use; %(max)s is the highest allowed."),
        _("Move the rooms to storey %(max)s or below."),
    ),
    "BELOW_GROUND": Words(
        _("Rooms are underground or half-underground."),
        _("Give these rooms up, or move to rooms above the ground."),
    ),
    "MIXED_USE": Words(
        _("The building also serves as workshop, store or dwelling."),
        _("Move, or end the other use of the building."),
    ),
    "STEEL_PANELS": Words(_("The building is made of colour-steel panels."), _("Move to another building.")),
    "ABOVE_SECOND": Words(
        _(
            "Storey %(floor)s is in use; children should be on the ground floor, senior classes on the second at most."
        ),
        _("Move the children's rooms down."),
    ),
    "YOUNGER_UPSTAIRS": Words(
        _("Classes other than senior classes are above the ground floor."),
        _("Move infant, toddler and mixed classes to the ground floor."),
    ),
    "TOO_MANY_UPSTAIRS": Words(
        _("%(upstairs)s children are on the second storey, at most %(max)s should be."),
        _("Move some of them to the ground floor."),
    ),
    "OUTDOOR_SMALL": Words(
        _("%(area)s m² outdoors for %(children)s children; %(needed)s m² are asked."),
        _("Enlarge the area, or agree on a public space nearby and state it."),
    ),
    "WINDOWS_SMALL": Words(
        _("Window openings are %(percent)s %% of the floor, at least %(min)s %% are asked."),
        _("Use another room for the children, or enlarge the windows."),
    ),
    "HEALTH_ROOM_SMALL": Words(
        _("The health observation room has %(area)s m², at least %(min)s m² are asked."),
        _("Set up a room of at least %(min)s m²."),
    ),
    "BEDS_FEW": Words(
        _("The health observation room has %(beds)s beds, at least %(min_beds)s are asked."),
        _("Put a child's bed into the room."),
    ),
    "AIR_BAD": Words(
        _("The indoor air does not meet the standard."),
        _("Air, mend the source, and have the air tested again."),
    ),
    "HOME_SMALL": Words(
        _("%(area)s m² for %(children)s children; %(needed)s m² are asked."),
        _("Care for fewer children, or use more rooms."),
    ),
    "EXTINGUISHERS_FEW": Words(
        _("%(count)s extinguishers for %(area)s m²; %(needed)s are asked."),
        _("Add extinguishers until there are %(needed)s."),
    ),
    "EXTINGUISHERS_LIGHT": Words(
        _("The smallest extinguisher has %(kg)s kg, at least %(min_kg)s kg are asked."),
        _("Replace those that are too light."),
    ),
    "POINT_FEW": Words(
        _("%(at_point)s extinguishers stand at one point, at least %(min_at_point)s are asked."),
        _("Put at least %(min_at_point)s at each point."),
    ),
    "NO_ALARM": Words(
        _("There is no fire alarm."), _("Install networked smoke detectors, or an automatic system.")
    ),
    "DRILL_OLD": Words(
        _("The last evacuation drill was on %(last)s; the next was due by %(by)s."),
        _("Hold a drill and state its day."),
    ),
    "VIDEO_GAPS": Words(
        _("Video does not cover all living and activity areas for 24 hours."),
        _("Add cameras where they are missing."),
    ),
    "VIDEO_SHORT": Words(
        _("Recordings are kept for %(days)s days, at least %(min)s are asked."),
        _("Enlarge the storage to %(min)s days."),
    ),
    "OUTDOORS_SHORT": Words(
        _("Children are outdoors for %(hours)s hours a day, at least %(min)s are asked."),
        _("Plan %(min)s hours a day."),
    ),
    "UNCHECKED": Words(
        _(
            "%(unchecked)s of %(children)s children have no passed health check with vaccination card before entry."
        ),
        _("Record the check of each of them."),
        CHILDREN,
    ),
    "UNINSURED": Words(
        _("There is no liability insurance."), _("Take out a liability insurance; it is recommended.")
    ),
    "INSURANCE_ENDED": Words(_("The insurance ended on %(insured_to)s."), _("Renew it and state its end.")),
}
