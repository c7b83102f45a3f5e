"""People employed by facilities. Nothing is built here yet."""
