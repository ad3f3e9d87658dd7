"""What a matcher must know of English however curated the story is: spoken forms, irregular verbs, small words.

Tables, not rules of grammar. Regular endings are the stemmer's business; what words mean in a story is its lexicon's.
"""

from collections.abc import Mapping
from typing import Final


def _table(text: str) -> Mapping[str, tuple[str, ...]]:
    """Read `typed=meant` pairs; several typed forms are separated by commas, several meant words by underscores."""
    pairs = (pair.split("=") for pair in text.split())
    return {typed: tuple(meant.split("_")) for many, meant in pairs for typed in many.split(",")}


SPOKEN: Final = _table(
    """
    u,ya,yall=you ur=your r=are y,wy=why wat,wut,wht,whut,wot=what wen,wehn,whn=when hwo,hw,hwos=how
    whr,wher,whre,wheres=where
    whos=who whose=who whom=who whats,wats,wuts,wots,whatre=what whens=when hows=how whys=why thats=that
    whatd,whatdid=what_did whod=who_did whered=where_did whend=when_did whyd=why_did howd=how_did
    didnt=did_not doesnt,doesn=does_not dont=do_not isnt=is_not wasnt=was_not arent=are_not werent=were_not
    cant,cannot=can_not couldnt=could_not wont=will_not wouldnt=would_not hasnt=has_not havent=have_not hadnt=had_not
    shouldnt=should_not aint=is_not hes=he shes=she theyre=they im=i ive=i youre=you its=it theres=there
    m8=mate gr8=great w8=wait h8=hate l8r=later 2day=today 2nite=tonight 2moro=tomorrow
    abt=about bc,cuz,coz,cos,becuz=because ppl,peeps,folks=people rly,rlly=really rn=now b4=before w=with thx,ty=thanks
    hav=have sed=said gud=good bak=back plz=please
    gonna=going_to wanna=want_to gotta=have_to lemme=let_me gimme=give_me kinda=kind_of
    guys,fella,bloke=guy pls,plss=please msg=message yr=year yrs=years
    two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12 thirteen=13 fourteen=14
    fifteen,fifteenth=15 sixteen=16 seventeen=17 eighteen=18 nineteen=19 twenty=20 thirty=30 forty=40 fifty=50 sixty=60
    seventy=70 eighty=80 ninety=90 hundred=100 pct=percent
    jan=january feb=february mar=march apr=april aug=august sept,sep=september oct=october nov=november dec=december
    """
)
"""Spoken, clipped and chat spellings, and numbers in words, with the words they stand for."""

CHAT_DIGITS: Final[Mapping[str, str]] = {"2": "to", "4": "for"}
"""Digits typed for the words that sound like them."""

BEHIND_CHAT_DIGITS: Final = frozenset(
    """
    u ya me him her them us it the a an his their my your our this that who whom what wat wut where when which why how
    be do go get
    """.split()
)
"""Words before which such a digit is that word: “moved 2 where”, but “2 leaders” and “2 of them”."""

IRREGULAR: Final = {
    typed: meant[0]
    for typed, meant in _table(
        """
        left,leaving=leave went,gone,goes,going=go said,says=say told=tell fell,fallen=fall rose,risen=rise
        wrote,written,writing=write beaten,beating=beat was,were,is,are,am,been,being=be did,does,done,doing=do
        has,had,having=have made,making=make took,taken,taking=take gave,given,giving=give got,gotten,getting=get
        came,coming=come ran=run led=lead paid=pay lost,losing=lose built=build sent=send thought=think
        knew,known=know felt=feel kept=keep bought=buy sold=sell won=win broke,broken=break spoke,spoken=speak
        met=meet held=hold began,begun=begin became=become grew,grown=grow saw,seen=see heard=hear chose,chosen=choose
        shrank,shrunk=shrink sank,sunk=sink found=find stood=stand understood=understand brought=bring meant=mean
        people=person children=child ceos=ceo ctos=cto better=good worse=bad
        """
    ).items()
}
"""Irregular forms and the word they are a form of."""

FILLERS: Final = (
    *"please kindly hey hi hello ok okay well so just really actually basically literally honestly exactly".split(),
    *"like um uh hm hmm oh ah btw lol lmao omg tho though anyway then also even fyi tbh imo ngl fr bro".split(),
    *"dude guy man mate sir quickly maybe perhaps simply right correct yeah yep wait explain curious".split(),
    *("tell me", "can you tell me", "could you tell me", "do you know", "does anyone know", "anyone know"),
    *(
        "i want to know",
        "i wanna know",
        "let me know",
        "i wonder",
        "i was wondering",
        "can you",
        "could you",
        "would you",
    ),
    *("give me", "remind me", "any idea", "i heard", "i read", "is it true that", "is it true", "so basically"),
    *("or not", "or nah", "or what", "quick question", "out of curiosity"),
    *("according to the story", "according to the article", "in the story", "in the article"),
    *("does the story say", "does the article say", "does the article mention", "does the story mention"),
)
"""Words and phrases of politeness and hesitation, which add nothing to what is asked."""

FUNCTION_WORDS: Final = frozenset(
    """
    a an the of to in on at by for from with about as into between during and or but if
    than that this these those there here it its he him his she her hers they them their theirs we us our i my me you
    your be do have will would shall should can could may might must not no nor too very much many more most some any
    each every both all same such only other another what which who when where why how still
    ever because while until once else one ones thing things something anything someone anyone everyone
    """.split()
)
"""Words that hold a sentence together: not knowing one in a story's own phrasings says nothing about the question."""

AUXILIARIES: Final = frozenset("do be have will would can could should shall may might must".split())
"""Verbs that a yes-or-no question starts with, in their base forms; “didn't he go?” asks no other than “did he go?”"""

NEGATIONS: Final = frozenset(
    {"not", "never", "no", "nobody", "none", "nothing", "neither", "without", "refuse", "deny"}
)
"""Words that turn a statement round."""
