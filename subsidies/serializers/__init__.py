"""Between programs and the rules: a question in JSON, an answer in JSON."""

from subsidies.serializers.answers import as_json
from subsidies.serializers.questions import Question, facts_of, read_question

__all__ = ["Question", "as_json", "facts_of", "read_question"]
