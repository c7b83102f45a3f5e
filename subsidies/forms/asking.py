"""One visit of the page: which programme, which facts, what is wrong with them or what follows."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from accounts.errors import DomainError
from policy.law import Programme
from regions.queries import full_name
from subsidies.forms.sheets import PlaceForm, Sheet, TextForm
from subsidies.presentation.explanation import Explanation, explained
from subsidies.queries import known_programme
from subsidies.serializers import Question, facts_of, read_question


class Asked:
    """`as_text`: the facts come as JSON. Raises UnknownProgramme for a programme that no text anywhere has."""

    def __init__(self, values: Mapping[str, Any], *, posted: bool) -> None:
        self.programme: Programme = known_programme(values["programme"])
        self.as_text = values.get("as") == "json"
        data = values if posted else None
        self.posted = posted
        self.values = values
        self.place_form = PlaceForm(data, initial={"region": values.get("region") or self.programme.pack})
        self.text_form = TextForm(data)
        self.sheet = Sheet(self.programme.kind, None if self.as_text else data)
        self.faults: list[tuple[str, str]] = []
        self.left: list[tuple[str, str]] = []
        self.question: Question | None = None
        if posted and not self.sheet.added:
            self._ask()

    @cached_property
    def answer(self) -> Explanation | None:
        return explained(self.question.answer(), self.question.claim) if self.question else None

    @property
    def where(self) -> str:
        return full_name(self.question.region_id) if self.question else ""

    @property
    def elsewhere(self) -> list[tuple[str, str]]:
        """The faults that belong to no field, for the summary."""
        return [("", f"{path}: {words}" if path else words) for path, words in self.left]

    def _ask(self) -> None:
        region = str(self.values.get("region", "")).strip()
        try:
            facts = self._facts()
            self.question = read_question({"region": region, "programme": self.programme.id, "facts": facts})
        except DomainError as error:
            self._note(error)

    def _facts(self) -> Any:
        if self.as_text:
            return facts_of(str(self.values.get("facts_text", "")).encode("utf-8", "surrogatepass"))
        return self.sheet.facts()

    def _note(self, error: DomainError) -> None:
        """Every fault beside its field: of the place, of the facts, or of the text that holds them."""
        given = error.extra.get("problems") or [error]
        self.faults = [(each.field, str(each.message)) for each in given]
        if error.field in ("region", "programme"):
            self.place_form.add_error("region", str(error.message))
        elif self.as_text:
            for path, words in self.faults:
                self.text_form.add_error("facts_text", f"{path}: {words}" if path != "facts" else words)
        else:
            self.left = self.sheet.note(self.faults)
