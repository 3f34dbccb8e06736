/* Values of maker notes, each in the form its maker gives it. */
#pragma once

#include "readers/media/metadata.h"

typedef enum {
    MAKER_END,
    MAKER_WORDS,
    MAKER_CAPTION,
    MAKER_PERSON,
    MAKER_SERIAL,          /* printable letters up to the first byte that is none */
    MAKER_NUMBER,          /* 32 bits, seven digits */
    MAKER_FIFTH,           /* the fifth of some 32 bits */
    MAKER_CANON,           /* 32 bits, as it stands on the camera: that differs by model */
    MAKER_CANON_LENS,      /* five bytes in hexadecimal */
    MAKER_SONY,            /* eight digits, in pairs the wrong way round */
    MAKER_RICOH,           /* words, or bytes in hexadecimal */
    MAKER_NIKON_PLACE,     /* charset, country, then the name of a place */
    MAKER_PANASONIC_FACES, /* up to three */
    MAKER_FUJI_FACES,      /* up to eight */
    MAKER_EQUIPMENT,       /* a further directory: maker.c */
} MakerForm;

typedef struct {
    uint16_t tag;
    const char *key;
    MakerForm form;
} MakerField;

typedef struct {
    Metadata *metadata;
    const char *model;
    const uint8_t *data;
    size_t length;
    uint16_t type; /* as in TIFF */
    bool little;
    bool apart; /* the further directory was met */
} MakerValue;

void maker_value(const MakerValue *value, const MakerField *field);

/* Text under a number that means nothing here: an aside. */
void maker_aside(const MakerValue *value, uint16_t tag);

/* Notes without a directory. False when this is none of them. */
bool maker_plain(Metadata *metadata, const char *make, const uint8_t *head, size_t length);
