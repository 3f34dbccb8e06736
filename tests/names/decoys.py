"""Texts in which no pupil of the register is named in full, though words of their names stand there. What is found here as certain or likely is a false
alarm. Kinds as in practice: words that are names, staff, streets, shops, authors, namesakes of half a name."""
import forms
import people

STRANGERS_FIRST = "Willemijn Rutger Cornelie Ewout Geertruida Alwin Thirza Jochem Mechteld Diederik Sigrid Godelieve Wubbo Desirée Ferdinand Hortense Ignace Jacomijn".split()
STRANGERS_LAST = "Quispel Zandbelt Wentink Uylenburg Rijpstra Ketelaar Ochtman Fabricius Heethuis Dorrepaal Nagtzaam Croon Blokzijl Ammerlaan".split()
TITLES = """juf juffrouw meester meneer mevrouw mevr. mw. dhr. leerkracht leraar docent directeur directrice conciërge burgemeester wethouder schrijver schrijfster auteur
illustrator dokter tandarts notaris drs. dr. ir. prof. opa oma familie bakker slager voorzitter penningmeester intern\u00a0begeleider gymleraar stagiaire trainer""".split()
STREETS = "straat laan weg plein hof kade singel dijk gracht steeg pad park plantsoen markt dreef".split()
ORGANISATIONS = "Stichting {}|Museum {}|Basisschool {}|Theater {}|{} Fotografie|{} BV|Bibliotheek {}|Sportpark {}|Autobedrijf {}|Garage {}|{} Makelaars|Kapsalon {}|Hotel {}|{} Accountants|Boekhandel {}".split("|")
WORDS = """De {} bakt elke ochtend vers brood.|We zagen een {} in het bos.|Een {} is geen hond.|Het is {} en het waait.|Met {} en al naar buiten!|de kleine {} van het sprookje
|Wie wordt de {} van de klas?|In de {} lag een bal.|{} is een mooi woord.|Het boek gaat over een {}.|een {} en twee beren""".replace("\n", "").split("|")
WORD_NAMES = """bakker visser mulder bos vos dekker brouwer kok maas koster prins huisman post kuiper kramer vink groen jonker boer schipper koning mol molenaar stam
kroon groot timmer schaap roos koopman vonk snijders boon klein wolf storm mees jet max mark april merel puck koen lieve linde nova rein raven bloem zomer juli
vos veer son maan""".split()
FAMOUS = """Anne Frank|Willem van Oranje|Vincent van Gogh|Jip en Janneke|Annie M.G. Schmidt|Paul van Loon|Jacques Vriens|Michiel de Ruyter|Rembrandt van Rijn|Aletta Jacobs
|Johan Cruijff|koning Willem-Alexander|prinses Amalia|Dolf Verroen|Piet Hein|Hugo de Groot|Johan de Wit|Carry Slee|Francine Oomen|Tonke Dragt|Jan Terlouw|Max Velthuijs|Dick Bruna
|Mies Bouwman|Jan Klaassen|Sinterklaas|Floris de Vijfde|Karel de Grote|Jeroen Bosch|Jan Wolkers|Thea Beckman|Guus Kuijer|Marc de Bel|Mark Rutte|Mees Kees|Roos Boonstra""".replace("\n", "").split("|")
PLACES = "Apeldoorn Leeuwarden Vlieland Bergen Den\u00a0Haag Den\u00a0Bosch Loon\u00a0op\u00a0Zand Heemskerk Lier Brugge Urk Veenendaal Amersfoort Leeuwen Wijk\u00a0bij\u00a0Duurstede Dam Meer Horst Laan Kampen".split()
SENTENCES = ["Vandaag kwam {} langs.", "{} opende de tentoonstelling.", "Wij spraken met {} over vroeger.", "Foto: {}", "Dank aan {} voor de hulp.", "Het boek van {} is mooi.", "- {}", "De lezing van {} begint om acht uur.",
             "{}", "Volgens {} is het klaar."]
SLUGS = """achtergrond-header-logo.png|groep-7-schoolreis-2024.jpg|wp-content/uploads/2024/06/de-boer-op.jpg|bakker-bezoek-groep-3.jpg|koning-en-koningin.png|kerst-in-het-bos-2.jpg
|IMG_20240612_101112.jpg|nieuwsbrief-12-juni.pdf|de-lange-dag.html|roos-en-vink.jpg|mark-en-de-wolf.mp4|zomer-2023.zip|vos-in-het-veen.jpg|moestuin-in-april.jpg|groot-en-klein.png|van-dijk-tot-dam.jpg
|style.min.css|jquery-3.6.0.min.js|maan-roos-vis.pdf|dans-en-sport-in-de-hal.jpg|max-200x300.jpg|iris-scan.png|storm-op-zee.jpg|de-wit-zwarte-foto.jpg|timmerman-op-bezoek.jpg|bos-dag-2022-150x150.jpg""".replace("\n", "").split("|")


def pairs(everyone):
    """All that pupils may be called: no decoy may say it."""
    names = set()
    for p in everyone:
        firsts = {p.first, *p.first.split("-"), *p.first_names.split(), *(a.split(" ")[0] for a in p.aliases)}
        lasts = {forms.plain(w).lower() for w in forms.words(p.surname)} - {"de", "van", "der", "den", "ten", "ter", "te", "het", "t", "el", "al"}
        names |= {(forms.plain(f).lower(), last) for f in firsts for last in lasts}
    return names


