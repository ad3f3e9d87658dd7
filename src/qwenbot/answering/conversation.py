"""What is remembered from one turn to the next, and how a follow-up becomes a question that stands alone.

The memory is a small value, so nothing leaks between people. A follow-up is resolved into words (“and Yu?” after
“when did Lin leave” is “when did Yu leave”), so that it can be shown, explained and matched like any other question.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from qwenbot.knowledge.model import Entity, EntityType, EntryKind, Knowledge
from qwenbot.matching.query import Mention, Query, Unit
from qwenbot.text.asking import Asking
from qwenbot.text.markup import Marker, pieces
from qwenbot.text.tokens import UNSPACED, is_number, is_unspaced, kind_of_number, tokenise

_PERSON: Final = frozenset({"he", "him", "his", "she", "her", "hers", "他", "她"})
_MANY: Final = frozenset({"they", "them", "their", "theirs"})
_LOOSE: Final = _MANY | {"there"}
"""Those that may stand for somebody, and as well for nobody in particular."""

_NEVER_A_PERSON: Final = frozenset({"it", "its", "that", "this", "there", "those", "these", "它", "那"})
"""Pronouns by what they may stand for; an entity that lists its own goes by those."""

_OPENER: Final = re.compile(
    r"^(?:(?:and|or|but|then|also|so|ok|okay|k|wait|sorry|hm+|oh|ah|yeah|yes|cool|nice|lol|btw|n|&|back to|i meant?|"
    r"i mean|i said|what about|how about|what of|(?:a |one )?(?:different|another|new|next|other|more|unrelated)"
    r" (?:thing|question|topic|subject|one)|changing (?:the )?(?:topic|subject)|unrelated)[\s,.;:!…]+"
    r"|(?:no+|nah|nope|not that|well)(?:\s*[,.;:!…]+\s*|\s+(?=(?:sorry|wait|i meant?|i mean|i said)\b)))+(?=\S)"
    r"|^(?:那么|那(?=[，,\s])|还有|不是?[，,]|不对[，,]?|我是说|我说的是|哦|好的?[，,]|[，,\s])+(?=\S)|(?:呢|呢？)$"
)
"""How a follow-up starts (or ends) that goes on from the question before, or takes it back.

