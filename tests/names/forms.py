"""Every way in which a name of the register is written somewhere: form -> function of a person that gives one writing, or None where the form does
not exist for this name. Forms of class "sure" must be found as certain or likely; of class "review" at least for review (the surname alone, initials
in an address: nobody could be sure)."""
import re
import unicodedata
from urllib.parse import quote

DIGRAPHS = ("Chr", "Th", "Ch", "Ph", "IJ", "Sj", "Tj")
ASCII = str.maketrans({"ı": "i", "İ": "I", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "Ð": "D", "ð": "d", "ß": "ss", "æ": "ae", "ĳ": "ij"})


def plain(text):
    return "".join(c for c in unicodedata.normalize("NFD", text.translate(ASCII)) if not unicodedata.combining(c))


def upper(text):
    return text.replace("ß", "SS").replace("i", "İ" if any(c in text for c in "ışğçŞ") and "ij" not in text else "I").upper()


def capital(text):
    return text[:1].upper() + text[1:]


def words(text):
    return re.findall(r"[^\W\d_]+", text)


def slug(person, joint):
    return joint.join(words(plain(person.name).replace("'", " ").lower()))


def initial(first):
    head = first.split("-")[0]
    for digraph in DIGRAPHS:
        if head.startswith(digraph):
            return digraph + "."
    return head[0] + "."


def initials(person):
    """As the school writes them: of the first names where it has them, else of the name in use."""
    names = person.first_names.split() or person.first.split("-")
    return "".join(n[0] + "." for n in names)


def is_double(person):
    return "-" in person.last and person.last[0].isupper() and not person.last.startswith(("O'", "Tjon", "Abou", "Sint", "Bouterse"))


def halves(person):
    left, _, right = person.surname.partition("-")
    return (left, right) if is_double(person) else None


def letters(person):
    return sum(c.isalpha() for c in person.last)


SHORT = {"van der": ["v.d.", "v.d", "vd.", "vd", "v d", "v. d.", "v/d", "v/d.", "v. der", "vander"], "van den": ["v.d.", "v.d", "vd", "v. d.", "v/d", "vanden", "v. den"],
         "van de": ["v.d.", "vd", "v/d", "v. de", "v d", "vande"], "van": ["v.", "v"], "de": ["d."], "den": ["d."], "van 't": ["v.'t", "v/'t", "v't", "van t", "van ’t", "vant", "v. 't"],
         "op de": ["o.d.", "o/d"], "op 't": ["o.'t", "op t", "op ‘t"], "in de": ["i/d", "i.d."], "uit de": ["u.d.", "u/d"], "uit den": ["u.d."], "bij de": ["b/d", "b.d."], "in 't": ["in t", "in ´t", "i/'t"],
         "ten": ["t."], "ter": ["t."], "van het": ["van 't", "v.h.", "v/h"], "aan de": ["a/d", "a.d."], "op den": ["o.d."], "over de": ["o/d"], "von der": ["v.d.", "v. d."]}


def short(person, rng):
    return f"{person.first} {rng.choice(SHORT[person.infix])} {person.last}" if person.infix in SHORT else None


def typo(text, rng):
    """One letter left out, doubled, other, or two swapped; never the first one."""
    at = rng.randrange(1, len(text) - 1)
    if not (text[at].isalpha() and text[at + 1].isalpha() and text[at].isascii() and text[at + 1].isascii()):
        return None
    way = rng.randrange(4)
    if way == 0:
        return text[:at] + text[at + 1:]
    if way == 1:
        return text[:at] + text[at] + text[at:]
    if way == 2:
        return text[:at] + ("e" if text[at] != "e" else "a") + text[at + 1:]
    return text[:at] + text[at + 1] + text[at] + text[at + 2:] if text[at] != text[at + 1] else None


def typed(person, rng):
    if letters(person) < 5 or " " in person.last or "-" in person.last or "'" in person.last:
        return None
    wrong = typo(person.last, rng)
    return wrong and f"{person.first} {person.infix} {wrong}".replace("  ", " ")


