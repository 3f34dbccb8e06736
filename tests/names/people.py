"""A school that does not exist: 500 pupils, staff and parents, whose names come from parts that are common in the Netherlands.

Every person is put together by chance from lists of first names, particles and surnames; nobody is meant.
"""
import random

FIRST = """Sanne Tom Bart Emma Daan Sem Lotte Noor Fleur Mees Roos Bo Max Mark April Merel Puck Koen Bas Ben Storm Wolf Jet Jan Klaas Iris
Lieve Linde Madelief Nova Raven Rein Sterre Tim Saar Sam Senna Sil Tijn Pim Luna Juli Vos Veer Thijs Lars Femke Joris Maud Guus Liv Julia
Mila Sofie Lucas Levi Finn Milan Jesse Ruben Thomas Stijn Gijs Siem Floris Teun Hugo Olivia Eva Anna Lynn Nina Fenna Isa Vera Elin Hanna
Charlotte Christiaan Philip Chris Theo IJsbrand Tjitske Sjoerd Jelle Wytse Fokke Sietske Hidde Douwe Baukje Nynke Gerben Tjeerd Jurre Rinske
Mohamed Yousef Fatima Aïsha Ayşe Zeynep Mehmet Gökhan İrem Ömer Çağla Şeyma Yağız Büşra Mounir Yassin Imane Soufiane Nadia Hamza Bilal
Ilias Ayoub Safae Łukasz Krzysztof Małgorzata Zofia Wojciech Agnieszka Jakub Kacper Zuzanna Michał Chen Mei Priya Rohan Kavita Shanti Jayden
Quincy Dwight Genaro Zoë Chloë Daniël Raphaël Noëlle Anaïs Loïs Joël Björn Søren Đorđe Jürgen André René Inés José Yara Amira Dina Omar
Jan-Pieter Anne-Sophie Jan-Willem Marie-Louise Pieter-Bas Lisa-Marie Annelien Marijn Robin Bram Cas Niek Wout Kees Piet Sander Jasper Ole
Dex Benjamin Boaz Ties Mats Otis Abel Adam David Simon Elias Isabel Elise Rosalie Nora Lieke Suze Jasmijn Amber Benthe Evi Liz Loes Tess""".split()

PLAIN = """Bakker Visser Mulder Bos Vos Peters Dekker Brouwer Kok Schouten Maas Koster Prins Huisman Blom Kuipers Post Kuiper Kramer Vink Groen
Jonker Boer Schipper Koning Evers Mol Molenaar Stam Kroon Groot Timmer Wouters Schaap Roos Pronk Koopman Vonk Snijders Boon Klein Stevens
Jansen Janssen Hendriks Smit Smits Meijer Meyer Willems Jacobs Hoekstra Dijkstra Postma Terpstra Zijlstra Bouma Kooistra Veenstra Wiersma
Bergsma Jongsma Haitsma Feenstra Elzinga Huizinga Hermans Martens Gerritsen Driessen Aartsen Cornelissen Bosman Vermeulen Verhoeven
Verbeek Sanders Scholten Hofman Lammers Zonneveld Kortekaas Groeneweg Steenbergen Nieuwenhuis Oosterhuis Veldman Veldkamp Looije Looijé
Yılmaz Yıldırım Öztürk Çelik Şahin Demir Kaya Koçyiğit Aydın Güneş Bouzid Amrani Benali Idrissi Chakir Ziani Tahiri Bensaïd Ouali Rahmouni
Wiśniewski Kowalska Nowak Wójcik Kamińska Lewandowski Zieliński Szymańska Dąbrowski Kozłowska Ramdin Soekhoe Mahabier Ramsaran Kartodikromo
Pengel Tjon-A-Tsien Bouterse-Kanhai Pinas Martina Croes Winklaar Wang Li Nguyễn Trần Müller Größer Ødegård Sørensen Ðukić Kovačević Jović
O'Brien D'Angelo McCarthy Abdelkader Abou-Taleb Sint-Jago Kleinjan Grootveld Oudejans Lutjeboer Loo Aa Es Vree Ras""".split()

# (particle, base)
PARTICLED = [tuple(name.rsplit(" ", 1)) for name in """de Vries|de Jong|de Boer|de Groot|de Wit|de Graaf|de Haan|de Bruin|de Bruijn|de Jonge|de Ruiter|de Lange
de Koning|de Leeuw|de Vos|de Wolf|den Hartog|den Ouden|ten Have|ten Brink|ter Horst|ter Haar|te Velde|van Dijk|van Leeuwen|van Beek|van Dam|van Veen|van Es
van Loon|van Lier|van Wijk|van Rooijen|van Kampen|van Vliet|van den Berg|van den Heuvel|van den Broek|van den Bosch|van der Meer|van der Linden|van der Veen
van der Wal|van der Zee|van der Heijden|van der Laan|van der Meulen|van der Horst|van der Ploeg|van de Ven|van de Velde|van de Wiel|van de Kamp|van 't Hof
van 't Hoff|in 't Veld|op 't Hof|'t Hart|'t Hoen|op den Akker|op de Weegh|in de Graaf|uit den Boogaard|uit de Weerd|bij de Vaate|bij de Leij|aan de Stegge
van het Hek|van ter Toolen|el Hamdaoui|El Khattabi|el Amrani|al Rashid|ben Haddou|von Berg|von der Heide|du Pont|de la Cruz|da Silva|dos Santos|di Rossi|zur Mühlen
la Roi|le Grand|over de Linden|onder de Boom|voor den Dag|tot Nederveen|'s Gravesande""".replace("\n", "|").split("|")]

