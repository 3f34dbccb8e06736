/*
 * Regions and persons in XMP: mwg-rs (Picasa, Lightroom, digiKam, phones), Microsoft's MP, ACDSee's
 * own and IPTC extension. A person becomes a tag with a box where one is given; whatever else such
 * a region says is passed on as words.
 */
#include "readers/media/xmp_people.h"

#include <string.h>

/* The node that holds the fields: rdf:Description inside, or the node itself. */
static const XmpNode *structure(const XmpNode *node)
{
    for (const XmpNode *child = node->child; child; child = child->next)
        if (!child->attribute && xmp_is_rdf(child, "Description"))
            return child;
    return node;
}

static const XmpNode *field(const XmpNode *node, const char *name)
{
    for (const XmpNode *child = structure(node)->child; child; child = child->next)
        if (!xmp_is_syntax(child) && strcmp(xmp_local(child), name) == 0)
            return child;
    return NULL;
}

/* First value of a property: its text, or that of the first item of its array. */
static const char *value(const XmpNode *node)
{
    while (node && !*node->text) {
        const XmpNode *child = node->child;

        while (child && child->attribute)
            child = child->next;
        node = child;
    }
    return node ? node->text : "";
}

static const char *field_value(const XmpNode *node, const char *name)
{
    return value(node ? field(node, name) : NULL);
}

/* Calls for each value of an array of texts, or for the single one. */
static void each_value(const XmpNode *property,
                       void (*call)(Metadata *, const char *, const double *), Metadata *metadata,
                       const double *box)
{
    bool list = false;

    for (const XmpNode *array = property ? property->child : NULL; array; array = array->next) {
        for (const XmpNode *item = array->attribute ? NULL : array->child; item;
             item = item->next) {
            if (item->attribute || !xmp_is_rdf(item, "li"))
                continue;
            list = true;
            call(metadata, value(item), box);
        }
    }
    if (!list)
        call(metadata, value(property), box);
}

/* Normalised centre and size; false where a number is missing or pixels are meant. */
static bool area_box(const XmpNode *area, double box[4])
{
    static const char *const names[4] = {"x", "y", "w", "h"};

    for (unsigned i = 0; i < 4; i++) {
        const char *number = area ? field_value(area, names[i]) : "";
        char *end = NULL;

        box[i] = g_ascii_strtod(number, &end);
        if (end == number || !(box[i] >= 0 && box[i] <= 1))
            return false;
    }
    return true;
}

/* Texts of a region that are not the person's name. */
static void region_words(Metadata *metadata, const XmpNode *region, const char *name,
                         const char *key)
{
    metadata_text(metadata, "xmp", key, PLACE_METADATA, field_value(region, name));
}

/* Whatever a tool hangs on a region beside the standard's fields. */
static void extension_words(Metadata *metadata, const XmpNode *extensions)
{
    const XmpNode *child = extensions ? structure(extensions)->child : NULL;

    for (; child; child = child->next)
        if (!xmp_is_syntax(child))
            metadata_text(metadata, "xmp", "mwg-rs:Regions/Extensions", PLACE_METADATA,
                          value(child));
}

/* The remaining fields of a region or a person: identifiers, kinds, links. */
static void rest_words(Metadata *metadata, const XmpNode *node, unsigned depth)
{
    static const char *const taken[] = {"Name",       "Description",       "PersonDisplayName",
                                        "PersonName", "PersonDescription", "Extensions"};

    for (const XmpNode *child = node->child; child && depth < 8; child = child->next) {
        bool known = false;

        for (size_t i = 0; i < G_N_ELEMENTS(taken); i++)
            known = known || strcmp(xmp_local(child), taken[i]) == 0;
        if (known)
            continue;
        metadata_aside(metadata, xmp_local(child), child->text);
        rest_words(metadata, child, depth + 1);
    }
}

static void take_mwg_region(Metadata *metadata, const XmpNode *region)
{
    const char *name = field_value(region, "Name"), *type = field_value(region, "Type");
    const XmpNode *area = field(region, "Area");
    double box[4];
    bool has_box;

    if (!area)
        area = field(region, "ALGArea"); /* ACDSee: by hand, else found by itself */
    if (!area)
        area = field(region, "DLYArea");
    has_box = area_box(area, box);
    region_words(metadata, region, "Description", "mwg-rs:Regions/Description");
    extension_words(metadata, field(region, "Extensions"));
    rest_words(metadata, region, 0);
    if (*type && g_ascii_strcasecmp(type, "Face") != 0) {
        region_words(metadata, region, "Name", "mwg-rs:Regions/Name");
        return;
    }
    if (*name) {
        metadata_property(metadata, "xmp", "mwg-rs:Regions/Name", name);
        metadata_person(metadata, "mwg-rs", name, has_box ? box : NULL);
    } else {
        metadata_property(metadata, "xmp", "mwg-rs:Regions/Type", *type ? type : NULL);
    }
}

