"""Common English words, so that a word spelt right but foreign to a story is not “corrected” to one of the story's.

Base forms; `language.Language.base` brings inflections to them. Not a dictionary: what is missing here is merely taken
for a misspelling if one of the story's words is a letter or two away.
"""

from typing import Final

COMMON: Final = frozenset(
    """
    able absolute accept access accident account achieve across act action active activity actor actual add address
    admit adopt adult advance advantage advice advise affair affect afford afraid agent ago agree ahead aid aim air
    airport alarm album alive allow almost alone along already alright alter amazing among amount analyse ancient
    anger angry animal anniversary annoy answer anxious apart apartment apologise app apparent appeal appear apple
    apply appoint appreciate approach approve architect area argue arm army around arrange arrest arrive art artist
    ask asleep aspect assault asset assign assist assume attach attack attempt attend attitude attract auction aunt
    author auto available average avoid awake award aware away awful baby back bad bag bake balance ball ban band
    bank bar bare base basic basket bath battery battle beach bean bear beat beauty bed beef beer beg behave behind
    believe bell belong below belt bench bend benefit best bet beyond bicycle big bike bill bind bird birth birthday
    bit bite bitter black blade blame blank bless blind block blog blood blow blue board boat body boil bomb bond
    bone bonus book boom boot border bore born borrow boss bother bottle bottom bowl box boy boyfriend brain branch
    brand brave bread breath breathe breed brick bride bridge brief bright bring broad brother brown brush bucket
    budget bug bus business busy butter button buyer cake calculate call calm camera camp campaign cancel cancer
    candidate candle capable capital captain car card care career carry cartoon case cash cast castle cat catch
    category cattle celebrate cell cent center centre century certain chain chair challenge champion chance change
    channel chapter character charge charity charm chart chase chat cheap cheat check cheek cheese chef chemical
    chest chicken chief childhood chip chocolate choice church cigarette cinema circle citizen city claim class
    classic clean clear clever client climate climb clock close cloth clothes cloud club coach coal coast coat
    coffee coin cold collapse colleague collect college colour column combine comedy comfort command comment
    commercial commit common community compare compete complain complete complex concern concert conclude condition
    confess confident confuse congratulate connect consider contact contain content contest context continue
    contrast control convert convince cook cookie cool copy corner cost cotton couch cough council count counter
    country county couple courage course court cousin cover cow crack craft crash crazy cream create credit crew
    crime crisis criticise crop cross crowd crown cruel cry culture cup cure currency curtain custom customer cut
    cute cycle dad daily damage dance danger dare dark date daughter day dead deaf deal dear death debate debt
    decade decide declare decrease deep deer defeat defend define degree delay delete delicious deliver demand
    dentist depend deposit depress depth describe desert deserve design desire desk despite destroy detail develop
    device devil diet differ difficult dig dinner direct dirt dirty disappear disappoint discount discover discuss
    disease dish dislike dismiss distance divide divorce doctor document dog dollar domestic door double doubt
    downtown dozen draft drag drama draw dream dress drink drive drop drug dry due dull dumb dust duty eager ear
    early earn earth ease east easy eat economy edge edit educate education effect efficient effort egg eight either
    elect electric element else email embarrass emerge emotion employ employee empty enable encourage end enemy
    energy engage engine enjoy enough ensure enter entertain entire entry environment equal error escape especially
    essay establish estate estimate evening event eventually evidence evil exact exam examine example excellent
    except exchange excite excuse exercise exhibit exist expand expect expense expensive experience experiment
    expert explode explore export expose express extend extra extreme eye face fact factor factory fail faint fair
    faith fake false fame familiar family famous fan far farm fashion fast fat fate father fault favour favourite
    fear feature fee feed fellow female fence few field fight figure file fill film final finance fine finger finish
    fire firm fish fit fix flag flat flavour flight float floor flow flower fly focus folk follow food foot football
    force foreign forest forget forgive fork formal former forth fortune forward four frame free freedom freeze
    fresh friend frighten front fruit fry fuel fun function fund funny fur furniture further future gain gallery
    game gap garage garden gas gate gather gender general gentle genuine giant gift girl girlfriend glad glass
    global goal god gold gossip govern grab grade grand grandfather grandmother grant grass grateful grave great
    green greet grey grocery ground group guarantee guard guess guest guide guilty guitar gun gym habit hair half
    hall hand handle hang happen happy hard hardly harm hat hate head health healthy heart heat heavy height hell
    help hero hide high hill hire history hit hobby hole holiday home honest hope horrible horse hospital host hot
    hotel hour house hug huge human hundred hungry hunt hurry hurt husband ice idea ideal identify ignore ill image
    imagine immediate immigrant impact import impossible improve inch income increase indeed industry influence
    inform injure inside insist instead insult insure intend interest internal international internet interview
    introduce invent invest investigate invite involve iron island issue item jacket jail jealous jeans job join
    joke journal journalist journey joy judge juice jump junior jury keen key kick kid kill kind king kiss kitchen
    knee knife knock label labour lack lady lake lamp land language laptop large last late laugh launch law lawyer
    lay lazy lead leaf league lean leap learn least leather lecture leg legal lemon lend length lesson letter level
    library licence license lie life lift light limit line link lip list listen literature little live load loan
    local location lock lonely long look loose lord lot loud love lovely low luck lucky lunch machine mad magazine
    magic mail main major male mall manage manager manner map mark market marriage married marry mass master match
    mate material math matter meal measure meat media medical medicine medium member memory mental mention menu
    mercy mess metal method middle mile military milk mind mine minister minor minute mirror miss mistake mix mobile
    modern moment money monkey mood moon moral morning mother motor mountain mouse mouth move movie mum murder
    muscle museum music musician mystery nail naked narrow nation national native nature near nearby nearly neat
    neck needle negative neighbour nephew nerve nervous nest net network new news newspaper nice niece night noise
    noon normal north nose note notice novel nuclear nurse nut obey object obvious occasion ocean odd offer office
    officer official often oil old olympic onion online open operate opinion opportunity opposite option orange
    order ordinary organ organise origin original outcome outside oven owe own owner pack page pain paint pair
    palace pale pan panic paper pardon parent park part particular partner party pass passage passenger passion past
    path patient pattern pause peace peak pen pencil penny pension pepper perfect perform period permit personal pet
    phone photo physical piano pick picture pie piece pig pile pilot pink pipe pizza place plain plan plane planet
    plant plastic plate platform play player please pleasure plenty plot plus pocket poem poet point poison police
    policy polite politics poll pool poor pop popular population port position positive possible pot potato pound
    pour poverty power practice praise pray prefer pregnant prepare present president pretend pretty prevent price
    pride priest prime prince princess print prison private prize probable problem produce product profession
    professor profile profit program programme promise promote proof proper property protect protest proud prove
    provide public publish pull punch punish pure purple purpose purse push puzzle quality quarter queen question
    quick quiet quit quite quote race radio rail rain raise random range rank rare rate rather raw reach react read
    reader ready real realise reality receive recent recipe recognise recommend record recover red reduce refer
    refuse region regret regular reject relate relation relationship relax release religion rely remain remember
    remove rent repair repeat reply report request require rescue research reserve resist respect respond rest
    restaurant result retire return reveal revenue review reward rice rich rid ride ring risk rival river road rob
    rock role roll roof room root rope rough round route row royal rub rubbish rude ruin rule rumour rush sad safe
    sail salad salary sale salt sample sand sandwich satisfy sauce save scale scan scare scene schedule scheme
    school science scientist scissors score scream screen sea search season seat second secret secretary secure seed
    seek seem seldom select self senior sense sentence separate series serious servant serve service session settle
    several severe sex shade shadow shake shame shape share sharp sheep sheet shelf shine ship shirt shock shoe
    shoot shop shore short shot shoulder shout show shower shut shy sick side sight sign signal silence silent silly
    silver similar simple since sing single sister sit site situation size skill skin skirt sky sleep slice slide
    slight slim slip slow small smart smell smile smoke smooth snack snake snow social society sock soft software
    soil soldier solid solve song sorry sort soul sound soup sour source south space spare special speech speed
    spell spend spirit spoil spoon sport spot spread spring square stable staff stage stair stamp standard star
    stare start starve state station statue status stay steady steal steam steel step stick stomach stone store
    storm story straight strange stranger stream street strength stress stretch strict strike string strip strong
    structure struggle student studio study stuff stupid style subject succeed success sudden suffer sugar suggest
    suit summer sun supermarket supper supply support suppose sure surface surprise surround survey survive suspect
    swear sweat sweet swim swing switch sympathy system table tail talent talk tall tap target task taste tax tea
    teach teacher team tear technique technology teen teenager telephone television temperature temple temporary
    tend tennis tent term terrible test text theatre theory thick thief thin third thirsty thousand threat throat
    throw ticket tidy tie tight till tiny tip tire title today toe together toilet tomorrow tone tonight tool tooth
    top topic total touch tough tour tourist toward towel tower town toy track trade tradition traffic train
    transfer translate transport trap travel treat tree trend trial trick trip trouble truck true trust truth try
    tune tunnel twice twin type typical ugly umbrella uncle uniform union unique unit university unless unlike until
    upper upset upstairs urban urge use useful usual vacation valley value van various vast vegetable vehicle
    version victim victory video view village violence virus visit visitor voice volume vote wage waist wake walk
    wall wallet wander war warm warn wash waste watch water wave weak wealth weapon wear weather web website wedding
    week weekend weigh weight weird welcome well west wet whatever wheel whenever whether whistle white whole wide
    wife wild win wind window wine wing winner winter wire wise wish witness woman wonder wonderful wood wool word
    work worker world worry worth wound wrap wrist wrong yard yell yellow yesterday yet young youth zero zone
    """.split()
)
"""Some 1,700 words that people use of anything at all."""