def first_typed(person, rng):
    if len(person.first) < 5 or "-" in person.first or letters(person) < 5:
        return None
    wrong = typo(person.first, rng)
    return wrong and f"{wrong} {person.surname}"


def mojibake(text):
    raw = text.encode()
    if raw.isascii():
        return None
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def insert(text, piece, rng):
    at = rng.randrange(1, len(text) - 1)
    return text[:at] + piece + text[at:]


def entities(text):
    return "".join(f"&#{ord(c)};" if ord(c) > 127 else c for c in text).replace(" ", "&nbsp;") if not text.isascii() or " " in text else None


def tagged(person, rng):
    tag = rng.choice(["b", "strong", "em", "i", "u", "span"])
    return rng.choice([f"<{tag}>{person.first}</{tag}> {person.surname}", f"{person.first} <{tag}>{person.surname}", f"{person.first}<wbr> {person.surname}",
                       f"{person.first[:2]}<{tag}>{person.first[2:]}</{tag}> {person.surname}"])


def broken(person, rng):
    parts = person.name.split(" ")
    at = rng.randrange(1, len(parts))
    return " ".join(parts[:at]) + rng.choice(["\n", "\r\n", " \n  ", "\u2028"]) + " ".join(parts[at:])


def hyphenated(person, rng):
    if letters(person) < 6 or not person.last.isalpha():
        return None
    at = rng.randrange(3, len(person.last) - 2)
    return f"{person.first} {person.infix} {person.last[:at]}-\n{person.last[at:]}".replace("  ", " ")


def possessive(person, _):
    end = person.last[-1]
    if end in "sxz":
        return person.name + rng_mark(person)
    return person.name + ("'s" if end in "aiouy" else "s")


def rng_mark(person):
    return "’" if person.number % 2 else "'"


def ij(person, _):
    if "ij" in person.name:
        return person.name.replace("ij", "y")
    return person.name.replace("y", "ij") if "y" in person.name[1:] and person.name.isascii() else None


def ligature(person, _):
    return person.name.replace("ij", "ĳ").replace("IJ", "Ĳ") if "ij" in person.name.lower() else None


def reversed_list(person, rng):
    p, b, f = person.infix, person.last, person.first
    if not p:
        return rng.choice([f"{b}, {f}", f"{upper(b)}, {f}", f"{b},{f}", f"{b} , {f}"])
    return rng.choice([f"{b}, {f} {p}", f"{p} {b}, {f}", f"{b}, {p}, {f}", f"{b} {p}, {f}", f"{capital(p)} {b}, {f}", f"{b},{p},{f}", f"{b} ({p}), {f}",
                       f"{b}, {f} ({p})", f"{upper(b)}, {f} {p}"])


def cells(person, rng):
    joint = rng.choice(["\t", ";", " | ", ","])
    parts = [person.first, person.infix, person.last] if rng.random() < .5 else [person.last, person.infix, person.first]
    if rng.random() < .3 and person.infix:
        parts = [person.first, person.surname]
    return joint.join(parts) if joint == ";" else joint.join(p for p in parts if p)


def labelled(person, rng):
    if rng.random() < .4:
        return f'"givenName": "{person.first}", "familyName": "{person.surname}"'
    if rng.random() < .5 or not person.infix:
        return f"Voornaam: {person.first} Achternaam: {person.surname}"
    return f"Roepnaam: {person.first}\nTussenvoegsel: {person.infix}\nAchternaam: {person.last}"


def double(person, rng):
    pair = halves(person)
    if not pair:
        return None
    a, b = pair
    return person.first + " " + rng.choice([f"{a} - {b}", f"{a}- {b}", f"{a} {b}", f"{a}–{b}", f"{a}-{capital(b)}", f"{b}-{a}", f"{b} - {a}", f"{b} {a}", f"{a}/{b}"])


def half(person, rng):
    pair = halves(person)
    return pair and f"{person.first} {rng.choice(pair)}"


def glued_particle(person, rng):
    if not person.infix or "'" in person.infix or letters(person) < 4 or " " in person.last or "-" in person.last:
        return None
    whole = person.infix.replace(" ", "")
    return person.first + " " + rng.choice([capital(whole) + person.last.lower(), capital(whole) + person.last, whole + person.last,
                                            person.infix.title().replace(" ", "") + person.last])


