/*
 * Names in the forms lists hold them, split into first name, particles and surname with the
 * official list of particles. Only forms that can be read in one way are split.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "register/people.h"

typedef struct Particles Particles;

Particles *particles_load(void); /* from the program's own resources */
void particles_free(Particles *particles);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Particles, particles_free)

/* How names without a comma stand in a column. */
typedef enum { NAME_ORDER_UNKNOWN, NAME_ORDER_FIRST_LAST, NAME_ORDER_LAST_FIRST } NameOrder;

/* The order that one cell proves: "Sanne de Vries" first-last, "de Vries Sanne" last-first; most
 * prove nothing. */
NameOrder name_order(const Particles *particles, const char *name);

/* Fills first, infix and last (and aliases for another possible reading) of the person, whose
 * fields must be NULL. Reads "Aartsen, Dae", "Berg, van der, Sanne", "Vries, Sanne de", "Vries de,
 * Sanne", "Aartsen, D. (Dae)" in any order, the rest by `order`. False, nothing set: not clear. */
bool name_split(const Particles *particles, const char *name, NameOrder order, Person *person);

/* A surname field may hold its particle in front or behind a comma ("van der Berg", "Berg, van
 * der"): moves it into the infix where the person has none. */
void name_move_particle(const Particles *particles, Person *person);
