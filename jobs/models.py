"""What is known of each scheduled job. Numbers of the platform, no row of a tenant."""

from django.db import models


class Job(models.Model):
    """One scheduled task. `lease` names who is at it and `lease_until` how long that is believed.

    `done` of `total`: progress, where the job tells. `rung_at`: when somebody rang for a run that the beat had missed. Times are those of the database's clock, not of a demo's day.
    """

    name = models.CharField(max_length=60, primary_key=True)
    lease = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    succeeded_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=200, blank=True)
    runs = models.BigIntegerField(default=0)
    failures = models.BigIntegerField(default=0)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    rung_at = models.DateTimeField(null=True)
    cancel_asked = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name
