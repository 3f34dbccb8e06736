/*
 * Tables of XMP: what each namespace is called and which properties are more, or less, than words.
 * Everything that is not listed may hold a name and is passed on as words, so that a schema nobody
 * has heard of hides nothing.
 */
#include "readers/media/xmp_fields.h"

#include <glib.h>
#include <string.h>

typedef struct {
    const char *prefix;
    const char *space;
} Namespace;

static const Namespace namespaces[] = {
    {"dc", "http://purl.org/dc/elements/1.1/"},
    {"photoshop", "http://ns.adobe.com/photoshop/1.0/"},
    {"xmp", "http://ns.adobe.com/xap/1.0/"},
    {"xmpRights", "http://ns.adobe.com/xap/1.0/rights/"},
    {"xmpMM", "http://ns.adobe.com/xap/1.0/mm/"},
    {"xmpBJ", "http://ns.adobe.com/xap/1.0/bj/"},
    {"xmpTPg", "http://ns.adobe.com/xap/1.0/t/pg/"},
    {"xmpDM", "http://ns.adobe.com/xmp/1.0/DynamicMedia/"},
    {"xmpNote", "http://ns.adobe.com/xmp/note/"},
    {"Iptc4xmpCore", "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"},
    {"Iptc4xmpExt", "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"},
    {"aux", "http://ns.adobe.com/exif/1.0/aux/"},
    {"exif", "http://ns.adobe.com/exif/1.0/"},
    {"exifEX", "http://cipa.jp/exif/1.0/"},
    {"tiff", "http://ns.adobe.com/tiff/1.0/"},
    {"crs", "http://ns.adobe.com/camera-raw-settings/1.0/"},
    {"crss", "http://ns.adobe.com/camera-raw-saved-settings/1.0/"},
    {"lr", "http://ns.adobe.com/lightroom/1.0/"},
    {"album", "http://ns.adobe.com/album/1.0/"},
    {"pdf", "http://ns.adobe.com/pdf/1.3/"},
    {"pdfx", "http://ns.adobe.com/pdfx/1.3/"},
    {"creatorAtom", "http://ns.adobe.com/creatorAtom/1.0/"},
    {"mwg-rs", "http://www.metadataworkinggroup.com/schemas/regions/"},
    {"mwg-kw", "http://www.metadataworkinggroup.com/schemas/keywords/"},
    {"mwg-coll", "http://www.metadataworkinggroup.com/schemas/collections/"},
    {"MP", "http://ns.microsoft.com/photo/1.2/"},
    {"MPRI", "http://ns.microsoft.com/photo/1.2/t/RegionInfo#"},
    {"MPReg", "http://ns.microsoft.com/photo/1.2/t/Region#"},
    {"MicrosoftPhoto", "http://ns.microsoft.com/photo/1.0/"},
    {"MicrosoftPhoto", "http://ns.microsoft.com/photo/1.0"},
    {"digiKam", "http://www.digikam.org/ns/1.0/"},
    {"plus", "http://ns.useplus.org/ldf/xmp/1.0/"},
    {"acdsee", "http://ns.acdsee.com/iptc/1.0/"},
    {"acdsee-rs", "http://ns.acdsee.com/regions/"},
    {"mediapro", "http://ns.iview-multimedia.com/mediapro/1.0/"},
    {"expressionmedia", "http://ns.microsoft.com/expressionmedia/1.0/"},
    {"photomech", "http://ns.camerabits.com/photomechanic/1.0/"},
    {"getty", "http://xmp.gettyimages.com/gift/1.0/"},
    {"cc", "http://creativecommons.org/ns#"},
    {"prism", "http://prismstandard.org/namespaces/basic/2.0/"},
    {"GPano", "http://ns.google.com/photos/1.0/panorama/"},
    {"GImage", "http://ns.google.com/photos/1.0/image/"},
    {"GDepth", "http://ns.google.com/photos/1.0/depthmap/"},
    {"GAudio", "http://ns.google.com/photos/1.0/audio/"},
    {"GCamera", "http://ns.google.com/photos/1.0/camera/"},
    {"darktable", "http://darktable.sf.net/"},
    {"apple-fi", "http://ns.apple.com/faceinfo/1.0/"},
    {"xmpGImg", "http://ns.adobe.com/xap/1.0/g/img/"},
};

typedef struct {
    const char *path; /* of the property; one ending in '*' covers all that begin like it */
    const char *key;  /* NULL: the path */
    XmpForm form;
} XmpField;

