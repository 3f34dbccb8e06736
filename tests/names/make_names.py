#!/usr/bin/env python3
"""make_names.py FOLDER [SEED]: writes people.tsv, planted.tsv and decoys.tsv, the same ones for the same seed.

planted.tsv: form, class, carrier, person, start, end (bytes), text. decoys.tsv: kind, carrier, text. Line breaks, tabs and backslashes are escaped.
"""
import os
import random
import sys

import decoys
import forms
import people

PER_FORM = 40
PROSE = """Vandaag won {} de eerste prijs. | Op de foto staat {} met een grote taart. | Wij feliciteren {} van harte! | De hoofdrol was voor {}. | {} las het mooiste gedicht voor.
| Foto: {} | Gemaakt door {}, op school. | Ook {} deed mee aan de sponsorloop, net als vorig jaar. | Dit jaar gaf {} een spreekbeurt over wolven. | Tekst en tekening: {}.
| Het doelpunt van {} was prachtig; iedereen juichte. | - {}\\n- en nog veel meer | 1. {}\\n2. ... | Dank aan {} en alle ouders. | "{}" stond er op het bord.
| Bij het schaken verloor {} in de finale. | Wie zag {} in de optocht? | De winnaar is: {} | Afscheid van {} in de aula | {}""".replace("\n", " ").split(" | ")
LIFTED = "Leerling {} won de prijs. | De leerlingen {} en anderen | Gefeliciteerd, {}! De hele klas is trots op onze kampioen. | De klassenfoto met {} in groep {group}. | {} uit groep {group} is jarig.".split(" | ")
IN_GROUP = "{} uit groep {group} won. | Groep {group}: {} en de rest van de klas | In groep {group} tekende {} een draak.".split(" | ")


def escape(text):
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def group_word(person):
    return person.group


def place(before, name, behind):
    start = len(before.encode())
    return before + name + behind, start, start + len(name.encode())


def in_sentence(rng, templates, name, person):
    template = rng.choice(templates).replace("{group}", group_word(person)).replace("\\n", "\n")
    before, behind = template.split("{}")
    if isinstance(name, tuple):
        before, behind = before + name[0], name[2] + behind
        if before[-2:-1].isalnum() and name[0]:
            before = before[:-1] + " " + name[0]
        name = name[1]
    if name[0].islower() and not before:  # a sentence
        before = "Kijk, "
    return place(before, name, behind)


def same_group_unique(person, everyone):
    """Nobody else in the group has this first name and this letter."""
    letter = forms.plain(person.last)[0].lower()
    return not any(o is not person and o.role == "pupil" and o.group == person.group and o.first == person.first and forms.plain(o.last)[0].lower() == letter for o in everyone)


def initials_unique(person, everyone):
    """Nobody else of this surname could be meant by the initials."""
    return not any(o is not person and (set(forms.words(o.surname.lower())) & set(forms.words(person.surname.lower())) - PARTICLES) and forms.plain(o.first)[0] == forms.plain(person.first)[0]
                   for o in everyone)


PARTICLES = set("de van der den ten ter te het t el al ben la le du in op uit bij aan over onder voor tot s".split())


def plant(rng, form, kind, carrier, write, person, everyone):
    name = write(person, rng)
    if not name:
        return None
    if carrier != "prose":
        return place(*name) if isinstance(name, tuple) else place("", name, "")
    if form == "surname-lifted":
        return in_sentence(rng, LIFTED, name, person)
    if form == "abbreviated-in-group":
        return in_sentence(rng, IN_GROUP, name, person) if same_group_unique(person, everyone) else None
    if form == "half-of-double" and any(o.name == name for o in everyone):
        return None  # somebody's whole name
    if form in ("initials", "file-initial") and not initials_unique(person, everyone):
        return None
    return in_sentence(rng, PROSE, name, person)


def plant_shared(rng, person, everyone):
    """"Emma en Tom de Vries": the first of two with one surname."""
    others = [o for o in everyone if o is not person and o.role == "pupil" and (o.infix, o.last) == (person.infix, person.last) and o.first != person.first]
    if not others or "'" in person.first:
        return None
    other = rng.choice(others)
    joint = rng.choice([" en ", " & ", " of ", " and "])
    before = rng.choice(["De prijs ging naar ", "Op de foto: ", "Vandaag zwommen ", ""])
    return before + person.first + joint + other.first + " " + person.surname + " samen.", len(before.encode()), len((before + person.first).encode())


def plant_near(rng, person, everyone):
    if forms.letters(person) < 4:
        return None
    before = rng.choice([f"{person.first} speelde goed, maar ", f"Kijk naar {person.first}: zo doet "])
    return place(before, forms.capital(person.surname), " dat al jaren.")


def plant_list(rng, person, everyone):
    if forms.letters(person) < 4:
        return None
    pupils = [o for o in everyone if o.role == "pupil" and forms.letters(o) > 3 and o is not person]
    names = [forms.capital(o.surname) for o in rng.sample(pupils, 5)]
    return place("Uitslag:\n1. " + names[0] + "\n2. " + names[1] + "\n3. ", forms.capital(person.surname), "\n4. " + "\n5. ".join(names[2:]))


def planted(rng, everyone):
    pupils = [p for p in everyone if p.role == "pupil"]
    special = {"shared-surname": plant_shared, "first-name-near": plant_near, "surname-list": plant_list}
    for form, (kind, carrier, write) in forms.FORMS.items():
        order = pupils[:]
        rng.shuffle(order)
        count = 0
        for person in order * 3:
            made = special[form](rng, person, everyone) if form in special else plant(rng, form, kind, carrier, write, person, everyone)
            if not made:
                continue
            text, start, end = made
            yield "\t".join([form, kind, carrier, str(person.number), str(start), str(end), escape(text)])
            count += 1
            if count == PER_FORM:
                break


def main(folder, seed=20261123):
    os.makedirs(folder, exist_ok=True)
    everyone = people.school(random.Random(seed))
    with open(os.path.join(folder, "people.tsv"), "w", encoding="utf-8") as out:
        out.writelines(p.row() + "\n" for p in everyone)
    with open(os.path.join(folder, "planted.tsv"), "w", encoding="utf-8") as out:
        out.writelines(line + "\n" for line in planted(random.Random(seed + 1), everyone))
    with open(os.path.join(folder, "decoys.tsv"), "w", encoding="utf-8") as out:
        out.writelines("\t".join([kind, carrier, escape(text)]) + "\n" for kind, carrier, text in decoys.make(random.Random(seed + 2), everyone))


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