def abbreviated(person, rng):
    base = plain(person.last)[0]
    if not person.infix:
        return f"{person.first} {base}."
    heads = "".join(w[0] for w in words(person.infix))
    return person.first + " " + rng.choice([f"{person.infix} {base}.", " ".join(h + "." for h in heads) + f" {base}.", f"{heads} {base}.", f"{heads}{base}" if heads.islower() else f"{person.infix} {base}.",
                                            "/".join(heads) + f" {base}." if len(heads) > 1 else f"{person.infix} {base}"])


def middle(person, rng):
    return f"{person.first} {rng.choice(['M.', 'J.A.', 'Maria', 'A. M.', 'P', 'Johanna Maria'])} {person.surname}"


def by_initials(person, rng):
    if letters(person) < 4:
        return None
    own = initials(person)
    return rng.choice([f"{initial(person.first)} {person.surname}", f"{own} {person.surname}", f"{own.replace('.', '')} {person.surname}", f"{own.replace('.', '. ')}{person.surname}",
                       f"{person.last}, {own} {person.infix}".strip(), f"{person.last}, {own}"])


def official(person, _):
    names = person.first_names.split()
    return f"{names[0]} {person.surname}" if names and names[0] != person.first else None


def all_official(person, _):
    return f"{person.first_names} {person.surname}" if person.first_names else None


def alias(person, _):
    if not person.aliases:
        return None
    return person.aliases[0] if " " in person.aliases[0] else f"{person.aliases[0]} {person.surname}"


def camel(person, _):
    return person.first.replace("-", "") + "".join(capital(w) for w in words(person.surname))


def camel_small(person, _):
    return person.first.replace("-", "") + "".join(words(person.infix)) + "".join(words(person.last))


def file_name(person, rng):
    s = slug(person, "-")
    u = slug(person, "_")
    return rng.choice([(f"IMG_1234_", person.name, " (2).JPG"), ("", s, ".jpg"), ("7b-", s, "-scaled-150x150.jpg"), ("", u, "2.jpg"), ("foto-van-", s, "-en-papa.png"),
                       ("2024/06/", s, "-300x200.webp"), ("Diploma ", person.name, ".pdf"), ("DSC00012-", u, ".jpeg"), ("", slug(person, "."), ".png"), ("20240612_", u, "_7b.mp4"),
                       ("", s + "-1", ".jpg"), ("uploads/", upper(plain(person.name)).replace(" ", "_"), ".JPG")])


def file_glued(person, rng):
    s = slug(person, "")
    if len(s) < 8:
        return None
    p, b, f = "".join(words(person.infix)), "".join(words(plain(person.last))), "".join(words(plain(person.first)))
    return rng.choice([("", s, ".jpg"), ("", s + "2", ".jpg"), ("", f"{f}-{p}{b}".lower(), ".jpg"), ("", f"{p}{b}_{f}".lower(), ".jpg"), ("", f"{b}-{f}".lower(), ".png"), ("", f + capital(p) + b, ".docx"),
                       ("", f"{capital(p)}{b}{f}", ".docx"), ("portret_", s, ".jpg"), ("", s + "7b", ".jpg")])


def file_reversed(person, _):
    parts = words(plain(person.last)) + words(plain(person.first)) + words(person.infix) if person.number % 2 else words(plain(person.surname)) + words(plain(person.first))
    return ("", "-".join(parts).lower(), ".pdf")


def encoded(person, rng):
    return rng.choice([quote(person.name), quote(person.name).replace("%20", "+"), quote(quote(person.name)), quote(person.name).lower(), quote(person.name.replace(" ", "-"))])


def handle(person, rng):
    s = plain(person.name).lower()
    parts = words(s)
    if len("".join(parts)) < 8:
        return None
    return rng.choice([("@", "".join(parts), " "), ("@", ".".join(parts), "_07 "), ("@", "_".join(parts), " "), ("@_", ".".join(parts), "_ "), ("@xx", "".join(parts), "xx ") if len("".join(parts)) > 99 else ("@", "".join(parts), "09 "),
                       ("@", words(plain(person.first).lower().replace("-", ""))[0] + "." + "".join(words(plain(person.surname).lower())), " "), ("@", "".join(words(plain(person.surname).lower())) + "." + words(plain(person.first).lower().replace("-", ""))[0], " ")])


