"""A small invented story, so that the tests of the engine know nothing of the story that ships."""

from qwenbot.knowledge.model import (
    Cite,
    Date,
    Entity,
    EntityType,
    Entry,
    EntryKind,
    Fact,
    FactStatus,
    Knowledge,
    Lexicon,
    Localised,
    Section,
    Source,
    Story,
)


def en(text: str, **others: str) -> Localised:
    """Make an English text, with others beside it."""
    return Localised.of("en", text, **others)


def fact(fact_id: str, text: str, *entities: str, paragraph: int = 1, by: str | None = None) -> Fact:
    """Make a reported fact of the dam story."""
    return Fact(fact_id, en(text), FactStatus.REPORTED, (Cite("gazette", "news", paragraph),), entities, None, by)


def entry(entry_id: str, questions: tuple[str, ...], answer: str, *about: str, zh: str = "") -> Entry:
    """Make an entry of the dam story."""
    return Entry(entry_id, questions, en(answer, **({"zh": zh} if zh else {})), entities=about or None)


ENTITIES = (
    Entity("mira-holt", "Mira Holt", EntityType.PERSON, ("holt", "mira", "米拉"), ("she", "her")),
    Entity("tom-aster", "Tom Aster", EntityType.PERSON, ("aster", "mayor aster"), ("he", "him", "his")),
    Entity("ana-aster", "Ana Aster", EntityType.PERSON, ("aster", "ana"), ("she", "her")),
    Entity("northwater", "Northwater", EntityType.ORGANISATION, ("the water company",)),
    Entity("larkfield-dam", "Larkfield dam", EntityType.PLACE, ("larkfield", "the dam", "dam")),
    Entity("pump-7", "Pump 7", EntityType.MODEL, ("p-7",)),
    Entity("pump-12", "Pump 12", EntityType.MODEL, ("p-12",)),
)

FACTS = (
    fact("holt-resigned", "Mira Holt resigned as chief engineer on 4 May 2031.", "mira-holt", "larkfield-dam"),
    fact("holt-reason", "The Gazette reported that she left over a cut to repairs.", "mira-holt", by="The Gazette"),
    fact("aster-elected", "Tom Aster was elected mayor in 2029.", "tom-aster", paragraph=2),
    fact("ana-inquiry", "Ana Aster leads the inquiry.", "ana-aster", paragraph=2),
    fact("flow-7", "Pump 7 moves 30 tonnes of water a minute.", "pump-7", paragraph=3),
    fact("flow-12", "Pump 12 moves 85 tonnes of water a minute.", "pump-12", paragraph=3),
    fact("owner", "Northwater owns the dam.", "northwater", "larkfield-dam", paragraph=4),
)

ENTRIES = (
    entry(
        "holt-when",
        ("When did Mira Holt resign?", "holt resignation date", "what day did holt quit", "米拉什么时候辞职的"),
        "Mira Holt resigned on 4 May 2031 [holt-resigned].",
        "mira-holt",
        "larkfield-dam",
        zh="米拉·霍尔特于 2031 年 5 月 4 日辞职 [holt-resigned]。",
    ),
    entry(
        "holt-why",
        ("Why did Mira Holt resign?", "reason for holt quitting", "what made the chief engineer leave"),
        "She left over a cut to repairs, The Gazette reported [holt-reason]. She resigned on 4 May [holt-resigned].",
        "mira-holt",
        "larkfield-dam",
    ),
    entry(
        "holt-who",
        ("Who is Mira Holt?", "holt's job", "who was the chief engineer"),
        "Mira Holt was chief engineer of the dam [holt-resigned].",
        "mira-holt",
        "larkfield-dam",
    ),
    entry(
        "tom-when",
        ("When was Tom Aster elected?", "year tom aster became mayor", "aster election date"),
        "Tom Aster was elected mayor in 2029 [aster-elected].",
        "tom-aster",
    ),
    entry(
        "ana-role",
        ("Who leads the inquiry?", "what is ana aster in charge of", "head of the inquiry"),
        "Ana Aster leads it [ana-inquiry].",
        "ana-aster",
    ),
    entry(
        "flow-small",
        ("How much water does Pump 7 move?", "pump 7 tonnes a minute", "capacity of p-7"),
        "30 tonnes a minute [flow-7].",
        "pump-7",
    ),
    entry(
        "flow-large",
        ("How much water does Pump 12 move?", "pump 12 tonnes a minute", "capacity of p-12"),
        "85 tonnes a minute [flow-12].",
        "pump-12",
    ),
    entry(
        "dam-owner",
        ("Who owns the dam?", "larkfield dam owner", "which company has the dam"),
        "Northwater owns it [owner].",
        "northwater",
        "larkfield-dam",
    ),
    Entry(
        "holt-age",
        ("How old is Mira Holt?", "holt's age", "when was mira holt born"),
        en("The story does not say. She was chief engineer [holt-resigned]."),
        EntryKind.UNKNOWN,
        ("mira-holt",),
    ),
    Entry("greeting", ("hello", "hi there", "good morning"), en("Hello! Ask me about the dam."), EntryKind.CHAT),
)

DAM = Knowledge(
    story=Story(
        "dam", en("The dam"), "en", Date(2031, 5, 9), en("Ask about the Larkfield dam.", zh="可以问水坝的事。")
    ),
    sources=(Source("gazette", en("The Gazette"), "The Gazette", sections=(Section("news", "News", 4),)),),
    entities=ENTITIES,
    facts=FACTS,
    entries=ENTRIES,
    lexicon=Lexicon(
        synonyms=(("resign", "quit", "leave", "step down", "辞职"), ("什么时候", "when")), fillers=("by the way",)
    ),
    out_of_scope=("what is the weather like", "who won the match last night", "how do i bake bread"),
)
