"""Who may do what to what: the one table, and where each page, command and route stands in it.

`people` answers every check from `TABLE`; tests walk all of it; the docs print it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from shared_metrics.agenda.model import Person

# own:  of the partner somebody belongs to (for the backbone's people: the backbone's own)
# sent: what they sent themselves (an upload link: what was sent through it)
# all:  of every partner
# open: nothing of anybody's in it
# -     not at all
TABLE: Final = """
act                 nobody  link  member  steward  analyst   chair     admin  words
see_public          open    open  open    open     open      open      open   see what is public
send_by_link        -       own   -       -        -         -         -      open the page of an upload link
see_partner_pages   -       -     own     own      -         -         -      see a partner's pages
see_backbone_pages  -       -     -       -        all       all       all    see the backbone's pages
submit              -       own   -       own      all       all       -      send files
withdraw            -       -     -       own      own+sent  own+sent  -      withdraw a file
see                 -       sent  own     own      all       all       all    see what was sent
measure             -       -     own     own      all       all       all    see figures
export              -       -     -       own      all       all       all    export the files and figures
accept              -       -     -       -        all       all       -      accept files
return              -       -     -       -        all       all       -      return files
withdraw_published  -       -     -       -        all       all       -      withdraw published figures
prepare_release     -       -     -       -        all       all       -      prepare or discard a release
publish_release     -       -     -       -        all       all       -      publish a release
see_reviews         -       -     open    open     open      open      open   see reviews and what was learned
run_review          -       -     -       -        all       all       -      plan, open, run or close a review
write_learning      -       -     -       -        all       all       -      write down setbacks, adaptations and field notes
tell_heard          -       own   own     own      all       all       -      tell what was heard
approve_words       -       -     -       own      -         -         -      agree to words that name a partner
keep_commitment     -       -     own     own      all       all       -      say what became of a commitment
reflect             -       -     open    open     open      open      open   answer the questions about working together
run_reflection      -       -     -       -        all       all       -      ask the questions about working together
export_for_funder   -       -     -       -        all       all       -      make a funder's report
change_goals        -       -     -       -        all       all       -      change goals
audit               -       -     -       -        all       all       all    read the audit trail
look_after_people   -       -     -       -        all       -         all    invite people, change what they may do or make upload links
appoint             -       -     -       -        -         -         all    appoint or remove people of the backbone
administer          -       -     -       -        -         -         all    look after the installation
"""  # noqa: E501 - a table is read as it stands

MACHINE: Final = "machine"  # whoever can read the home's files and run programs on the machine
INVITED: Final = "invited"  # whoever signs in with the verified address that was invited

# Every page of `web.navigation`, by name. `machine`: only in the demo, for who sits at the machine.
PAGES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("shared_goals", "welcome"), "see_public"),
    "upload_link": "send_by_link",
    "start_your_own": MACHINE,
    "our_reviews": "see_partner_pages",
    **dict.fromkeys(("reviews", "review", "meeting"), "see_backbone_pages"),
    "working_together": "see_partner_pages",
    "reflection": "see_backbone_pages",
    **dict.fromkeys(("to_do", "send", "sent", "our_part", "guides"), "see_partner_pages"),
    "learned": "see_partner_pages",
    "learning": "see_backbone_pages",
    "our_lineage": "see_partner_pages",
    "lineage": "see_backbone_pages",
    "restatements": "see_backbone_pages",
    "funders": "see_backbone_pages",
    **dict.fromkeys(
        (
            *("today", "inbox", "reported", "progress", "sector", "release", "partners"),
            *("send_for", "people", "submission", "goal_editor"),
        ),
        "see_backbone_pages",
    ),
}

# Every command. `machine`: it asks for no person, because its caller can read the home anyway.
COMMANDS: Final[Mapping[str, str]] = {
    "submit": "submit",
    "accept": "accept",
    "return": "return",
    "withdraw": "withdraw",
    "withdraw-published": "withdraw_published",
    "people invite": "look_after_people",
    "people roles": "look_after_people",
    "people remove": "look_after_people",
    "link make": "look_after_people",
    "link revoke": "look_after_people",
    "partner export": "export",
    "funder export": "export_for_funder",
    "sweep": "administer",
    "reflection list": MACHINE,
    **dict.fromkeys(("setback list", "commitment list"), MACHINE),
    **dict.fromkeys(("release prepare", "release amend", "release discard"), "prepare_release"),
    "release publish": "publish_release",
    **dict.fromkeys(("goal change", "goal begin"), "change_goals"),
    **dict.fromkeys(
        (
            *("demo", "init", "serve", "contracts lint", "check", "submissions", "agreements"),
            *("people list", "link list", "audit verify", "backup", "restore", "doctor"),
            *("measure", "status", "goal show", "goal export", "site", "lineage", "funder list"),
            "restatements",
            *("release check", "release list", "release verify", "release attack"),
            *("review list", "review pack", "review minutes"),
        ),
        MACHINE,
    ),
}

# Every route of ours; Streamlit's own are listed in the test that walks them.
ROUTES: Final[Mapping[str, str]] = dict.fromkeys(
    ("/healthz", "/readyz", "/public", "/public/{path:path}"), "see_public"
)

# Every act of `desk.acts` and beside it; `appoint` is needed on top where it is about the backbone.
ACTS: Final[Mapping[str, str]] = {
    "submit": "submit",
    "accept": "accept",
    "return_": "return",
    "withdraw": "withdraw",
    "withdraw_published": "withdraw_published",
    "invite": "look_after_people",
    "change_roles": "look_after_people",
    "remove_person": "look_after_people",
    "make_upload_link": "look_after_people",
    "revoke_upload_link": "look_after_people",
    "accept_invitation": INVITED,
    "export_partner": "export",
    "export_for_funder": "export_for_funder",
    "sweep": "administer",
    "forget_header_match": "submit",
    **dict.fromkeys(("prepare_release", "amend_release", "discard_release"), "prepare_release"),
    "publish_release": "publish_release",
    **dict.fromkeys(
        (
            *("write_setback", "change_setback", "write_adaptation", "change_adaptation"),
            *("check_back", "set_visibility"),
        ),
        "write_learning",
    ),
    **dict.fromkeys(("write_field_note", "change_field_note"), "tell_heard"),
    **dict.fromkeys(("approve_words", "take_back_approval"), "approve_words"),
    **dict.fromkeys(
        (
            *("plan_review", "move_review", "arrange_review", "call_off_review", "open_review"),
            *("decide", "reword_decision", "close_review", "commit_to"),
        ),
        "run_review",
    ),
    "change_commitment": "keep_commitment",
    "answer_round": "reflect",
    **dict.fromkeys(("open_round", "close_round"), "run_reflection"),
    **dict.fromkeys(("change_goal", "begin_goal"), "change_goals"),
}

# Every question of `desk.questions` that is about somebody's data.
QUESTIONS: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        (
            *("submission", "submissions", "inbox", "changes", "replaced_by", "original"),
            *("expected", "to_do", "today", "contracts_of", "period_to_send", "template"),
            *("agreements", "agreement_warnings", "withdrawals", "withdrawal_of"),
            *("draft", "every_release", "due_check_backs", "what_happened"),
        ),
        "see",
    ),
    **dict.fromkeys(
        (
            *("measured", "measured_of_partner", "goal_standing", "goal_view"),
            *("goal_contributions", "goal_explained", "goal_forecast", "goal_year_before"),
            *("sector_parts", "partner_others", "restatements"),
            *("partner_series", "partner_own_standings", "lineage"),
        ),
        "measure",
    ),
    **dict.fromkeys(
        (
            *("check_file", "contracts_to_send", "periods_to_send", "sent_through"),
            "header_matches",
        ),
        "submit",
    ),
    **dict.fromkeys(("accounts", "invitations", "upload_links"), "look_after_people"),
    **dict.fromkeys(("learning", "commitments"), "see_reviews"),
    **dict.fromkeys(("reviews", "review", "review_shown", "review_minutes"), "see_reviews"),
    **dict.fromkeys(("review_planned", "review_captured"), "run_review"),
    **dict.fromkeys(("preparation", "review_planned_before"), "see"),
    **dict.fromkeys(("words_naming", "to_approve"), "approve_words"),
    "report_for_funder": "export_for_funder",
    "trail": "audit",
    **dict.fromkeys(("goal_preview", "goal_decisions"), "change_goals"),
    **dict.fromkeys(("reflection_rounds", "reflection_spreads", "round_to_answer"), "reflect"),
}


class Reach(StrEnum):
    """How far somebody may."""

    OWN = "own"
    SENT = "sent"
    ALL = "all"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table; `reach`: how far each kind of reader may, by column."""

    act: str
    words: str
    reach: Mapping[str, frozenset[Reach]]

    @property
    def for_own(self) -> bool:
        """Whether anybody may for their own partner."""
        return any(Reach.OWN in reach for reach in self.reach.values())


