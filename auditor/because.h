/*
 * Why a finding is one, where its rule says more than its title: how old a request is, which words,
 * which camera. A rule's column `reason` holds lines of a key, or of a key, a blank and an object
 * of JSON: `left {"day":"2026-07-10"}`. What is said stands in po/because.*.po, under
 * because-<key>, with the object's members as placeholders; a number n chooses between -one and
 * -many. A key without a text says nothing (stores of earlier versions have sentences there).
 */
#pragma once

#include <glib.h>

/* What a reader sees of a stranger's words; owned by the caller. */
typedef char *(*BecauseGate)(const char *value, gconstpointer user);

/* The same reason with every text of its objects gone through the gate; NULL of NULL. g_free. */
char *because_gated(const char *reason, BecauseGate gate, gconstpointer user);

/* All that there is to say, joined by semicolons; NULL where that is nothing. g_free. */
char *because_said(const char *language, const char *reason);

/* Whether one of its lines has this key. */
gboolean because_has(const char *reason, const char *key);
