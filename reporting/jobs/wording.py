"""What each scheduled job is called, and what it is for."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class JobWords:
    title: object
    purpose: object


JOBS: dict[str, JobWords] = {
    "obligations.remind": JobWords(_("Reminders"), _("Plans who is told of which duty today.")),
    "messaging.deliver": JobWords(
        _("Delivery of messages"), _("Sends mail, text messages and robot posts that wait.")
    ),
    "obligations.recount": JobWords(
        _("Counting due dates anew"), _("After an arrangement of working days was published.")
    ),
    "documents.render_papers": JobWords(_("Official papers"), _("Prints receipts and notices that wait.")),
    "documents.scan": JobWords(
        _("Malware scan"), _("Has waiting files looked at by the scanner, where there is one.")
    ),
    "documents.tidy": JobWords(_("File store"), _("Sets bytes without a row aside and drops old previews.")),
    "registration.wake_sheets": JobWords(
        _("Sheets of registrations"), _("Takes up uploaded sheets that nobody works on.")
    ),
    "registration.tell_ending": JobWords(
        _("Papers that end soon"), _("Tells facilities which filed papers end soon or have ended.")
    ),
    "facilities.check_standards": JobWords(
        _("Check of the setting standards"),
        _("Checks every facility at night, and finds proofs that ran out."),
    ),
    "inspections.escalate_overdue": JobWords(
        _("Overdue rectification"), _("Passes findings that were not put right in time to the level above.")
    ),
    "inspections.close_complaints": JobWords(
        _("Answered complaints"), _("Closes answered complaints to which nobody objected in time.")
    ),
    "inspections.publish_facilities": JobWords(
        _("Public directory"), _("Brings what the public may read of every facility up to date.")
    ),
    "inspections.keep_duties": JobWords(
        _("Recurring duties"), _("Begins the duties of a period at night, and marks those that were missed.")
    ),
    "inspections.expire_ratings": JobWords(
        _("Ratings that expire"), _("Ends the results of ratings whose last day has passed.")
    ),
    "subsidies.start_due_runs": JobWords(
        _("Monthly subsidy runs"), _("Begins the run of a month on its day.")
    ),
    "subsidies.propose_corrections": JobWords(
        _("Late corrections of attendance"),
        _("Compares granted claims with attendance that was corrected afterwards."),
    ),
    "subsidies.wake_runs": JobWords(_("Work on subsidy runs"), _("Takes up runs that nobody works on.")),
    "staff.meet_bans": JobWords(_("Check of bans"), _("Compares bans and open cases with all staff.")),
    "policy.note_effects": JobWords(
        _("Versions of the law"), _("Notes on the trail that a version took effect.")
    ),
    "policy.watch_calendar": JobWords(
        _("Working calendar"), _("Warns when the arrangement of the next year is missing.")
    ),
    "accounts.tidy": JobWords(_("Sessions and requests"), _("Removes what is kept beyond its time.")),
    "messaging.tidy": JobWords(_("Old messages"), _("Removes messages that were settled two years ago.")),
    "audit.check_chains": JobWords(_("Audit chains"), _("Walks every chain of the trail.")),
    "reporting.fold_figures": JobWords(
        _("Summing up the figures"), _("Brings the figures of every division up to what was written.")
    ),
    "reporting.rebuild_figures": JobWords(
        _("Comparing the figures"),
        _("Counts every figure from the rows; what differs is put right and told."),
    ),
    "reporting.open_reports": JobWords(
        _("Written reports"), _("Begins the reports whose writing starts today, with their duties.")
    ),
    "reporting.print_reports": JobWords(
        _("Files of reports"), _("Makes the Word, PDF and Excel files of reports that wait.")
    ),
    "reporting.tidy_prints": JobWords(
        _("Old files of drafts"), _("Removes files of report drafts that are a month old.")
    ),
    "reporting.close_periods": JobWords(
        _("Closing quarters"), _("Keeps the figures of a quarter that has ended as they are.")
    ),
    "jobs.recover": JobWords(_("Recovery"), _("Goes on with jobs whose worker was lost.")),
}


def words_of(name: str) -> JobWords:
    return JOBS.get(name) or JobWords(name, "")
