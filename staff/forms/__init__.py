"""What people type about staff, cases and bans; checks beside the fields, rules in the verbs."""
