/* Names of values in film and sound, and the little that all their formats need. */
#include "readers/media/tags.h"

#include <math.h>
#include <string.h>

#include "readers/media/words.h"

#define NAME_BYTES 64U

typedef enum { TAG_WORDS, TAG_CAPTION, TAG_PLAIN, TAG_DATE, TAG_POSITION } TagForm;

typedef struct {
    const char *name; /* compared without case */
    const char *key;
    TagForm form;
} TagName;

static const TagName names[] = {
    /* QuickTime and its kin; the first byte is U+00A9 here */
    {"©nam", "Title", TAG_CAPTION},
    {"©ART", "Artist", TAG_WORDS},
    {"aART", "AlbumArtist", TAG_WORDS},
    {"©aut", "Author", TAG_WORDS},
    {"©alb", "Album", TAG_CAPTION},
    {"©cmt", "Comment", TAG_CAPTION},
    {"©day", "ContentCreateDate", TAG_DATE},
    {"©des", "Description", TAG_CAPTION},
    {"©inf", "Description", TAG_CAPTION},
    {"©lyr", "Lyrics", TAG_CAPTION},
    {"©cpy", "Copyright", TAG_WORDS},
    {"©xyz", "GPSPosition", TAG_POSITION},
    {"©too", "Software", TAG_PLAIN},
    {"©swr", "Software", TAG_PLAIN},
    {"©enc", "Software", TAG_PLAIN},
    {"©mak", "Make", TAG_PLAIN},
    {"©mod", "Model", TAG_PLAIN},
    {"©wrt", "Composer", TAG_WORDS},
    {"©key", "Keywords", TAG_WORDS},
    {"cprt", "Copyright", TAG_WORDS},
    {"desc", "Description", TAG_CAPTION},
    {"ldes", "Description", TAG_CAPTION},
    {"titl", "Title", TAG_CAPTION},
    {"dscp", "Description", TAG_CAPTION},
    {"auth", "Author", TAG_WORDS},
    {"perf", "Artist", TAG_WORDS},
    {"kywd", "Keywords", TAG_WORDS},
    {"keyw", "Keywords", TAG_WORDS},
    {"albm", "Album", TAG_CAPTION},
    {"purd", "PurchaseDate", TAG_DATE},
    {"com.apple.quicktime.location.ISO6709", "GPSPosition", TAG_POSITION},
    {"com.apple.quicktime.creationdate", "DateTimeOriginal", TAG_DATE},
    {"com.apple.quicktime.make", "Make", TAG_PLAIN},
    {"com.apple.quicktime.model", "Model", TAG_PLAIN},
    {"com.apple.quicktime.software", "Software", TAG_PLAIN},
    {"com.apple.quicktime.title", "Title", TAG_CAPTION},
    {"com.apple.quicktime.displayname", "Title", TAG_CAPTION},
    {"com.apple.quicktime.author", "Author", TAG_WORDS},
    {"com.apple.quicktime.artist", "Artist", TAG_WORDS},
    {"com.apple.quicktime.copyright", "Copyright", TAG_WORDS},
    {"com.apple.quicktime.comment", "Comment", TAG_CAPTION},
    {"com.apple.quicktime.description", "Description", TAG_CAPTION},
    {"com.apple.quicktime.information", "Description", TAG_CAPTION},
    {"com.apple.quicktime.keywords", "Keywords", TAG_WORDS},
    {"com.apple.quicktime.content.identifier", "ContentIdentifier", TAG_PLAIN},
    {"com.android.version", "Software", TAG_PLAIN},
    /* Windows, in a box of its own */
    {"WM/EncodingTime", "EncodingTime", TAG_PLAIN},
    {"WM/SubTitle", "Subtitle", TAG_CAPTION},
    {"WM/AlbumTitle", "Album", TAG_CAPTION},
    {"WM/AlbumArtist", "AlbumArtist", TAG_WORDS},
    {"WM/Composer", "Composer", TAG_WORDS},
    {"WM/Lyrics", "Lyrics", TAG_CAPTION},
    {"WM/Lyrics_Synchronised", "Lyrics", TAG_CAPTION},
    {"WM/Text", "Comment", TAG_CAPTION},
    {"WM/Year", "Year", TAG_DATE},
    {"WM/ToolName", "Software", TAG_PLAIN},
    {"WM/ToolVersion", "SoftwareVersion", TAG_PLAIN},
    {"WM/EncodingSettings", "EncoderOptions", TAG_PLAIN},
    {"WMFSDKVersion", "SoftwareVersion", TAG_PLAIN},
    {"WMFSDKNeeded", "SoftwareVersion", TAG_PLAIN},
    {"DeviceConformanceTemplate", "DeviceConformance", TAG_PLAIN},
    /* Matroska, Vorbis comments, APE */
    {"TITLE", "Title", TAG_CAPTION},
    {"SUBTITLE", "Subtitle", TAG_CAPTION},
    {"ARTIST", "Artist", TAG_WORDS},
    {"ALBUM", "Album", TAG_CAPTION},
    {"ALBUMARTIST", "AlbumArtist", TAG_WORDS},
    {"PERFORMER", "Performer", TAG_WORDS},
    {"COMPOSER", "Composer", TAG_WORDS},
    {"AUTHOR", "Author", TAG_WORDS},
    {"COPYRIGHT", "Copyright", TAG_WORDS},
    {"DESCRIPTION", "Description", TAG_CAPTION},
    {"COMMENT", "Comment", TAG_CAPTION},
    {"COMMENTS", "Comment", TAG_CAPTION},
    {"SYNOPSIS", "Description", TAG_CAPTION},
    {"SUMMARY", "Description", TAG_CAPTION},
    {"LYRICS", "Lyrics", TAG_CAPTION},
    {"KEYWORDS", "Keywords", TAG_WORDS},
    {"DATE", "Date", TAG_DATE},
    {"YEAR", "Year", TAG_DATE},
    {"DATE_RECORDED", "DateTimeOriginal", TAG_DATE},
    {"DATE_RELEASED", "DateReleased", TAG_DATE},
    {"DATE_ENCODED", "DateEncoded", TAG_DATE},
    {"DATE_TAGGED", "DateTagged", TAG_DATE},
    {"DATE_PURCHASED", "PurchaseDate", TAG_DATE},
    {"CREATION_TIME", "CreateDate", TAG_DATE},
    {"RECORDING_LOCATION", "RecordingLocation", TAG_WORDS},
    {"LOCATION", "Location", TAG_WORDS},
    {"LOCATION-eng", "GPSPosition", TAG_POSITION},
    {"ENCODER", "Software", TAG_PLAIN},
    {"ENCODED_BY", "EncodedBy", TAG_WORDS},
    {"ENCODER_OPTIONS", "EncoderOptions", TAG_PLAIN},
    {"MAJOR_BRAND", "MajorBrand", TAG_PLAIN},
    {"MINOR_VERSION", "MinorVersion", TAG_PLAIN},
    {"COMPATIBLE_BRANDS", "CompatibleBrands", TAG_PLAIN},
    {"DURATION", "Duration", TAG_PLAIN},
    {"BPS", "BitRate", TAG_PLAIN},
    {"TRACKNUMBER", "Track", TAG_PLAIN},
    /* RIFF */
    {"INAM", "Title", TAG_CAPTION},
    {"IART", "Artist", TAG_WORDS},
    {"IAUT", "Author", TAG_WORDS},
    {"ICOP", "Copyright", TAG_WORDS},
    {"ICMT", "Comment", TAG_CAPTION},
    {"ICRD", "DateCreated", TAG_DATE},
    {"IDIT", "DateTimeOriginal", TAG_DATE},
    {"IDTE", "DateTimeOriginal", TAG_DATE},
    {"IKEY", "Keywords", TAG_WORDS},
    {"ISBJ", "Subject", TAG_CAPTION},
    {"ISFT", "Software", TAG_PLAIN},
    {"IPRD", "Album", TAG_CAPTION},
    {"ITCH", "EncodedBy", TAG_WORDS},
    {"IENG", "Engineer", TAG_WORDS},
    {"IARL", "ArchivalLocation", TAG_WORDS},
    {"ILOC", "Location", TAG_WORDS},
    {"IMA3", "SerialNumber", TAG_PLAIN},
    {"ecor", "Make", TAG_PLAIN},
    {"emdl", "Model", TAG_PLAIN},
    {"etim", "ExifTime", TAG_PLAIN},
    {"erel", "RelatedFile", TAG_WORDS},
    {"eucm", "UserComment", TAG_CAPTION},
    /* ID3, with the three letters of version 2.2 */
    {"TIT2", "Title", TAG_CAPTION},
    {"TT2", "Title", TAG_CAPTION},
    {"TIT1", "Grouping", TAG_CAPTION},
    {"TT1", "Grouping", TAG_CAPTION},
    {"TIT3", "Subtitle", TAG_CAPTION},
    {"TT3", "Subtitle", TAG_CAPTION},
    {"TPE1", "Artist", TAG_WORDS},
    {"TP1", "Artist", TAG_WORDS},
    {"TPE2", "AlbumArtist", TAG_WORDS},
    {"TP2", "AlbumArtist", TAG_WORDS},
    {"TCOM", "Composer", TAG_WORDS},
    {"TCM", "Composer", TAG_WORDS},
    {"TEXT", "Lyricist", TAG_WORDS},
    {"TXT", "Lyricist", TAG_WORDS},
    {"TALB", "Album", TAG_CAPTION},
    {"TAL", "Album", TAG_CAPTION},
    {"TCOP", "Copyright", TAG_WORDS},
    {"TCR", "Copyright", TAG_WORDS},
    {"TYER", "Year", TAG_DATE},
    {"TYE", "Year", TAG_DATE},
    {"TDRC", "DateTimeOriginal", TAG_DATE},
    {"TDRL", "DateReleased", TAG_DATE},
    {"TDEN", "DateEncoded", TAG_DATE},
    {"TDTG", "DateTagged", TAG_DATE},
    {"TENC", "EncodedBy", TAG_WORDS},
    {"TEN", "EncodedBy", TAG_WORDS},
    {"TOWN", "OwnerName", TAG_WORDS},
    {"TSSE", "Software", TAG_PLAIN},
    {"TSS", "Software", TAG_PLAIN},
    {"TLEN", "Duration", TAG_PLAIN},
    {"TLE", "Duration", TAG_PLAIN},
    {"TRCK", "Track", TAG_PLAIN},
    {"TRK", "Track", TAG_PLAIN},
    {"COMM", "Comment", TAG_CAPTION},
    {"COM", "Comment", TAG_CAPTION},
    {"USLT", "Lyrics", TAG_CAPTION},
    {"ULT", "Lyrics", TAG_CAPTION},
    {"SYLT", "Lyrics", TAG_CAPTION},
    {"SLT", "Lyrics", TAG_CAPTION},
};

