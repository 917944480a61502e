"""Five minutes a week: the eight answers that complete most of a case manager's people, given on the spot."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tweespoor.apps.log.actions import AlreadyDone
from tweespoor.apps.log.keys import key_of
from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.organisations.models import User
from tweespoor.apps.people import actions
from tweespoor.apps.people import queries as people
from tweespoor.apps.people.forms.facts import ShortFactForm
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.queries import caseloads
from tweespoor.apps.people.rules import Refused
from tweespoor.apps.people.seen import record_list_seen
from tweespoor.apps.people.wording import shown_value
from tweespoor.apps.trajectories import queries as trajectories
from tweespoor.apps.trajectories.actions import answer_design
from tweespoor.apps.trajectories.forms.answers import ShortAnswerForm
from tweespoor.apps.trajectories.models import Trajectory
from tweespoor.apps.trajectories.queries.answers import AskedOfPerson, asked_of_people
from tweespoor.core.completeness import OF_DESIGN, FiveMinutes, ToAsk, five_minutes, missing, question_about
from tweespoor.core.designs import DesignQuestion
from tweespoor.core.facts import Fact
from tweespoor.core.vocabulary import UnknownTerm, Variable, variable
from tweespoor.site.pages.known import known_with_designs

QUESTIONS = 8
MOST_PEOPLE = 500
"""Of whom at the most is reckoned what completes them: nobody has more people in care, and the page stays quick."""


@dataclass(frozen=True, kw_only=True)
class AskedRow:
    """One question of the list with its form; `token` names it on the page and in the form."""

    token: str
    person: Person
    label: str
    reason: str
    form: Form
    key: UUID


@dataclass(frozen=True, kw_only=True)
class Work:
    """Whose questions these are, what is asked first, and how much there is in all; `designs` holds per person what the
    design asks."""

    people: dict[str, Person]
    designs: Mapping[UUID, AskedOfPerson]
    is_own: bool
    asked: FiveMinutes
    open_questions: int
    incomplete: int


@require_http_methods(["GET", "POST"])
def five_minutes_page(request: HttpRequest) -> HttpResponse:
    """Eight questions to answer one by one; each answer is its own request, and the next question takes its place."""
    if not people.registers(request.user):
        raise Http404
    if request.method == "POST":
        return _answer(request)
    return _show(request)


def _answer(request: HttpRequest) -> HttpResponse:
    person, asked, designs = _named(request)
    if "later" in request.POST:
        actions.postpone_question(person=person, slug=_slug(asked), by=request.user, now=timezone.now())
        return _next(request, said=_("Deze vraag komt over een week terug."))
    form = _form(asked, person=person, sent=request.POST)
    if not form.is_valid():
        return _show_again(request, _row(person, asked, form=form, key=key_of(request)))
    try:
        _keep(request, person, form, trajectory=designs[person.pk].trajectory if person.pk in designs else None)
    except AlreadyDone:
        return _next(request, said=_("Dit antwoord was al bewaard."))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _show_again(request, _row(person, asked, form=form, key=uuid4()))
    except actions.SomebodyAnswered as answered:
        form.add_error(None, _already(answered, slug=_slug(asked)))
        return _show_again(request, _row(person, asked, form=form, key=uuid4()))
    return _next(request, said=_("Het antwoord is bewaard."))


def _already(answered: actions.SomebodyAnswered, *, slug: str) -> str:
    fact = people.fact_in(answered.held) if answered.held else Fact.not_asked()
    said = _(
        "Een collega was u voor: %(answer)s. Uw antwoord is niet bewaard. Klopt dat niet? Wijzig het in het dossier."
    )
    return said % {"answer": shown_value(fact, slug=slug, language=language_now())}


def _keep(request: HttpRequest, person: Person, form: Form, *, trajectory: Trajectory | None) -> None:
    common = {"by": request.user, "now": timezone.now(), "key": key_of(request)}
    if isinstance(form, ShortAnswerForm):
        assert trajectory is not None
        answer_design(
            trajectory=trajectory,
            question=form.question.key,
            answer=form.cleaned_data["antwoord"],
            on=timezone.localdate(),
            based_on="",
            **common,
        )
    elif isinstance(form, ShortFactForm):
        actions.register_fact(person=person, slug=form.variable.slug, fact=form.fact(), based_on="", **common)


def _named(request: HttpRequest) -> tuple[Person, Variable | DesignQuestion, Mapping[UUID, AskedOfPerson]]:
    """The person and question that a form is about, and what the person's design asks.

    What is not there, or not to be registered, is not found.
    """
    name, _colon, slug = request.POST.get("vraag", "").partition("_")
    try:
        person_id = UUID(name)
    except ValueError:
        raise Http404 from None
    person = get_object_or_404(people.visible_people(request.user), pk=person_id)
    if not people.may_register(request.user, person=person):
        raise Http404
    designs = asked_of_people([person.pk]) if slug.startswith(OF_DESIGN) else {}
    try:
        return person, _asked(slug, person=person, designs=designs), designs
    except UnknownTerm:
        raise Http404 from None


def _next(request: HttpRequest, *, said: str) -> HttpResponse:
    """The question that takes the place of the one answered; the whole page anew where there is no script."""
    if not request.headers.get("HX-Request"):
        messages.success(request, said)
        return redirect("five-minutes")
    work = _work_of(request.user, questions=2 * QUESTIONS)
    shown = set(request.POST.getlist("getoond"))
    rows = _rows(work, [each for each in work.asked.questions if _token_of(each) not in shown][:1])
    context = {"row": rows[0] if rows else None, "work": work, "said": said, "is_part": True}
    return render(request, "pages/five_minutes_next.html", context)


def _show_again(request: HttpRequest, row: AskedRow) -> HttpResponse:
    """The question with what is wrong with the answer."""
    if request.headers.get("HX-Request"):
        return render(request, "pages/five_minutes_row.html", {"row": row, "is_part": True}, status=400)
    return _show(request, instead=row)


def _show(request: HttpRequest, *, instead: AskedRow | None = None) -> HttpResponse:
    work = _work_of(request.user, questions=QUESTIONS)
    rows = [instead if instead and instead.token == row.token else row for row in _rows(work, work.asked.questions)]
    if instead and instead not in rows:
        rows = [instead, *rows]
    context = {
        "work": work,
        "rows": rows,
        "completes": [work.people[person] for person in work.asked.completes],
    }
    named = [*(row.person for row in rows), *context["completes"]]
    record_list_seen(people=named, purposes=(), by=request.user, now=timezone.now())
    return render(request, "pages/five_minutes.html", context, status=400 if instead else 200)


def _work_of(user: User, *, questions: int) -> Work:
    """The user's own people, or where nobody was given to the user those of the municipality."""
    everybody = people.people_registered_by(user)
    is_own = caseloads.has_caseload(user)
    listed = list((caseloads.own_people(everybody, user=user) if is_own else everybody)[:MOST_PEOPLE])
    left = trajectories.left_of([person.pk for person in listed])
    known, designs = known_with_designs(user, people_listed=listed, left=left)
    put_off = [ToAsk(str(person), slug) for person, slug in caseloads.put_off(user, on=timezone.localdate())]
    gaps = [gap for about in known if (gap := missing(about))]
    return Work(
        people={str(person.pk): person for person in listed},
        designs=designs,
        is_own=is_own,
        asked=five_minutes(known, put_off=put_off, questions=questions),
        open_questions=sum(len(gap) for gap in gaps),
        incomplete=len(gaps),
    )