A “no” is a denial elsewhere: it opens only where a comma, or what was meant, follows it.
"""

_THAT_PERSON: Final = (
    (re.compile(r"\b(?:that|this|the same) (?:guy|dude|man|fella|bloke|chap|person)\b"), "he"),
    (re.compile(r"\b(?:that|this|the same) (?:woman|lady)\b"), "she"),
)
"""What is said for “he” and “she”."""

_REMEMBERED: Final = 8
"""Entities that a talk is about."""

_BARE: Final = 2
"""Words of its own that a question may have and still lean on the one before (“on what date?”, “says who?”)."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """The talk so far: `question` is the last one as resolved, `entities` whom it was about, most recent first.

    `entry` is what it was answered with; `offered` are the entries it offered, in the order shown, so that a bare
    number can pick one; `told` are the entries given, latest last; `named` those of the entities that somebody asked
    about.
    """

    entities: tuple[str, ...] = ()
    entry: str | None = None
    question: str = ""
    offered: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    named: frozenset[str] = frozenset()


START: Final = Conversation()
"""A conversation in which nothing has been said."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """A question that a follow-up may stand for; a `binding` one names whom it is about, so it cannot mean less."""

    text: str
    binding: bool


def resolutions(
    query: Query, before: tuple[Query, ...], conversation: Conversation, knowledge: Knowledge
) -> Iterator[Resolution]:
    """Yield what a question may stand for after what went before; nothing for one that stands alone.

    The question is without its opener. `before` is the last question, and the title of what it was answered with:
    people ask in fewer words than a curator.
    A change of subject inherits nothing: a question with a name or words of its own is taken as it is.
    """
    if not before:
        return
    apart = _told_apart(query, conversation, knowledge)
    text = apart.text.strip(" ?？!.")
    if apart is not query and not _only_names(apart):
        yield Resolution(text, binding=True)
        return
    query = apart
    if query.mentions and _only_names(query):
        named_before = next((asked for asked in before if asked.mentions), before[0])
        yield Resolution(_with_other_names(query, named_before), binding=True)
        return
    dated = _with_other_numbers(query, before)
    if dated:
        yield Resolution(dated, binding=True)
        return
    pronounced = text
    for said, pronoun_for in _THAT_PERSON:
        pronounced = said.sub(pronoun_for, pronounced)
    named = _with_names(pronounced, query, conversation, knowledge)
    if named.text != pronounced:
        yield named
        return
    if query.unknown:
        return  # it brings a matter of its own
    pronoun = next((unit for unit in query.units if unit.typed in _NEVER_A_PERSON), None)
    for taken in map(_taken_for_granted, before):
        if pronoun:
            yield Resolution(_replace(text, pronoun.typed, taken), binding=False)
        if _is_bare(query):
            yield Resolution(f"{text} {taken}", binding=False)


def without_opener(text: str) -> str:
    """Return a question without what joins it to the one before (“and”, “no, I meant”)."""
    return _OPENER.sub("", text)


def remember(conversation: Conversation, query: Query, entry_id: str, knowledge: Knowledge) -> Conversation:
    """Keep what the talk is about after an entry has been given for a question."""
    entry = knowledge.entry_by_id[entry_id]
    if entry.kind is EntryKind.CHAT:
        return conversation  # small talk changes no subject
    said = _told_of(entry_id, knowledge)
    # “Who replaced Yu?” goes on about the one who did; “who is Yu?” about Yu.
    of_another = Asking.WHO in query.asking and any(not unit.small and unit.key[0] not in "@?" for unit in query.units)
    new = [entity for entity in said if entity not in query.entities] if of_another else []
    # Whom a member has named is what the talk is about, before those who merely come up in an answer.
    named = [entity for entity in conversation.entities if entity in conversation.named]
    entities = dict.fromkeys((*new, *query.entities, *named, *said, *conversation.entities))
    told = dict.fromkeys((*(entry for entry in conversation.told if entry != entry_id), entry_id))
    return Conversation(
        entities=tuple(entities)[:_REMEMBERED],
        entry=entry_id,
        question=query.text,
        told=tuple(told)[-_REMEMBERED:],
        named=frozenset((*new, *query.entities, *named)),
    )


def _told_apart(query: Query, conversation: Conversation, knowledge: Knowledge) -> Query:
    """Return a question in which “the other Aster” is the one of that name who was not just talked of."""
    for mention in query.mentions:
        before = next((entity for entity in conversation.entities if entity in mention.entities), None)
        left = [entity for entity in mention.entities if entity != before]
        if before is None or len(left) != 1:
            continue
        name = knowledge.entity_by_id[left[0]].name.casefold()
        text = _replace(_replace(query.text, f"the other {mention.typed}", name), f"other {mention.typed}", name)
        if text != query.text:
            mentions = tuple(Mention(name, (left[0],)) if one is mention else one for one in query.mentions)
            return replace(query, text=text, mentions=mentions)
    return query


def _only_names(query: Query) -> bool:
    """Say whether a question is names and nothing else (“Yu?”, “Zhou Hao”)."""
    return all(unit.small or unit.key[0] == "@" for unit in query.units)


def _is_bare(query: Query) -> bool:
    own = [unit for unit in query.units if not unit.small and unit.key[0] != "?"]
    return len(own) <= _BARE and not query.mentions and not any(unit.strange or is_number(unit.key) for unit in own)


def _with_other_names(query: Query, before: Query) -> str:
    """Put the new names in the place of the old ones in the question before."""
    new = " ".join(dict.fromkeys(mention.typed for mention in query.mentions))
    if not before.mentions:
        return f"{before.text} {new}"
    text = before.text
    for mention in before.mentions[1:]:
        text = _replace(text, mention.typed, " ")
    text = _replace(text, before.mentions[0].typed, new)
    return text if new in text else f"{text} {new}"


def _with_other_numbers(query: Query, before: tuple[Query, ...]) -> str:
    """Put a number that is all the question says in the place of one of its kind (“and in 2024?”); else nothing."""
    said = [unit for unit in query.units if not unit.small]
    if len(said) != 1 or said[0].key not in query.numbers:
        return ""
    kind = kind_of_number(said[0].key)
    for asked in before:
        old = [unit for unit in asked.units if unit.key in asked.numbers and kind_of_number(unit.key) is kind]
        if len(old) == 1:
            return _replace(asked.text, old[0].typed, said[0].typed)
    return ""


def _with_names(text: str, query: Query, conversation: Conversation, knowledge: Knowledge) -> Resolution:
    """Put the names of those whom the talk is about in the place of the pronouns that fit them.

    Behind a person's name a pronoun means that person (“and Yu, where did he go?”).
    """
    entities = [knowledge.entity_by_id[entity] for entity in conversation.entities if entity in knowledge.entity_by_id]
    used, binding = set(query.entities), False
    people = [mention for mention in query.mentions if _is_person(mention, knowledge)]
    several = _talks_of_several(conversation, knowledge)
    named_at = min((found.start() for one in people if (found := _words(one.typed).search(text))), default=len(text))
    for token in tokenise(text):
        typed = token.partition("'")[0]
        if several and typed in _MANY:
            continue  # they are all of them
        entity = next((e for e in entities if e.id not in used and _stands_for(typed, e, conversation)), None)
        found = _words(typed).search(text) if entity else None
        if entity and found and (entity.type is not EntityType.PERSON or found.start() < named_at):
            used.add(entity.id)
            text = _replace(text, typed, entity.name)
            binding = binding or typed not in _LOOSE
    return Resolution(text, binding)


def _talks_of_several(conversation: Conversation, knowledge: Knowledge) -> bool:
    """Say whether “they” are several people: those whom a member named, or with none of them those last told of."""
    people = {entity.id for entity in knowledge.entities if entity.type is EntityType.PERSON}
    named = people & conversation.named
    return len(named or people.intersection(_told_of(conversation.entry, knowledge))) > 1


def _told_of(entry_id: str | None, knowledge: Knowledge) -> list[str]:
    """Return the entities of the facts that an entry's answer cites, in order."""
    entry = knowledge.entry_by_id.get(entry_id or "")
    if entry is None:
        return []
    cited = dict.fromkeys(piece.fact for piece in pieces(entry.answer.text()) if isinstance(piece, Marker))
    return [entity for fact in cited for entity in knowledge.fact_by_id[fact].entities]