def mail(person, rng):
    parts = words(plain(person.name).lower())
    if letters(person) < 4:
        return None
    last = "".join(words(plain(person.surname).lower()))
    first = "".join(words(plain(person.first).lower()))
    return rng.choice([("", f"{first}.{last}", "@vlinderhof.example"), ("", f"{first}.{'.'.join(words(plain(person.surname).lower()))}", "@vlinderhof.example"), ("", f"{first}_{last}", "@gmail.example"),
                       ("", f"{last}.{first}", "@vlinderhof.example"), ("", "".join(parts) + "12", "@gmail.example") if len("".join(parts)) > 8 else ("", f"{first}.{last}", "@x.example")])


def mail_initial(person, rng):
    last = "".join(words(plain(person.surname).lower()))
    if letters(person) < 5:
        return None
    return rng.choice([("", f"{plain(person.first)[0].lower()}.{last}", "@vlinderhof.example"), ("", f"{plain(person.first)[0].lower()}{last}", "@vlinderhof.example")])


def name_field(person, rng):
    return rng.choice([person.name, person.name.lower(), upper(person.name), f"{person.last}, {person.first} {person.infix}".strip(), f"{person.surname} {person.first}", plain(person.name),
                       slug(person, "") if len(slug(person, "")) > 7 else person.name])


def tight(person, rng):
    if person.infix not in ("van der", "van den", "van de", "van", "de", "op de", "in de"):
        return None
    heads = [w[0] for w in words(person.infix)]
    return person.first + " " + rng.choice(["".join(h + "." for h in heads) + person.last, "/".join(heads) + person.last if len(heads) > 1 else heads[0] + "." + person.last,
                                            "".join(heads) + "." + person.last, "".join(h.upper() + "." for h in heads) + " " + upper(person.last)])


def caps_short(person, rng):
    text = short(person, rng)
    return upper(text) if text and person.infix.startswith("van") else None


def case_slip(person, rng):
    if letters(person) < 4 or not person.last.isalpha():
        return None
    return rng.choice([f"{person.first} {person.surname.lower()}", f"{person.first.lower()} {capital(person.surname)}", f"{upper(person.first)} {person.surname}", f"{person.first} {capital(person.surname.lower())}"])


def formal(person, rng):
    return rng.choice([f"{initials(person)} ({person.first}) {person.surname}", f"{capital(person.surname)} ({person.first})", f"{person.last} {person.infix} {person.first}".replace("  ", " "),
                       f"{person.last}, {initials(person)} ({person.first}) {person.infix}".strip()])


def vcard(person, rng):
    return rng.choice([f"N:{person.last};{person.first};{person.infix};;", f"N:{person.surname};{person.first};;;", f"FN:{person.name}"])


def two_slips(person, rng):
    """Two things at once: no accents and small letters, capitals and a line break, a slug in a sentence."""
    return rng.choice([plain(person.name).lower() if letters(person) > 3 else None, upper(person.name).replace(" ", "\n"), slug(person, "-"), slug(person, "_"), person.name.replace(" ", "."), person.name.replace(" ", "_"),
                       mojibake(upper(person.name)) if not person.name.isascii() else None, "<b>" + plain(person.name) + "</b>", possessive(person, rng).upper() if person.name.isascii() else None])


def spaced(person, _):
    return "   ".join(" ".join(w) for w in upper(person.name).split(" ")) if person.name.replace(" ", "").isalpha() and len(person.name) > 9 else None


def bare(person, _):
    return capital(person.surname) if letters(person) > 3 else None


SMALL_CAPITALS = dict(zip("abcdefghijklmnopqrstuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ"))
CYRILLIC = str.maketrans("aeopcxyABEKMHOPCTX", "аеорсхуАВЕКМНОРСТХ")
GREEK = str.maketrans("oABEHIKMNOPTXYZ", "οΑΒΕΗΙΚΜΝΟΡΤΧΥΖ")


