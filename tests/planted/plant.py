"""What is planted: files in memory, and a person of his own for each place."""

import people
from demo.archive import Tree


class Planting:
    """planting("docx/header") gives the pupil who stands there and nowhere else."""

    def __init__(self):
        self.free, self.given, self.tree = list(people.everybody()), {}, Tree()

    def __call__(self, place, charset="utf-8"):
        if place not in self.given:
            person = next(one for one in self.free if one.fits(charset))
            self.free.remove(person)
            self.given[place] = person
        return self.given[place]

    def plain(self, place):
        return self(place, "ascii")

    def add(self, path, data):
        self.tree.add(path, data if isinstance(data, bytes) else data.encode("utf-8"))


def zipped(parts):
    tree = Tree()
    for name, data in parts:
        tree.add(name, data if isinstance(data, bytes) else data.encode("utf-8"))
    return tree.zip()