def _is_person(mention: Mention, knowledge: Knowledge) -> bool:
    return any(knowledge.entity_by_id[entity].type is EntityType.PERSON for entity in mention.entities)


def _stands_for(word: str, entity: Entity, conversation: Conversation) -> bool:
    if entity.type is EntityType.PERSON:
        return word in (entity.pronouns or _PERSON)
    of_a_place = entity.type in {EntityType.ORGANISATION, EntityType.PLACE, EntityType.EVENT}
    return word == "there" and of_a_place and entity.id in conversation.named


def _taken_for_granted(query: Query) -> str:
    """Return a question without its question words and auxiliaries: what it takes for granted."""
    kept: list[Unit] = [unit for unit in query.units if unit.key[0] != "?" and unit.key not in {"do", "be"}]
    return " ".join(dict.fromkeys(unit.typed for unit in kept))


def _replace(text: str, word: str, by: str) -> str:
    return _words(word).sub(lambda _: by, text, count=1)


def _words(typed: str) -> re.Pattern[str]:
    """Return what finds a unit's words in a text, whatever stands between them there (“qwen3.5”, “step-down”)."""
    tokens = tokenise(typed)
    words = r"[\W_]*".join(map(re.escape, tokens))
    return re.compile(f"(?<!{_like(tokens[0][0])}){words}(?!{_like(tokens[-1][-1])})")


def _like(character: str) -> str:
    """Return a pattern for the characters that would go on with the word or the number that this one is part of."""
    if is_unspaced(character):
        return r"[^\s\S]"
    return r"\d" if character.isdigit() else rf"[^\W\d_{UNSPACED}]"