def shifted(text, upper_from, lower_from):
    return "".join(chr(upper_from + ord(c) - 65) if "A" <= c <= "Z" else chr(lower_from + ord(c) - 97) if "a" <= c <= "z" else c for c in text)


def adorned(person, rng):
    """As accounts write their names."""
    name = plain(person.name)
    return rng.choice(["".join(SMALL_CAPITALS.get(c, c) for c in name), shifted(name, 0x1d4d0, 0x1d4ea), shifted(name, 0x1d5d4, 0x1d5ee), shifted(name, 0xff21, 0xff41), shifted(name, 0x24b6, 0x24d0),
                       shifted(name.upper(), 0x1f170, 0)])


def other_script(person, rng):
    """One letter of the name typed on another keyboard, or all that look the same."""
    table = rng.choice([CYRILLIC, GREEK])
    places = [i for i, c in enumerate(person.name) if c.translate(table) != c]
    if not places:
        return None
    if rng.random() < .5:
        return person.name.translate(table)
    at = rng.choice(places)
    return person.name[:at] + person.name[at].translate(table) + person.name[at + 1:]


def mojibake_twice(person, _):
    once = mojibake(person.name)
    return once and mojibake(once)


def lost(person, rng):
    """The letters outside ASCII are gone, or a sign says that they are."""
    marks = [w for w in words(person.name) if not w.isascii()]
    if not marks or any(sum(c.isascii() for c in w) < 4 for w in marks) or any(not w[0].isascii() or not w[-1].isascii() for w in marks):
        return None
    sign = rng.choice(["", "\ufffd", "\ufffd\ufffd"])
    return "".join(c if c.isascii() else sign for c in person.name)


def pet_name(person, rng):
    """What a class makes of a first name."""
    if len(person.first) < 3 or "-" in person.first or letters(person) < 4:
        return None
    if len(person.first) > 6 and rng.random() < .3:
        return f"{person.first[:4]} {person.surname}"
    return f"{person.first}{'ke' if person.first[-1] in 'e' else rng.choice(['tje', 'ke', 'ie', 'je'])} {person.surname}"


def scanned(person, rng):
    """As a program reads it from a picture; never the first letter."""
    head, rest = person.last[:1], person.last[1:]
    if letters(person) < 5 or not person.last.isascii() or not person.last.isalpha():
        return None
    ways = [rest.replace(a, b, 1) for a, b in (("rn", "m"), ("m", "rn"), ("l", "1"), ("o", "0"), ("s", "5"), ("w", "vv"), ("d", "cl")) if a in rest]
    return ways and f"{person.first} {person.infix} {head}{rng.choice(ways)}".replace("  ", " ")


def file_initial(person, _):
    rest = slug(person, "-").split("-", 1)[1] if "-" not in person.first and "'" not in person.first else None
    return ("", plain(person.first)[0].lower() + "-" + rest, ".jpg") if rest and letters(person) > 4 else None


def apart(text, rng):
    """One word as two: "Kara Kaya"; the pieces long enough to be words."""
    if not text.isalpha() or len(text) < 7:
        return None
    at = rng.randrange(3, len(text) - 2)
    return text[:at] + rng.choice([" ", "-"]) + capital(text[at:])


def surname_apart(person, rng):
    pieces = apart(person.last, rng)
    return pieces and f"{person.first} {person.infix} {pieces}".replace("  ", " ")


def first_apart(person, rng):
    pieces = apart(person.first, rng)
    return pieces and f"{pieces} {person.surname}"


def list_entry(person, _):
    """"Bakker B.T." at the end of a line."""
    return ("", f"{capital(person.surname)} {initials(person)}", "\n") if initials(person) and "-" not in person.first else None