/* ISO 6709 in degrees, degrees and minutes, or these and seconds: "+52.0907+005.1214+010.0/". */
static void put_position(Metadata *metadata, const char *block, const char *written)
{
    double degrees[2];
    const char *at = written;

    for (unsigned i = 0; i < 2; i++) {
        size_t whole, sign = *at == '+' || *at == '-' ? 1 : 0;
        double number;
        char *end = NULL;

        whole = strspn(at + sign, "0123456789");
        number = g_ascii_strtod(at + sign, &end);
        if (!sign || whole < 1 || whole > 7 || end == at + sign)
            return;
        if (whole >= 6 - (i == 0 ? 1U : 0U)) /* DDMMSS, DDDMMSS */
            number = floor(number / 10000) + floor(fmod(number, 10000) / 100) / 60 +
                     fmod(number, 100) / 3600;
        else if (whole >= 4)
            number = floor(number / 100) + fmod(number, 100) / 60;
        degrees[i] = *at == '-' ? -number : number;
        at = end;
    }
    metadata_position(metadata, block, "GPSPosition", degrees[0], degrees[1]);
}

static const TagName *find_name(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (g_ascii_strcasecmp(names[i].name, name) == 0)
            return &names[i];
    return NULL;
}

/* A name from the file as a key: no control characters, not long. */
static char *plain_name(const char *name)
{
    g_autofree char *valid = g_utf8_make_valid(name, -1);
    g_autofree char *cut = g_utf8_substring(valid, 0, MIN(g_utf8_strlen(valid, -1), NAME_BYTES));

    for (char *at = cut; *at; at++)
        if ((unsigned char)*at < 0x20 || *at == 0x7f)
            *at = '_';
    return *cut ? g_steal_pointer(&cut) : g_strdup("unnamed");
}

