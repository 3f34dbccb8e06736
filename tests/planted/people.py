"""Pupils who do not exist, as many as are asked for: first names of six origins, surnames put together by a rule, each surname once."""

import itertools

FIRST = {
    "dutch": "Sanne Lotte Fleur Mees Roos Merel Koen Bas Femke Joris Maud Guus Stijn Gijs Siem Floris Teun Hugo Lieke Niek Wout Sander Ties Evi".split(),
    "frisian": "Nynke Sjoerd Jelle Wytse Fokke Sietske Hidde Douwe Baukje Gerben Tjeerd Jurre Rinske Tjitske Femme Ytsje".split(),
    "turkish": "Zeynep Mehmet Gökhan İrem Ömer Çağla Şeyma Yağız Büşra Emre Kaan Defne Elif Kubilay".split(),
    "moroccan": "Yousef Aïsha Mounir Yassin Imane Soufiane Hamza Bilal Ilias Ayoub Safae Hajar Ismaïl Noor".split(),
    "polish": "Łukasz Małgorzata Zofia Wojciech Agnieszka Jakub Kacper Zuzanna Michał Krzysztof Oliwia".split(),
    "surinamese": "Shanti Dwight Quincy Melvin Kavita Priya Dylano Genaro Anaïs Raphaël Jeremiah Sherida".split(),
}
PARTS = {
    "dutch": (("Haver Olden Wester Hazel Elzen Rogge Zomer Winter Boeken Berken Linden Eiken Doorn Kwekel Vlier Molen Kerken Ooster Noorden Zuider "
              "Hoge Lage Kromme Lange Korte Grote Oude Nieuwe Steen Zand Klei Veen Riet Biezen Wilgen").split(), "kamp horst broek donk hoven bergh beek dijk veldt loo hout wijk stee mans zicht water stad rode".split()),
    "frisian": (("Aukes Bou Dooi Elge Fopp Gerk Hette Ids Jorrits Minne Oene Popke Reits Sikke Wopke Abbe Benne Doeke Eeuwe Foekes Geale Haye Ipe "
                "Jouke Lolke").split(), "ma inga stra sma huizen".split()),
    "turkish": ("Kara Demir Yıldız Koca Çelik Güneş Taş Şahin Arslan Altın Bulut Yağmur".split(), "oğlu soy türk kan er".split()),
    "moroccan": ("Haddad Bouz Chak Rahm Zian Tahir Khatt Amran Idriss Ouazz Belk Mans Aboul Benzek Charr Dahm Fadil Ghazz Hamd Jall Lahm Mour Sebb Yaak".split(), "aoui ouni iri idi ani".split()),
    "polish": ("Wiśni Kamień Brzoz Lipow Jawor Dębow Sosn Klonow Grab Olsz Kalin Jarz".split(), "owska ecki ewicz owiak ańska".split()),
    "surinamese": ("Ram Soek Jag Bis Mah Kartod Sen Gang Har Nar Pers Kal Bal Dew Gop Jhin Lal Mang Oed Raghoe Sew Tewar Wong Amat".split(), "dienie aria essar nathsing kromo persad lall sing das".split()),
}
MORE = {"dutch": "meer hof poort bosch lust".split(), "frisian": "dam ga wier".split(), "turkish": "ay taş".split(), "moroccan": "uni ati".split(),
        "polish": "icka uk".split(), "surinamese": "pal nath".split()}  # ends, once those of PARTS are used up
INFIX = {"dutch": ["", "van der", "", "van den", "", "ter", "", "op de"], "moroccan": ["el", "", "ben"]}


class Person:
    def __init__(self, number, first, infix, last):
        self.number, self.first, self.infix, self.last = str(number), first, infix, last
        self.name = " ".join(word for word in (first, infix, last) if word)
        self.surname = " ".join(word for word in (infix, last) if word)
        self.slug = self.name.lower().replace(" ", "-")

    def __str__(self):
        return self.name

    def fits(self, charset):
        try:
            return self.name.encode(charset) is not None
        except UnicodeEncodeError:
            return False


def surnames(origin, ends):
    stems = PARTS[origin][0]
    infixes = itertools.cycle(INFIX.get(origin, [""]))
    for end in ends:
        for stem in stems:
            yield next(infixes), stem + end


def everybody():
    """All that the rule gives, the origins by turns."""
    number = 1000
    for ends in ({origin: PARTS[origin][1] for origin in FIRST}, MORE):
        for first, infix, last in by_turns(ends):
            number += 1
            yield Person(number, first, infix, last)


def by_turns(ends):
    sources = [(zip(itertools.cycle(FIRST[origin]), surnames(origin, ends[origin]))) for origin in FIRST]
    while sources:
        for source in list(sources):
            taken = next(source, None)
            if taken is None:
                sources.remove(source)
                continue
            yield taken[0], *taken[1]