def _parse(table: str) -> Mapping[str, Rule]:
    (_, *columns, _), *rows = (line.split(maxsplit=8) for line in table.strip().splitlines())
    return {
        act: Rule(act, cells[-1], dict(zip(columns, map(_reach, cells), strict=False)))
        for act, *cells in rows
    }


def _reach(cell: str) -> frozenset[Reach]:
    return frozenset() if cell == "-" else frozenset(Reach(word) for word in cell.split("+"))


RULES: Final = _parse(TABLE)
KINDS: Final = tuple(next(iter(RULES.values())).reach)


def kinds_of(person: Person | None) -> tuple[str, ...]:
    """The table's columns somebody stands in; an upload link stands in its own alone."""
    if person is None:
        return ("nobody",)
    return ("link",) if person.link is not None else tuple(sorted(person.roles))


def reach_of(person: Person | None, act: str) -> frozenset[Reach]:
    """How far somebody may do an act: over all their roles."""
    nothing: frozenset[Reach] = frozenset()
    return nothing.union(*(RULES[act].reach[kind] for kind in kinds_of(person)))


def allows(person: Person | None, act: str, *, own: bool = False, sent: bool = False) -> bool:
    """Whether somebody may do an act to something.

    `own`: it belongs to the partner they belong to; `sent`: they sent it themselves.
    """
    reach = reach_of(person, act)
    held = (
        {Reach.ALL, Reach.OPEN}
        | ({Reach.OWN} if own else set())
        | ({Reach.SENT} if sent else set())
    )
    return bool(reach & held)
