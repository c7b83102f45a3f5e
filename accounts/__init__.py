"""People, departments, appointments, roles."""
