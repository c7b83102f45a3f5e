"""Who acts for a facility. The app that knows stands to the right and registers its answer, as one SELECT."""

_operators = "SELECT NULL::bigint AS facility_id, NULL::integer AS user_id WHERE false"


def register_operators(select: str) -> None:
    """`select` yields (facility_id, user_id) of those who act for facilities on the day `%(today)s`."""
    global _operators
    _operators = select


def operators_sql() -> str:
    return _operators


#: Appointments that give their right on the day `%(today)s`, with the office and its place.
HELD = """
    SELECT a.user_id, a.role, d.id AS office, d.kind, d.region_id
      FROM accounts_appointment a
      JOIN accounts_department d ON d.id = a.department_id
      JOIN accounts_user u ON u.id = a.user_id AND u.is_active
     WHERE a.valid_from <= %(today)s AND coalesce(a.valid_to, %(today)s) >= %(today)s AND a.ended_at IS NULL
       AND d.valid_from <= %(today)s AND coalesce(d.valid_to, %(today)s) >= %(today)s
"""

#: By which channels each person is told, and whether all together once a day. An e-mail address is used for the
#: digest until its owner says otherwise; a telephone number and a robot only when their owner gave them.
WANTED = """
    SELECT id AS user_id, 'NOTICE' AS channel, false AS digest FROM accounts_user WHERE is_active
    UNION ALL
    SELECT c.user_id, c.channel, c.mode = 'DIGEST' FROM messaging_choice c
      JOIN accounts_user u ON u.id = c.user_id AND u.is_active
     WHERE c.mode <> 'OFF' AND (c.channel <> 'EMAIL' OR u.email <> '')
    UNION ALL
    SELECT u.id, 'EMAIL', true FROM accounts_user u
     WHERE u.is_active AND u.email <> ''
       AND NOT EXISTS (SELECT 1 FROM messaging_choice c WHERE c.user_id = u.id AND c.channel = 'EMAIL')
"""