# form: (class, carrier, function); a function gives a text, or (before, name, behind), or None.
FORMS = {
    "full": ("sure", "prose", lambda p, r: p.name),
    "full-capital-particle": ("sure", "prose", lambda p, r: f"{p.first} {capital(p.infix)} {p.last}" if p.infix and p.infix[0] != "'" else None),
    "full-all-capitals-particle": ("sure", "prose", lambda p, r: f"{p.first} {p.infix.title()} {p.last}" if " " in p.infix and "'" not in p.infix else None),
    "all-caps": ("sure", "prose", lambda p, r: upper(p.name)),
    "caps-ascii": ("sure", "prose", lambda p, r: plain(p.name).upper()),
    "surname-caps": ("sure", "prose", lambda p, r: f"{p.first} {upper(p.surname)}"),
    "lower-case": ("sure", "prose", lambda p, r: p.name.lower() if letters(p) > 3 else None),
    "no-particle": ("sure", "prose", lambda p, r: f"{p.first} {p.last}" if p.infix and letters(p) > 2 else None),
    "short-particle": ("sure", "prose", short),
    "no-diacritics": ("sure", "prose", lambda p, r: plain(p.name) if plain(p.name) != p.name else None),
    "nfd": ("sure", "prose", lambda p, r: unicodedata.normalize("NFD", p.name) if not p.name.isascii() else None),
    "mojibake": ("sure", "prose", lambda p, r: mojibake(p.name)),
    "mojibake-nfd": ("sure", "prose", lambda p, r: mojibake(unicodedata.normalize("NFD", p.name))),
    "ij-y": ("sure", "prose", ij),
    "ij-ligature": ("sure", "prose", ligature),
    "umlaut-as-e": ("sure", "prose", lambda p, r: re.sub("ü", "ue", re.sub("ö", "oe", re.sub("ä", "ae", p.name))) if re.search("[üöä]", p.last) and not re.search("[üöä]", p.first) and p.last.isalpha() else None),
    "soft-hyphen": ("sure", "prose", lambda p, r: insert(p.name, r.choice(["\u00ad", "\u200b", "\u200d", "\ufeff", "\u2060"]), r)),
    "odd-spaces": ("sure", "prose", lambda p, r: p.name.replace(" ", r.choice(["\u00a0", "\u202f", "\u2009", "  ", "\t", " \u00a0"]))),
    "entities": ("sure", "prose", lambda p, r: entities(p.name)),
    "tags-inside": ("sure", "prose", tagged),
    "line-break": ("sure", "prose", broken),
    "line-end-hyphen": ("sure", "prose", hyphenated),
    "quotes": ("sure", "prose", lambda p, r: r.choice([f"“{p.name}”", f"‘{p.name}’", f"({p.name})", f"*{p.name}*", f"**{p.name}**", f"_{p.name}_"])),
    "nickname-inside": ("sure", "prose", lambda p, r: f"{p.first} {r.choice(['“Snelle”', '(Snelle)', chr(39) + 'Beer' + chr(39)])} {p.surname}" if not p.first_names else None),
    "possessive": ("sure", "prose", possessive),
    "english-possessive": ("sure", "prose", lambda p, r: p.name + r.choice(["'s", "’s"])),
    "digits-glued": ("sure", "prose", lambda p, r: r.choice(["1", "", "12."]) + p.name + r.choice(["7", "2", "8b"])),
    "middle-names": ("sure", "prose", middle),
    "official-first": ("sure", "prose", official),
    "all-first-names": ("sure", "prose", all_official),
    "alias": ("sure", "prose", alias),
    "initials": ("sure", "prose", by_initials),
    "reversed": ("sure", "prose", reversed_list),
    "reversed-no-comma": ("sure", "prose", lambda p, r: f"{capital(p.surname)} {p.first}"),
    "cells": ("sure", "prose", cells),
    "labels": ("sure", "prose", labelled),
    "double-name": ("sure", "prose", double),
    "half-of-double": ("sure", "prose", half),
    "glued-particle": ("sure", "prose", glued_particle),
    "typo-surname": ("sure", "prose", typed),
    "apostrophes": ("sure", "prose", lambda p, r: p.name.replace("'", r.choice(["’", "‘", "`", "´", "ʼ", "", " ", "′"])) if "'" in p.name else None),
    "hyphens": ("sure", "prose", lambda p, r: p.name.replace("-", r.choice(["‐", "‑", "–", " - ", " ", "− "])) if "-" in p.name and not is_double(p) else None),
    "hyphen-lost": ("sure", "prose", lambda p, r: p.first.replace("-", "").capitalize() + " " + p.surname if "-" in p.first else None),
    "space-lost": ("sure", "prose", lambda p, r: p.first + " " + p.last.replace(" ", "") if " " in p.last else None),
    "spaces-hyphened": ("sure", "prose", lambda p, r: p.first + " " + p.surname.replace(" ", "-") if " " in p.surname else None),
    "camel-case": ("sure", "prose", camel),
    "hashtag": ("sure", "prose", lambda p, r: ("#", r.choice([camel(p, r), camel_small(p, r), slug(p, "")]), " ") if len(slug(p, "")) > 7 else None),
    "handle": ("sure", "prose", handle),
    "mail-in-text": ("sure", "prose", mail),
    "file-name": ("sure", "slug", file_name),
    "file-glued": ("sure", "slug", file_glued),
    "file-reversed": ("sure", "slug", file_reversed),
    "url-encoded": ("sure", "slug", lambda p, r: ("https://school.example/foto/", encoded(p, r), ".jpg")),
    "mail-address": ("sure", "slug", mail),
    "handle-field": ("sure", "slug", handle),
    "person-tag": ("sure", "name", name_field),
    "abbreviated-in-group": ("sure", "prose", abbreviated),
    "no-space": ("sure", "prose", tight),
    "caps-short-particle": ("sure", "prose", caps_short),
    "case-slip": ("sure", "prose", case_slip),
    "formal": ("sure", "prose", formal),
    "vcard": ("sure", "prose", vcard),
    "two-slips": ("sure", "prose", two_slips),
    "letter-spaced": ("sure", "prose", spaced),
    "punctuation-glued": ("sure", "prose", lambda p, r: r.choice([("©", p.name, ""), ("", p.name, "(8)"), ("", p.name, "🎉"), ("Foto:", p.name, "/papa"), ("", p.name, ",7b"), ("\u2068@", p.name, "\u2069"), ("…", p.name, "…"), ("»", p.name, "«")])),
    "shared-surname": ("sure", "prose", None),
    "adorned": ("sure", "prose", adorned),
    "other-script": ("sure", "prose", other_script),
    "mojibake-twice": ("sure", "prose", mojibake_twice),
    "letters-lost": ("review", "prose", lost),
    "line-end-other-hyphen": ("sure", "prose", lambda p, r: (hyphenated(p, r) or "").replace("-\n", "\u2010\n") or None),
    "surname-spaced": ("sure", "prose", lambda p, r: p.first + " " + " ".join(upper(p.last)) if p.last.isalpha() and letters(p) > 5 else None),
    "cells-quoted": ("sure", "prose", lambda p, r: r.choice([f'"{p.last}","{p.infix}","{p.first}"', f'"{p.last}";"{p.infix}";"{p.first}"', f"'{p.last}', '{p.infix}', '{p.first}'"])),
    "cells-of-html": ("sure", "prose", lambda p, r: r.choice([f"<td>{p.first}</td><td>{p.surname}</td>", f"<th>{p.first}</th> <td>{p.surname}</td>"])),
    "pasted-hyphen": ("sure", "prose", lambda p, r: (hyphenated(p, r) or "").replace("-\n", r.choice(["-", "- "])) or None),
    "surname-apart": ("sure", "prose", surname_apart),
    "first-name-apart": ("sure", "prose", first_apart),
    "list-entry": ("review", "prose", list_entry),
    "pet-name": ("review", "prose", pet_name),
    "scanned": ("review", "prose", scanned),
    "handle-with-more": ("review", "prose", lambda p, r: ("@", "x" + slug(p, "") + "x", " ") if len(slug(p, "")) > 9 else None),
    "file-initial": ("review", "slug", file_initial),
    "typo-first-name": ("review", "prose", first_typed),
    "abbreviated": ("review", "prose", abbreviated),
    "mail-initial": ("review", "slug", mail_initial),
    "surname-lifted": ("review", "prose", bare),
    "first-name-near": ("review", "prose", None),
    "surname-list": ("review", "prose", None),
}
