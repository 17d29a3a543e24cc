"""reflection.yaml -> the questions about how the partnership works together."""

from collections.abc import Iterator

from shared_metrics.agenda.known import note_repeated_ids
from shared_metrics.documents import Fields
from shared_metrics.reflection import Question


def read_reflection(fields: Fields) -> tuple[Question, ...]:
    """Every question, theme by theme; problems are noted. Without the file nothing is asked."""
    note_repeated_ids(fields.node("themes"), fields, "themes")
    questions: list[Question] = []
    seen: set[str] = set()
    for theme in fields.mappings("themes", "A theme"):
        for line, question in _read_theme(theme):
            if question.id in seen:
                message = f"There are two questions “{question.id}”."
                fields.notebook.add(line, "duplicate_id", message)
            seen.add(question.id)
            questions.append(question)
    fields.done()
    return tuple(questions)


def _read_theme(fields: Fields) -> Iterator[tuple[int, Question]]:
    fields.id()
    title, source = fields.text("title"), fields.text("source")
    adapt = fields.flag("adapt", default=False)
    entries = list(fields.mappings("questions", f"A question of “{title}”", needed=True))
    fields.done()
    for entry in entries:
        question = Question(
            id=entry.id(),
            asks=entry.text("asks"),
            low=entry.text("low"),
            high=entry.text("high"),
            theme=title,
            source=source,
            adapt=adapt,
        )
        entry.done()
        yield entry.line_of("id"), question