STUCK = ["Aït Ben Haddou", "Ouled Ali", "El Idrissi", "Ben Said", "Ait Lahcen", "Oude Elferink", "Klein Gunnewiek", "Groot Koerkamp", "Tjon A Kon", "Lo Fo Wong",
         "Tjin A Djie", "Chin A Fat", "Olde Monnikhof", "Abd El Karim", "Van Damme", "De Smet", "Le Blanc", "Mac Donald"]
DOUBLE = ["Jansen-van der Meer", "Bakker-de Vries", "Hoekstra-Postma", "van den Berg-Yılmaz", "de Wit-Smeets", "Groenlo-van Groenen", "Visser Mulder",
          "Willems-ter Horst", "Benali-van 't Zand", "van Rooijen-Öztürk", "Kaya-Demirtaş", "Lewandowski-Bos", "Smulders-de Waal", "Hartog-van Beekum"]
LATIN = "Johannes Maria Cornelia Wilhelmus Adriana Theodorus Catharina Antonius Elisabeth Petrus Margaretha Hendrikus Aleida Christina Philippus".split()
GROUPS = [f"{n}{l}" for n in range(3, 9) for l in "AB"] + ["Vlinders", "Egels"]
STAFF_FIRST = "Marjan Ingrid Petra Henk Gerard Anita Ellen Ruud Saskia Wilma Bert Yvonne Hans Mirjam Paul".split()
STAFF_LAST = [("", "Bakker"), ("de", "Vries"), ("", "Mulder"), ("", "Jansen"), ("van den", "Berg"), ("", "Hoekstra"), ("", "Visser"), ("", "Yılmaz"), ("de", "Boer"),
              ("", "Smit"), ("van", "Dijk"), ("", "Koster"), ("", "Wouters"), ("", "Peters"), ("", "Timmer")]


class Person:
    def __init__(self, number, first, infix, last, **more):
        self.number, self.first, self.infix, self.last = number, first, infix, last
        self.first_names = more.get("first_names", "")
        self.initials = more.get("initials", "")
        self.aliases = more.get("aliases", [])
        self.group = more.get("group", "")
        self.role = more.get("role", "pupil")
        self.official = more.get("official", "")
        self.stored_infix, self.stored_last = more.get("stored", (infix, last))

    @property
    def surname(self):
        return (self.infix + " " + self.last) if self.infix and not self.infix.endswith("'") else self.infix + self.last

    @property
    def name(self):
        return self.first + " " + self.surname

    def row(self):
        return "\t".join([self.first, self.first_names, self.initials, self.stored_infix, self.stored_last, self.official,
                          ";".join(self.aliases), self.group, self.role])


def surname_of(rng):
    draw = rng.random()
    if draw < .36:
        return rng.choice(PARTICLED)
    if draw < .44:
        return "", rng.choice(STUCK)
    if draw < .52:
        double = rng.choice(DOUBLE)
        for infix in ("van den ", "van ", "de "):
            if double.startswith(infix):
                return infix.strip(), double[len(infix):]
        return "", double
    return "", rng.choice(PLAIN)


def stored(rng, infix, last):
    """How the school's system holds it: particle in its own column, in the surname, behind it, or twice."""
    if not infix:
        return infix, last
    draw = rng.random()
    if draw < .7:
        return infix, last
    if draw < .85:
        return "", infix + " " + last
    if draw < .95:
        return "", last + ", " + infix
    return infix, infix + " " + last


def school(rng):
    """500 pupils, 15 staff. Names may not repeat, apart from a few namesakes in different groups; brothers and sisters there are."""
    people, seen = [], set()
    while len(people) < 492:
        infix, last = surname_of(rng)
        first = rng.choice(FIRST)
        if (first, infix, last) in seen:
            continue
        seen.add((first, infix, last))
        more = {"group": rng.choice(GROUPS), "stored": stored(rng, infix, last)}
        draw = rng.random()
        if draw < .3:
            names = [first] + rng.sample(LATIN, rng.randint(1, 2))
            more["first_names"] = " ".join(names)
        elif draw < .4:
            more["first_names"] = " ".join(rng.sample(LATIN, 2))
        if draw > .9:
            more["aliases"] = [first[:3] + "ie"] if draw > .95 else [first[:4] + "je Zomerdijk"]
        people.append(Person(len(people), first, infix, last, **more))
    for index in range(8):  # brothers and sisters
        other = people[index * 7]
        first = rng.choice([f for f in FIRST if (f, other.infix, other.last) not in seen])
        seen.add((first, other.infix, other.last))
        people.append(Person(len(people), first, other.infix, other.last, group=rng.choice(GROUPS)))
    for first, (infix, last) in zip(STAFF_FIRST, STAFF_LAST):
        people.append(Person(len(people), first, infix, last, role="staff"))
    return people


if __name__ == "__main__":
    for person in school(random.Random(1)):
        print(person.row())
