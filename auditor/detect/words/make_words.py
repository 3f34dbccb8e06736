#!/usr/bin/env python3
"""make_words.py OUT: the words by which a name is told that is in no register, as three Bloom filters over folded letters: given names and surnames of
the Debian package ruby-faker (nl.yml, Expat), and the ordinary Dutch words of wdutch (OpenTaal, BSD or CC-BY 3.0). known_words.c reads the file.

Layout, little-endian: "SAW2", uint64 hash of CHECK_WORD, then for each of the three: uint32 log2 of the bits, the bits. Hash and folding are those of
fold.h; by the hash of a word whose letters are known, the reader sees that they still are.
"""
import glob
import re
import struct
import sys
import unicodedata

FAKER = "/usr/share/rubygems-integration/all/gems/faker-*/lib/locales/nl.yml"
DUTCH = "/usr/share/dict/dutch"
SPECIAL = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ĳ": "ij"})
MASK = (1 << 64) - 1
PROBES = 6
CHECK_WORD = "schoolfotografenvergunning"  # longer than what is hashed at once
# Entries of the list of given names that are none.
NO_NAMES = set("aan de date hoi een het van in op te is was en of den der die dat met als ook nog wel niet naar uit om door over dag week mei sep".split())


def fold(text):
    text = unicodedata.normalize("NFD", text.lower().translate(SPECIAL))
    return "".join(c for c in text if not unicodedata.combining(c))


def hash_of(letters):
    state, data = 0x6c62272e07bb0142, letters.encode()
    for at in range(0, len(data), 16):
        state = (state ^ int.from_bytes(data[at:at + 8], "little")) * 0x9e3779b97f4a7c15 & MASK
        state = (state ^ state >> 29 ^ int.from_bytes(data[at + 8:at + 16], "little")) * 0xd6e8feb86659fd93 & MASK
        state ^= state >> 32
    return state


def bloom(words, log):
    bits = bytearray(1 << log >> 3)
    for word in words:
        value = hash_of(word)
        first, step = value & 0xffffffff, value >> 32 | 1
        for probe in range(PROBES):
            at = first + probe * step & (1 << log) - 1
            bits[at >> 3] |= 1 << (at & 7)
    return struct.pack("<I", log) + bytes(bits)


def names_of(text, key):
    """All names of the key's lists, each word of more than one letter."""
    found = set()
    for block in re.findall(r"^ +%s: *\[(.*?)\]" % key, text, re.M | re.S):
        for name in re.findall(r'"([^"]+)"', block):
            found.update(word for word in re.findall(r"[^\W\d_]+", fold(name)) if len(word) > 1)
    return found


def main(out):
    files = glob.glob(FAKER)
    try:
        with open(files[0], encoding="utf-8") as file:
            faker = file.read()
        with open(DUTCH, encoding="utf-8") as file:
            dutch = {fold(word) for word in file.read().split("\n") if word.isalpha() and word == word.lower()}
    except (IndexError, OSError):
        sys.exit("make_words.py: the packages ruby-faker and wdutch are needed: make needed")
    given = names_of(faker, "first_name") | names_of(faker, "male_first_name") | names_of(faker, "female_first_name")
    given -= NO_NAMES
    surnames = names_of(faker, "last_name")
    if len(given) < 5000 or len(surnames) < 10000 or len(dutch) < 200000:
        sys.exit("make_words.py: too few words: %d given names, %d surnames, %d words; is it another version?" % (len(given), len(surnames), len(dutch)))
    with open(out, "wb") as file:
        file.write(b"SAW2" + struct.pack("<Q", hash_of(CHECK_WORD)) + bloom(given, 18) + bloom(surnames, 19) + bloom(dutch, 22))


if __name__ == "__main__":
    main(sys.argv[1])
