"""Offices of the demo that owe written reports: the members of Ganzhou's joint meeting, the departments of Ouhai's pilot.

Offices bear their real names; the few people in them are plainly invented. Where nobody sits, what comes on paper is
written down by the health authority.
"""

from accounts.enums import DepartmentKind as K
from accounts.enums import Role as R

Names = tuple[str, str]
GANZHOU, OUHAI = 360700000000, 330304000000

#: Region → its offices beside those that have people of their own.
OFFICES: dict[int, tuple[tuple[K, Names], ...]] = {
    GANZHOU: (
        (K.NDRC_LOCAL, ("赣州市发展和改革委员会", "Ganzhou Development and Reform Commission")),
        (K.EDUCATION, ("赣州市教育局", "Ganzhou Education Bureau")),
        (K.POLICE, ("赣州市公安局", "Ganzhou Public Security Bureau")),
        (K.CIVIL_AFFAIRS, ("赣州市民政局", "Ganzhou Civil Affairs Bureau")),
        (K.HR, ("赣州市人力资源和社会保障局", "Ganzhou Human Resources Bureau")),
        (K.LAND, ("赣州市自然资源局", "Ganzhou Natural Resources Bureau")),
        (K.HOUSING, ("赣州市住房和城乡建设局", "Ganzhou Housing and Construction Bureau")),
        (K.ADMIN_APPROVAL, ("赣州市行政审批局", "Ganzhou Administrative Approval Bureau")),
        (K.TAX, ("国家税务总局赣州市税务局", "Ganzhou Tax Bureau")),
        (K.FIRE, ("赣州市消防救援支队", "Ganzhou Fire and Rescue Brigade")),
        (K.STAFFING_OFFICE, ("赣州市委编办", "Ganzhou Staffing Office")),
        (K.MASS_ORG, ("赣州市总工会", "Ganzhou Federation of Trade Unions")),
        (K.MASS_ORG, ("共青团赣州市委（团市委）", "Ganzhou Youth League")),
        (K.MASS_ORG, ("赣州市妇联", "Ganzhou Women's Federation")),
        (K.MASS_ORG, ("赣州市计生协会", "Ganzhou Family Planning Association")),
    ),
    OUHAI: (
        (K.NDRC_LOCAL, ("瓯海区发展和改革局", "Ouhai Development and Reform Bureau")),
        (K.EDUCATION, ("瓯海区教育局", "Ouhai Education Bureau")),
        (K.POLICE, ("温州市公安局瓯海区分局", "Ouhai Public Security Bureau")),
        (K.HR, ("瓯海区人力资源和社会保障局", "Ouhai Human Resources Bureau")),
        (K.LAND, ("温州市自然资源和规划局瓯海分局", "Ouhai Natural Resources Office")),
        (K.HOUSING, ("瓯海区住房和城乡建设局", "Ouhai Housing Bureau")),
        (K.TAX, ("国家税务总局温州市瓯海区税务局", "Ouhai Tax Bureau")),
    ),
}
#: (beginning of the account name, region, kind): an officer who writes and a head who signs.
STAFFED: tuple[tuple[str, int, K], ...] = (
    ("ganzhou-education", GANZHOU, K.EDUCATION),
    ("ganzhou-fire", GANZHOU, K.FIRE),
    ("ouhai-education", OUHAI, K.EDUCATION),
)
ROLES = (("officer", R.OFFICER), ("head", R.HEAD))


def names_of(region: int, kind: K) -> Names:
    """How the office of a kind is called in a place of this table."""
    return next(names for each, names in OFFICES[region] if each == kind)
