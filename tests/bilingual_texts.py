"""Twelve texts of 500 characters or more, Welsh and English; every place, body and person in them is invented.

They are for testing only: nothing in the package was tuned on them.
"""

WELSH = (
    (
        "Cofnodion cyfarfod Cyngor Cymuned Llanfair-y-Dŵr, nos Fawrth, 12 Mai 2015. Dywedodd y Cadeirydd, y Cynghorydd Siân Prŷs, fod y tŷ gwâg ger yr ysgol "
        "wedi’i werthu am £84,500. Gofynnodd trigolion “pam na chafodd y gymuned gynnig yn gyntaf?” – ac nid oedd neb yn gallu ateb. Cytunwyd i ysgrifennu at "
        "y sir. Adroddwyd bod dŵr wedi llifo i’r neuadd eto ym mis Ionawr, a bod angen trwsio’r to cyn y gaeaf. Bydd y gwaith yn costio tua £3,200, ac fe "
        "geisir grant. Diolchwyd i’r gwirfoddolwyr am lanhau’r fynwent ac am ofalu am yr hen gofeb wrth y bont dros yr afon."
    ),
    (
        "Mae’r adroddiad hwn yn crynhoi’r hyn a glywyd mewn pedwar gweithdy yn ardal Cwm Gwŷdd. Roedd pobl ifanc yn teimlo nad oedd neb yn gwrando arnynt: "
        "“Dŷn ni’n cael ein beio am bopeth,” meddai un ohonynt. Soniodd pobl hŷn am unigrwydd, am fysiau sy’n gorffen am chwech o’r gloch, ac am golli’r "
        "banc olaf. Yr hyn oedd yn gyffredin oedd awydd i gwrdd yn amlach — nid mewn cyfarfodydd ffurfiol, ond dros baned. Awgrymwyd cronfa fach o £500 i "
        "bob stryd, wedi’i rhannu gan y trigolion eu hunain, heb ffurflenni hir. Mae’r Cyngor Sirol wedi addo ymateb cyn diwedd yr hâf."
    ),
    (
        "Annwyl Gadeirydd, Ysgrifennaf ynglŷn â’r cynnig i gau llyfrgell Pontgerrig. Rwyf wedi byw yma ers deugain mlynedd ac nid wyf erioed wedi gweld y "
        "fath anfodlonrwydd. Bydd cau’r drws yn arbed £19,000 y flwyddyn, medd y swyddogion; ond beth yw pris lle cynnes, tawel a rhad i blant wneud eu "
        "gwaith cartref? Mae fy wyres, Zoë, yn mynd yno bob dydd Mercher. Y mae’r staff yn ei hadnabod wrth ei henw. Gofynnaf i chi, felly, ohirio’r "
        "penderfyniad hyd nes y bydd pawb wedi cael cyfle i siarad – gan gynnwys y rhai nad ydynt yn darllen e-byst. Yr eiddoch yn gywir, Gwenllïan Môn."
    ),
    (
        "Ymddiheuriadau: y Cyng. Tomôs Rhŷn a’r Cyng. Heledd Fôn. Datgan buddiant: dim. Materion yn codi: nodwyd bod y golau stryd ger Ffordd y Môr yn "
        "gweithio unwaith eto. Cynllunio: cais am estyniad i dŷ annedd, Bryn Gŵydd; dim gwrthwynebiad. Cyllid: balans y cyfrif yw £7,415.20 ac mae’r praesept "
        "i aros yr un fath am flwyddyn arall. Cynnig: bod y Cyngor yn gofyn am derfyn o 20 milltir yr awr heibio’r ysgol; fe’i derbyniwyd yn unfrydol. "
        "Dyddiad y cyfarfod nesaf: 9 Mehefin, am saith o’r gloch, yn yr hen gapel. Daeth y cyfarfod i ben am ugain munud i naw."
    ),
    (
        "Bwletin y Cyngor – Gwanwyn. Croeso i rifyn cyntaf y flwyddyn! Agorwyd canolfan newydd yn Aberhelyg ym mis Chwefror, ar ôl tair blynedd o godi arian. "
        "Cyfanswm y gost oedd €240,000, gyda £60,000 gan y gronfa leol a’r gweddill o Ewrop. ‘Mae’n braf gweld y lle’n llawn,’ meddai’r rheolwr. Ceir dosbarth "
        "coginio bob nos Lun, côr ar nos Iau a chlwb gêmau i’r ifanc ar fore Sadwrn. Os hoffech helpu, galwch heibio neu ffoniwch y swyddfa. Cofiwch hefyd am "
        "y diwrnod agored ar y trydydd o Ebrill, pan fydd bwyd am ddim i’r cant cyntaf trwy’r drws."
    ),
    (
        "Trafodwyd cydlyniant cymunedol. Yr oedd rhai o’r farn bod pethau wedi gwella ers i’r ysgolion gydweithio; yr oedd eraill yn anghytuno’n gryf. "
        "Dywedodd cynrychiolydd y mosg fod cymdogion wedi dod â blodau ar ôl y difrod, ac i hynny olygu llawer. Dywedodd y ficer fod y banc bwyd yn awr yn "
        "bwydo tri ugain o deuluoedd bob wythnos, ddwywaith cymaint â’r llynedd. Nid arian yn unig oedd y broblem, meddai, ond diffyg gobaith. Penderfynwyd "
        "gwahodd y prifathro a’r heddlu i’r cyfarfod nesaf, a gofyn i’r wasg leol am sylw teg. Câi pob mudiad ddau funud i siarad. Y tâl mynediad: £2."
    ),
)
ENGLISH = (
    (
        "Minutes of the Tarnbeck Partnership, held on 4 March 2009 in the Old Corn Exchange. The chair, Zoë Hartley-Jones, welcomed members and noted that the "
        "café project was £12,000 over its budget. “We were told it would pay for itself by now,” said one member; others thought that unfair – the street had "
        "been closed for most of the year. It was agreed that the treasurer would bring a revised plan in May. The group then heard about the youth survey. "
        "Of 212 young people asked, about two thirds felt safe in the town centre by day, but only one in five after dark. Lighting, buses and somewhere warm "
        "to go were what they asked for."
    ),
    (
        "The market at Ellerford has changed hands four times since 1998, and each time the traders have been promised a roof. The latest owner has offered "
        "£1.4m towards a covered hall, on condition that the council finds the same. Speakers at the public meeting were divided. A fishmonger whose family has "
        "held the same pitch for ninety years said that nobody would come once the rents went up. A student said she could not afford the place as it was. "
        "The council's officer explained that no decision would be taken before the summer, and that written comments were welcome until then. About forty "
        "people stayed afterwards to look at the drawings."
    ),
    (
        "Dear Editor, Your correspondent (‘Whose park is it?’, 3 June) misses the point. The playing fields at Osney Lane weren’t “given away” – they were let, "
        "for a peppercorn, to a club that has coached 300 children a year ever since. What’s gone wrong is simpler: nobody cuts the grass, nobody empties the "
        "bins and nobody answers the ’phone. I’ve rung eleven times. Last week a very polite voice said my call was important; it wasn’t important enough to "
        "be returned. For what it’s worth, I’d gladly pay another £5 a month if I thought it would be spent within a mile of my front door. Yours, a resident "
        "of twenty-six years’ standing."
    ),
    (
        "Workshop report: what people told us. Newcomers from Poland, Somalia and the Philippines spoke warmly of the two primary schools, and of neighbours who "
        "had helped with forms. Mrs Świątek’s group could not attend, but sent notes. Long-standing residents spoke of pride in the town and of a sense that it "
        "had been forgotten: the baths, the cinema and the railway works had all gone within a decade. Both groups named the same three things – work, housing "
        "and respect. Only one table mentioned religion without being asked. Rents of £650 a month for two rooms were thought shameful by everyone present, "
        "landlords included. Next steps: see annexe B."
    ),
    (
        "PRESS RELEASE. Norwick Borough Council today announced a £2.75 million programme to bring empty homes back into use. Grants of up to £15,000 will be "
        "offered to owners who agree to let at a fair rent for five years. Councillor André Whitlock, who leads on housing, said: “There are 431 empty houses in "
        "this borough and 1,900 families on the list. It doesn’t take a genius.” The opposition group welcomed the money but asked why it had taken so long — "
        "the scheme was first promised in its own manifesto four years ago. Applications open on Monday. Notes to editors: the figures were correct on the day "
        "of issue; ½ of the sum is from reserves."
    ),
    (
        "Evidence of the Hollins Valley Residents’ Association. We represent 86 households in nine streets. Our members’ view is that cohesion isn’t something "
        "which can be delivered; it’s what is left when people are not afraid of each other and have time to talk. Between 2004 and 2011 the number of shops on "
        "the parade fell from 14 to 5. The post office went first. The naïve assumption that everybody shops on-line leaves out the very people whom this "
        "inquiry says it wants to hear from. The temperature in the community room fell to 9°C last February, and the £300 heating grant was spent by then. "
        "We ask for three things: a key, a kettle and a bus."
    ),
)
TEXTS = WELSH + ENGLISH


def writable(text: str, encoding: str) -> str:
    """Write a text with the characters that an encoding has, as its typists did: straight quotes, plain letters."""
    plain = str.maketrans(
        {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "€": "EUR ", "ŵ": "w", "ŷ": "y", "Ŵ": "W", "Ŷ": "Y", "Ś": "S", "ą": "a"}
        | {"½": "1/2", "°": " deg "}
    )
    return "".join(char if _has(encoding, char) else char.translate(plain) for char in text)


def _has(encoding: str, char: str) -> bool:
    return char.encode(encoding, "ignore") != b""