def _rows(work: Work, questions: Sequence[ToAsk] | Collection[ToAsk]) -> list[AskedRow]:
    return [
        _row(person, _asked(each.variable, person=person, designs=work.designs))
        for each in questions
        if (person := work.people[each.person])
    ]


def _asked(slug: str, *, person: Person, designs: Mapping[UUID, AskedOfPerson]) -> Variable | DesignQuestion:
    """What a question is about: a variable, or what the design that the person follows leaves to a professional.

    Raises:
        UnknownTerm: if it is neither.
    """
    if not slug.startswith(OF_DESIGN):
        return variable(slug)
    question = designs[person.pk].question(slug) if person.pk in designs else None
    if question is None:
        raise UnknownTerm(slug)
    return question


def _row(
    person: Person, asked: Variable | DesignQuestion, *, form: Form | None = None, key: UUID | None = None
) -> AskedRow:
    slug = _slug(asked)
    return AskedRow(
        token=_token(person, slug),
        person=person,
        label=_label(asked),
        reason=question_about(slug).reason(language_now()),
        form=form or _form(asked, person=person),
        key=key or uuid4(),
    )


def _label(asked: Variable | DesignQuestion) -> str:
    if isinstance(asked, DesignQuestion):
        return _("Keuze") if asked.is_choice else _("Oordeel")
    return asked.label(language_now())


def _form(asked: Variable | DesignQuestion, *, person: Person, sent: QueryDict | None = None) -> Form:
    auto_id = f"{_token(person, _slug(asked))}-%s"
    if isinstance(asked, DesignQuestion):
        return ShortAnswerForm(sent, question=asked, auto_id=auto_id)
    return ShortFactForm(sent, variable=asked, today=timezone.localdate(), auto_id=auto_id)


def _slug(asked: Variable | DesignQuestion) -> str:
    return asked.key if isinstance(asked, DesignQuestion) else asked.slug


def _token(person: Person, slug: str) -> str:
    return f"{person.pk}_{slug}"


def _token_of(asked: ToAsk) -> str:
    return f"{asked.person}_{asked.variable}"
