"""Thirty nights of a school that does not exist, written down before the first audit: what is on its sites each night, what its
lists say, and what an audit of that night must therefore tell.

This is a second telling of the rules, from their words and not from the program: a finding is known by rule, person, place and
content; it is new, open where the run before had it or had not been able to see it, decided while a decision holds. What is gone is
resolved where its source was read whole and its person is still on the list, else unseen, and then asked for again.
"""

import datetime
import random

NIGHTS = 30
FIRST = datetime.date(2026, 9, 1)
LATE_DAYS = 3  # days: of the policy's rule on takedowns
PUPILS = {"101": ("Sanne", "de", "Zandwijk"), "102": ("Youssef", "el", "Quaddouri"), "103": ("Yağmur", "", "Şahinbaş"),
          "104": ("Sjoerd", "fan", "Hoekstrema"), "105": ("Zofia", "", "Wrzesińska"), "106": ("Shanti", "", "Ramdjanbali")}
SITES = ("site", "blog")


def day(number):
    return (FIRST + datetime.timedelta(days=number)).isoformat()


class World:
    """What there is on one night."""

    def __init__(self, pick):
        self.pick = pick
        self.pages = {}  # place "site/p01.html" -> (pupil, version)
        self.made = 0
        self.withdrawn = {}  # pupil -> day
        self.left = set()  # pupils that are not on the list
        self.requests = {}  # place -> day
        self.decisions = {}  # finding -> (kind, until)
        self.gaps, self.missed = set(), False
        for _ in range(14):
            self.add_page()

    def add_page(self):
        self.made += 1
        self.pages["%s/p%02d.html" % (self.pick.choice(SITES), self.made)] = (self.pick.choice(sorted(PUPILS)), 1)

    def change(self, number):
        """What happens by day; number: of the night that follows."""
        self.gaps, self.missed = set(), False
        for _ in range(self.pick.randint(1, 3)):
            what = self.pick.choice(("add", "remove", "remove", "edit", "edit", "revert", "withdraw", "leave", "back", "back", "gap", "ask", "ask"))
            place = self.pick.choice(sorted(self.pages))
            pupil, version = self.pages[place]
            if what == "add":
                self.add_page()
            elif what == "remove" and len(self.pages) > 6:
                del self.pages[place]
            elif what == "edit":
                self.pages[place] = (self.pick.choice([pupil, pupil, self.pick.choice(sorted(PUPILS))]), version + 1)
            elif what == "revert":
                self.pages[place] = (pupil, 1)
            elif what == "withdraw" and len(self.withdrawn) < 4:
                self.withdrawn.setdefault(pupil, day(number))
            elif what == "leave" and not self.left:
                self.left.add(pupil)
            elif what == "back":
                self.left.clear()
            elif what == "gap" and number % 3 == 0:
                self.gaps.add(place.split("/")[0])
            elif what == "ask":
                self.requests.setdefault(place, day(number - self.pick.randint(0, 2)))
        self.missed = number in (9, 10, 21)

    def findings(self, number):
        """Each as (rule, pupil or None, place, content or None)."""
        found = set()
        for place, (pupil, version) in self.pages.items():
            if pupil not in self.left:
                found.add(("surname-published", pupil, place, version))
                if self.withdrawn.get(pupil, "9") <= day(number):
                    found.add(("consent-withdrawn", pupil, place, version))
        for place, asked in self.requests.items():
            if place in self.pages and (datetime.date.fromisoformat(day(number)) - datetime.date.fromisoformat(asked)).days >= LATE_DAYS:
                found.add(("takedown-open", None, place, None))
        return found

    def snapshot(self):
        return {"pages": dict(self.pages), "withdrawn": dict(self.withdrawn), "left": set(self.left), "requests": dict(self.requests),
                "gaps": set(self.gaps), "missed": self.missed}


def expected(world, number, before):
    """(states of what is found, states of what is gone), against the run before."""
    states, gone = {}, {}
    found = world.findings(number)
    for finding in found:
        kind, until = world.decisions.get(finding, (None, ""))
        known = finding in before["states"] or before["gone"].get(finding, ("", ""))[0] == "unseen"
        holds = kind == "accepted" and until >= day(number)
        states[finding] = "decided" if holds else "open" if known else "new"
    asked = [finding for finding, state in before["states"].items() if state in ("new", "open")]
    asked += [finding for finding, (state, _) in before["gone"].items() if state == "unseen"]
    for finding in asked:
        if finding in found:
            continue
        _, pupil, place, _ = finding
        seen = place.split("/")[0] not in world.gaps and pupil not in world.left
        removed = world.decisions.get(finding, ("", ""))[0] == "removed"
        gone[finding] = ("resolved" if seen else "unseen", "removed" if removed else "")
    return {"states": states, "gone": gone}


def decide(world, number, night):
    """What a reviewer decides the morning after: (finding, kind, until)."""
    undecided = sorted((f for f, state in night["states"].items() if state in ("new", "open") and f not in world.decisions), key=repr)
    decided = []
    for finding in world.pick.sample(undecided, min(len(undecided), world.pick.choice((0, 0, 1, 2)))):
        kind = world.pick.choice(("accepted", "accepted", "removed"))
        until = day(number + world.pick.randint(1, 6)) if kind == "accepted" else ""
        world.decisions[finding] = (kind, until)
        decided.append((finding, kind, until))
        if kind == "removed" and world.pick.random() < 0.8 and len(world.pages) > 6:
            world.pages.pop(finding[2], None)  # it was said, and mostly it is so
    return decided


def nights(seed):
    """All nights: {"number", "day", "world", "states", "gone", "decided"}; of a night that was missed only the first three."""
    world, told = World(random.Random(seed)), []
    before = {"states": {}, "gone": {}}
    for number in range(NIGHTS):
        if number > 0:
            world.change(number)
        night = {"number": number, "day": day(number), "world": world.snapshot()}
        if not world.missed:
            before = expected(world, number, before)
            night.update(before)
            night["decided"] = decide(world, number, before)
        told.append(night)
    return told


def words(told):
    """The plan as lines, to be read by whoever wants to know why."""
    for night in told:
        if night["world"]["missed"]:
            yield "%s\tno audit" % night["day"]
            continue
        for finding, state in sorted(night["states"].items(), key=repr):
            yield "%s\t%s\t%s" % (night["day"], state, "\t".join(str(part) for part in finding))
        for finding, (state, decision) in sorted(night["gone"].items(), key=repr):
            yield "%s\t%s%s\t%s" % (night["day"], state, "+" + decision if decision else "", "\t".join(str(part) for part in finding))
        for finding, kind, until in night["decided"]:
            yield "%s\tdecides %s %s\t%s" % (night["day"], kind, until, "\t".join(str(part) for part in finding))