/* The first that fits counts. */
static const XmpField fields[] = {
    {"dc:title", NULL, XMP_CAPTION},
    {"dc:description", NULL, XMP_CAPTION},
    {"dc:date", NULL, XMP_DATE},
    {"dc:format", NULL, XMP_PLAIN},
    {"dc:identifier", NULL, XMP_PLAIN},
    {"photoshop:Headline", NULL, XMP_CAPTION},
    {"photoshop:DateCreated", NULL, XMP_DATE},
    {"photoshop:DocumentAncestors*", NULL, XMP_IGNORE},
    {"photoshop:ColorMode", NULL, XMP_IGNORE},
    {"photoshop:ICCProfile", NULL, XMP_IGNORE},
    {"photoshop:LegacyIPTCDigest", NULL, XMP_IGNORE},
    {"xmp:CreatorTool", NULL, XMP_PLAIN},
    {"xmp:CreateDate", "CreateDate", XMP_DATE},
    {"xmp:ModifyDate", "ModifyDate", XMP_DATE},
    {"xmp:MetadataDate", NULL, XMP_DATE},
    {"xmp:Rating", NULL, XMP_IGNORE},
    {"xmp:Thumbnails/image", NULL, XMP_SMALL},
    {"xmp:Thumbnails*", NULL, XMP_IGNORE},
    {"xmp:PageInfo*", NULL, XMP_IGNORE},
    {"xmpRights:Marked", NULL, XMP_PLAIN},
    {"xmpRights:WebStatement", NULL, XMP_WORDS},
    {"xmpMM:History/softwareAgent", NULL, XMP_PLAIN},
    {"xmpMM:History/when", NULL, XMP_DATE},
    {"xmpMM:PreservedFileName", NULL, XMP_WORDS},
    {"xmpMM:DerivedFrom/filePath", NULL, XMP_WORDS},
    {"xmpMM:Ingredients/filePath", NULL, XMP_WORDS},
    {"xmpMM:*", NULL, XMP_IGNORE},
    {"xmpNote:*", NULL, XMP_IGNORE},
    {"xmpTPg:*", NULL, XMP_IGNORE},
    {"xmpGImg:*", NULL, XMP_IGNORE},
    {"xmpDM:pantry*", NULL, XMP_IGNORE},
    {"aux:SerialNumber", "SerialNumber", XMP_PLAIN},
    {"aux:OwnerName", "OwnerName", XMP_WORDS},
    {"aux:LensSerialNumber", "LensSerialNumber", XMP_PLAIN},
    {"aux:*", NULL, XMP_PLAIN},
    {"exifEX:CameraOwnerName", "OwnerName", XMP_WORDS},
    {"exifEX:OwnerName", "OwnerName", XMP_WORDS},
    {"exifEX:BodySerialNumber", "BodySerialNumber", XMP_PLAIN},
    {"exifEX:SerialNumber", "SerialNumber", XMP_PLAIN},
    {"exifEX:LensSerialNumber", "LensSerialNumber", XMP_PLAIN},
    {"exifEX:Photographer", NULL, XMP_WORDS},
    {"exifEX:ImageEditor", NULL, XMP_WORDS},
    {"exifEX:ImageTitle", NULL, XMP_CAPTION},
    {"exifEX:*", NULL, XMP_PLAIN},
    {"exif:DateTimeOriginal", "DateTimeOriginal", XMP_DATE},
    {"exif:DateTimeDigitized", "CreateDate", XMP_DATE},
    {"exif:GPSTimeStamp", "GPSDateTime", XMP_DATE},
    {"exif:GPSAltitude", NULL, XMP_PLAIN},
    {"exif:GPSProcessingMethod", "GPSProcessingMethod", XMP_WORDS},
    {"exif:GPSAreaInformation", "GPSAreaInformation", XMP_WORDS},
    {"exif:UserComment", "UserComment", XMP_CAPTION},
    {"exif:ImageUniqueID", "ImageUniqueID", XMP_PLAIN},
    {"exif:Artist", "Artist", XMP_WORDS},
    {"exif:Copyright", "Copyright", XMP_WORDS},
    {"exif:ImageDescription", "ImageDescription", XMP_CAPTION},
    {"exif:*", NULL, XMP_IGNORE},
    {"tiff:Artist", "Artist", XMP_WORDS},
    {"tiff:Copyright", "Copyright", XMP_WORDS},
    {"tiff:ImageDescription", "ImageDescription", XMP_CAPTION},
    {"tiff:Make", "Make", XMP_PLAIN},
    {"tiff:Model", "Model", XMP_PLAIN},
    {"tiff:Software", "Software", XMP_PLAIN},
    {"tiff:DateTime", "ModifyDate", XMP_DATE},
    {"tiff:*", NULL, XMP_IGNORE},
    {"crs:RawFileName", NULL, XMP_WORDS},
    {"crs:*", NULL, XMP_IGNORE},
    {"crss:*", NULL, XMP_IGNORE},
    {"GPano:*", NULL, XMP_IGNORE},
    {"GImage:*", NULL, XMP_IGNORE},
    {"GDepth:*", NULL, XMP_IGNORE},
    {"GAudio:*", NULL, XMP_IGNORE},
    {"GCamera:*", NULL, XMP_IGNORE},
    {"darktable:*", NULL, XMP_IGNORE},
    {"creatorAtom:*", NULL, XMP_IGNORE},
    {"apple-fi:*", NULL, XMP_IGNORE},
    {"mwg-rs:Regions/AppliedToDimensions*", NULL, XMP_IGNORE},
    {"mwg-rs:RegionInfo/AppliedToDimensions*", NULL, XMP_IGNORE},
    {"MicrosoftPhoto:Rating", NULL, XMP_IGNORE},
    {"Iptc4xmpExt:PersonInImage", "iptc-ext", XMP_PERSON},
    {"mediapro:People", "mediapro", XMP_PERSON},
    {"expressionmedia:People", "mediapro", XMP_PERSON},
    {"getty:Personality", "getty", XMP_PERSON},
};

const char *xmp_prefix(const char *space)
{
    for (size_t i = 0; i < G_N_ELEMENTS(namespaces); i++)
        if (strcmp(namespaces[i].space, space) == 0)
            return namespaces[i].prefix;
    /* The Exif namespaces carry the year of the standard. */
    return g_str_has_prefix(space, "http://cipa.jp/exif/") ? "exifEX" : "xmp-other";
}

static bool path_fits(const char *pattern, const char *path)
{
    size_t length = strlen(pattern);

    if (pattern[length - 1] == '*')
        return strncmp(pattern, path, length - 1) == 0;
    return strcmp(pattern, path) == 0;
}

XmpForm xmp_field(const char *path, const char **key)
{
    *key = path;
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
        if (!path_fits(fields[i].path, path))
            continue;
        if (fields[i].key)
            *key = fields[i].key;
        return fields[i].form;
    }
    return XMP_WORDS;
}
