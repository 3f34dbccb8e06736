/*
 * The control words of RTF 1.9.1 that say where text goes or are a character themselves. All others
 * are looks.
 */
#pragma once

/* Where the text of a group goes. */
typedef enum {
    INTO_BODY,
    INTO_HEADER,
    INTO_FOOTNOTE,
    INTO_COMMENT,
    INTO_HIDDEN,
    INTO_AUTHOR,
    INTO_PROPERTY,
    INTO_FIELD,   /* the instruction of a field */
    INTO_SHAPE,   /* name or value of a drawing's property */
    INTO_MARKUP,  /* HTML that was wrapped in RTF */
    INTO_FONTS,   /* names of fonts: only what they say of charsets */
    INTO_PICTURE, /* hexadecimal */
    INTO_OBJECT,  /* hexadecimal */
    INTO_NOTHING,
    INTOS
} Into;

typedef enum {
    WORD_UNKNOWN,   /* no effect: text goes where it went */
    WORD_INTO,      /* value: Into; `key` the property's name */
    WORD_CHARACTER, /* value: Unicode */
    WORD_CODEPAGE,  /* value: code page, 0: the word's parameter */
    WORD_FONT,
    WORD_DEFAULT_FONT,
    WORD_CHARSET,
    WORD_FONT_CODEPAGE,
    WORD_UNICODE,
    WORD_UNICODE_SKIP,
    WORD_HIDDEN,
    WORD_DELETED,
    WORD_PLAIN,
    WORD_BINARY,
    WORD_ANSI_TWIN, /* the same text stands in Unicode beside it */
    WORD_TIME,      /* value: index in year, month, day, hour, minute */
    WORD_FROM_HTML,
    WORD_HTML_RTF,
    WORD_ROW
} WordKind;

typedef struct {
    const char *word;
    WordKind kind;
    unsigned value;
    const char *key;
} Word;

/* The row of `word`, NULL when it is of no importance. */
const Word *rtf_word(const char *word);