def near(a, b):
    """At most one letter apart, ij as y."""
    a, b = (forms.plain(x).lower().replace("ij", "y") for x in (a, b))
    if abs(len(a) - len(b)) > 1:
        return False
    head = 0
    while head < min(len(a), len(b)) and a[head] == b[head]:
        head += 1
    tail = 0
    while tail < min(len(a), len(b)) - head and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    return max(len(a), len(b)) - head - tail <= 2


def is_free(first, person, everyone):
    """Nobody has this first name with this surname, or one like it."""
    for p in everyone:
        firsts = [p.first, *p.first.split("-"), *p.first_names.split(), *(a.split(" ")[0] for a in p.aliases)]
        if any(near(first, f) for f in firsts) and any(near(a, b) for a in forms.words(p.last) for b in forms.words(person.last)):
            return False
    return True


def stranger(rng, person):
    return rng.choice(STRANGERS_FIRST) + " " + person.surname


def make(rng, everyone):
    pupils = [p for p in everyone if p.role == "pupil"]
    sentence = lambda name: rng.choice(SENTENCES).format(name)
    pick = lambda: rng.choice(pupils)
    for _ in range(130):
        yield "title", "prose", sentence(f"{rng.choice(TITLES)} {forms.capital(pick().surname)}")
    for _ in range(60):
        yield "title-first-name", "prose", sentence(f"{rng.choice(TITLES[:8])} {pick().first}")
    for _ in range(120):
        yield "other-first-name", "prose", sentence(stranger(rng, pick()))
    for _ in range(120):
        yield "other-surname", "prose", sentence(f"{pick().first} {rng.choice(['', 'van ', 'de ', 'van der '])}{rng.choice(STRANGERS_LAST)}")
    done = 0
    while done < 150:
        first, person = pick().first, pick()
        if is_free(first, person, everyone):
            done += 1
            yield "two-pupils", "prose", sentence(f"{first} {person.surname}")
    for _ in range(120):
        yield "street", "prose", sentence(rng.choice([f"{forms.capital(pick().surname)}{rng.choice(STREETS)} {rng.randint(1, 99)}", f"{forms.capital(pick().surname)} {rng.choice(STREETS)}",
                                                      f"{pick().first} {rng.choice(STRANGERS_LAST)}{rng.choice(STREETS)} {rng.randint(1, 99)}", f"{forms.words(pick().last)[0]}{rng.choice(STREETS)} {rng.randint(1, 200)}, 1234 AB"]))
    for _ in range(120):
        yield "organisation", "prose", sentence(rng.choice(ORGANISATIONS).format(forms.capital(pick().surname)))
    for _ in range(60):
        person = pick()
        yield "class-letter", "prose", sentence(f"{rng.randint(1, 8)}{forms.plain(person.first)[0].upper()} {forms.capital(person.surname)}")
    for _ in range(40):
        yield "words-in-capitals", "prose", f"{rng.choice(['KUNST', 'WINTER', 'SPORT', 'TAAL'])} {rng.choice(['EN', 'MET', 'DAN', 'BIJ'])} {forms.upper(rng.choice(people.PLAIN))}"
    for word in WORD_NAMES * 4:
        text = rng.choice(WORDS).format(word)
        yield "word", "prose", forms.capital(text)
    for name in FAMOUS * 3:
        yield "famous", "prose", sentence(name)
    for _ in range(60):
        yield "town", "prose", sentence(f"{rng.choice(['burgemeester van ', 'de trein naar ', 'het strand van ', 'het museum in '])}{rng.choice(PLACES)}")
    for _ in range(100):
        first, person = pick().first, pick()
        if is_free(first, person, everyone):
            yield "sentence-border", "prose", rng.choice([f"De bal was voor {first}. {forms.capital(person.surname)} keek toe.", f"Eerst kwam {first}; {person.last} later.", f"Dag {first}! {forms.capital(person.surname)} is ziek.",
                                                          f"{first}, {pick().first} en {rng.choice(STRANGERS_FIRST)} wonnen.", f"Hallo {first}\n\n{forms.capital(person.surname)} Fotografie"])
    for _ in range(100):
        yield "first-names", "prose", ", ".join(rng.sample(sorted({p.first for p in pupils if "-" not in p.first and p.first not in ("Vos", "Wolf", "Mol", "Roos")}), 4)) + " en " + pick().first + " deden mee."
    for slug in SLUGS * 6:
        yield "slug", "slug", slug
    for _ in range(60):
        yield "other-slug", "slug", f"{rng.choice(STRANGERS_FIRST).lower()}-{forms.slug(people.Person(0, 'X', (p := pick()).infix, p.last), '-')[2:]}.jpg"
    for _ in range(60):
        yield "other-mail", "slug", f"{rng.choice(STRANGERS_FIRST).lower()}.{''.join(forms.words(forms.plain(rng.choice(STRANGERS_LAST)).lower()))}@vlinderhof.example"
    for _ in range(60):
        yield "plural", "prose", rng.choice(["De {}s van hiernaast komen ook.", "Alle {}tjes op een rij.", "familie {} bedankt iedereen", "de {}jes waren er ook"]).format(rng.choice(people.PLAIN))
    for _ in range(60):
        first, person = pick().first, pick()
        if is_free(first, person, everyone):
            yield "table", "prose", f"{first}\t{rng.choice(STRANGERS_LAST)}\n{rng.choice(STRANGERS_FIRST)}\t{person.last}\n"