static void take_microsoft_region(Metadata *metadata, const XmpNode *region)
{
    const char *name = field_value(region, "PersonDisplayName");
    const char *rectangle = field_value(region, "Rectangle");
    double corner[4] = {0}, box[4];
    unsigned count = 0;

    for (char *end = NULL; count < 4; count++) {
        corner[count] = g_ascii_strtod(rectangle, &end);
        if (end == rectangle || !(corner[count] >= 0 && corner[count] <= 1))
            break;
        rectangle = end + strspn(end, ", ");
    }
    box[0] = corner[0] + corner[2] / 2;
    box[1] = corner[1] + corner[3] / 2;
    box[2] = corner[2];
    box[3] = corner[3];
    metadata_property(metadata, "xmp", "MPReg:PersonDisplayName", name);
    metadata_property(metadata, "xmp", "MPReg:PersonEmailDigest",
                      field_value(region, "PersonEmailDigest"));
    rest_words(metadata, region, 0);
    metadata_person(metadata, "microsoft", name, count == 4 ? box : NULL);
}

static void take_person(Metadata *metadata, const char *name, const double *box)
{
    metadata_property(metadata, "xmp", "Iptc4xmpExt:PersonInImage", name);
    metadata_person(metadata, "iptc-ext", name, box);
}

static void take_organisation(Metadata *metadata, const char *name, const double *box)
{
    (void)box;
    metadata_text(metadata, "xmp", "Iptc4xmpExt:OrganisationInImageName", PLACE_METADATA, name);
}

static void take_iptc_person(Metadata *metadata, const XmpNode *person)
{
    each_value(field(person, "PersonName"), take_person, metadata, NULL);
    region_words(metadata, person, "PersonDescription",
                 "Iptc4xmpExt:PersonInImageWDetails/PersonDescription");
    metadata_property(metadata, "xmp", "Iptc4xmpExt:PersonInImageWDetails/PersonId",
                      field_value(person, "PersonId"));
    rest_words(metadata, person, 0);
}

/* rbX and rbY are the top left corner of a rectangle, the centre of a circle. */
static bool boundary_box(const XmpNode *boundary, double box[4])
{
    static const char *const names[4] = {"rbX", "rbY", "rbW", "rbH"};
    const char *radius = boundary ? field_value(boundary, "rbRx") : "";

    if (!boundary || strcmp(field_value(boundary, "rbUnit"), "relative") != 0)
        return false;
    for (unsigned i = 0; i < 4; i++) {
        const char *number = field_value(boundary, names[i]);
        char *end = NULL;

        if (i >= 2 && *radius) {
            box[i] = 2 * g_ascii_strtod(radius, NULL);
            continue;
        }
        box[i] = g_ascii_strtod(number, &end);
        if (end == number || !(box[i] >= 0 && box[i] <= 1))
            return false;
    }
    if (!*radius) {
        box[0] += box[2] / 2;
        box[1] += box[3] / 2;
    }
    return true;
}

/* What a region says beside the fields above: all of it may hold a name. */
static void other_words(Metadata *metadata, const XmpNode *node, unsigned depth)
{
    static const char *const known[] = {"PersonInImage", "Name",        "OrganisationInImageName",
                                        "description",   "Description", "RegionBoundary"};

    for (const XmpNode *child = node->child; child && depth < 8; child = child->next) {
        bool taken = false;

        for (size_t i = 0; depth == 0 && i < G_N_ELEMENTS(known); i++)
            taken = taken || strcmp(xmp_local(child), known[i]) == 0;
        if (taken)
            continue;
        if (*child->text && (!xmp_is_syntax(child) || xmp_is_rdf(child, "li")))
            metadata_text(metadata, "xmp", "Iptc4xmpExt:ImageRegion/other", PLACE_METADATA,
                          child->text);
        other_words(metadata, child, depth + 1);
    }
}

static void take_iptc_region(Metadata *metadata, const XmpNode *region)
{
    const XmpNode *persons = field(region, "PersonInImage");
    double box[4];
    bool has_box = boundary_box(field(region, "RegionBoundary"), box);

    if (persons)
        each_value(persons, take_person, metadata, has_box ? box : NULL);
    region_words(metadata, region, "Name", "Iptc4xmpExt:ImageRegion/Name");
    each_value(field(region, "OrganisationInImageName"), take_organisation, metadata, NULL);
    region_words(metadata, region, "description", "Iptc4xmpExt:ImageRegion/description");
    region_words(metadata, region, "Description", "Iptc4xmpExt:ImageRegion/Description");
    other_words(metadata, structure(region), 0);
}

bool xmp_people_item(Metadata *metadata, const char *path, const XmpNode *item)
{
    if (strcmp(path, "mwg-rs:Regions/RegionList") == 0 ||
        strcmp(path, "mwg-rs:RegionInfo/RegionList") == 0 ||
        strcmp(path, "acdsee-rs:Regions/RegionList") == 0)
        take_mwg_region(metadata, item);
    else if (strcmp(path, "MP:RegionInfo/Regions") == 0)
        take_microsoft_region(metadata, item);
    else if (strcmp(path, "Iptc4xmpExt:PersonInImageWDetails") == 0)
        take_iptc_person(metadata, item);
    else if (strcmp(path, "Iptc4xmpExt:ImageRegion") == 0)
        take_iptc_region(metadata, item);
    else
        return false;
    return true;
}