void tags_value(Metadata *metadata, const char *block, const char *name, const char *value)
{
    const TagName *known = find_name(name);
    g_autofree char *own = known ? NULL : plain_name(name);
    const char *key = known ? known->key : own;

    switch (known ? known->form : TAG_WORDS) {
    case TAG_CAPTION:
        metadata_text(metadata, block, key, PLACE_CAPTION, value);
        break;
    case TAG_WORDS:
        metadata_text(metadata, block, key, PLACE_METADATA, value);
        break;
    case TAG_PLAIN:
        metadata_setting(metadata, block, key, value);
        break;
    case TAG_DATE:
        metadata_date(metadata, block, key, value);
        break;
    case TAG_POSITION:
        if (value)
            put_position(metadata, block, value);
        metadata_setting(metadata, block, "GPSCoordinatesText", value);
        break;
    }
}

void tags_bytes(Metadata *metadata, const char *block, const char *name, const uint8_t *value,
                size_t length)
{
    g_autofree char *words = words_from_bytes(value, length);

    tags_value(metadata, block, name, words);
}

void tags_moment(Metadata *metadata, const char *block, const char *key, int64_t seconds)
{
    g_autoptr(GDateTime) moment = seconds > 0 ? g_date_time_new_from_unix_utc(seconds) : NULL;
    g_autofree char *written = moment ? g_date_time_format(moment, "%Y-%m-%dT%H:%M:%SZ") : NULL;

    metadata_date(metadata, block, key, written);
}

static const char *picture_suffix(const uint8_t *data, size_t length)
{
    if (length >= 8 && memcmp(data, "\x89PNG", 4) == 0)
        return "png";
    return length > 3 && memcmp(data, "GIF", 3) == 0 ? "gif" : "jpg";
}

void tags_leaf(Metadata *metadata, const char *name, const char *type, const void *data,
               size_t length)
{
    g_autofree char *own = NULL;

    if (length == 0)
        return;
    if (!name || !words_any(name))
        name = own = g_strconcat("cover.", picture_suffix(data, length), NULL);
    sink_leaf(metadata->sink, name, type, data, length);
}

void tags_finish(Metadata *metadata, bool film)
{
    metadata_property(metadata, "film", film ? "Frames" : "Sound", "not-looked-into");
    metadata->format = "video";
    if (film)
        metadata_finish(metadata);
    else
        metadata_put_asides(metadata);
}
