/*
 * Names follow Office ("lastModifiedBy"); OpenDocument's are brought to them. A document is dated
 * by its last change: the first date is often that of the template it grew from.
 */
#include "readers/office/properties.h"

#include <string.h>

#include "readers/text/dates.h"
#include "worker/xml.h"

typedef struct {
    char *name, *value;
} Property;

struct Properties {
    GPtrArray *all;
    GString *text;
    char *custom; /* name that an attribute gives to the next value */
};

static void property_free(gpointer data)
{
    Property *property = data;
    g_free(property->name);
    g_free(property->value);
    g_free(property);
}

Properties *properties_new(void)
{
    Properties *properties = g_new0(Properties, 1);
    properties->all = g_ptr_array_new_with_free_func(property_free);
    properties->text = g_string_new(NULL);
    return properties;
}

void properties_free(Properties *properties)
{
    if (properties != NULL) {
        g_ptr_array_unref(properties->all);
        g_string_free(properties->text, TRUE);
        g_free(properties->custom);
        g_free(properties);
    }
}

void properties_add(Properties *properties, const char *name, const char *value)
{
    static const struct {
        const char *theirs, *ours;
    } names[] = {
        {"initial-creator", "creator"}, {"creation-date", "created"}, {"date", "modified"},
        {"printed-by", "printedBy"},    {"keyword", "keywords"},
    };
    if (value == NULL || value[strspn(value, " \t\r\n")] == '\0') {
        return;
    }
    Property *property = g_new0(Property, 1);
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        name = strcmp(name, names[i].theirs) == 0 ? names[i].ours : name;
    }
    property->name = g_strdup(name);
    property->value = g_strstrip(g_strdup(value));
    g_ptr_array_add(properties->all, property);
}

static void on_start(void *user, const char *space, const char *name,
                     const XmlAttribute *attributes, size_t count)
{
    (void)space;
    Properties *properties = user;
    g_string_truncate(properties->text, 0);
    if (strcmp(name, "property") == 0 || strcmp(name, "user-defined") == 0) {
        g_free(properties->custom);
        properties->custom = g_strdup(xml_value(attributes, count, "name"));
    } else if (strcmp(name, "template") == 0) {
        properties_add(properties, "template", xml_value(attributes, count, "title"));
        properties_add(properties, "template", xml_value(attributes, count, "href"));
    }
}

/* OpenDocument's dc:creator is who changed it last. */
static void on_end(void *user, const char *space, const char *name)
{
    Properties *properties = user;
    bool custom = properties->custom != NULL;
    (void)space;
    properties_add(properties, custom ? properties->custom : name, properties->text->str);
    g_string_truncate(properties->text, 0);
    if (strcmp(name, "property") == 0 || strcmp(name, "user-defined") == 0) {
        g_clear_pointer(&properties->custom, g_free);
    }
}

static void on_text(void *user, const char *text, size_t length)
{
    Properties *properties = user;
    g_string_append_len(properties->text, text, (gssize)length);
}

void properties_read(Properties *properties, PackagePart *part)
{
    static const XmlHandler handler = {.start = on_start, .end = on_end, .text = on_text};
    if (part != NULL) {
        part->used = true;
        xml_parse(part->data, part->length, &handler, properties);
        g_clear_pointer(&properties->custom, g_free);
    }
}

static const char *value_of(const Properties *properties, const char *name)
{
    for (guint i = 0; i < properties->all->len; i++) {
        const Property *property = g_ptr_array_index(properties->all, i);
        if (strcmp(property->name, name) == 0) {
            return property->value;
        }
    }
    return NULL;
}

static bool is_person(const char *name)
{
    static const char *const persons[] = {"creator",   "lastModifiedBy", "Manager",
                                          "printedBy", "contributor",    NULL};
    return g_strv_contains(persons, name);
}

/* Counts, durations, versions and such: no words of anybody. Initials may look like them. */
static bool is_number(const char *value)
{
    return (value[strspn(value, "0123456789.,:-+TZPHMS ")] == '\0' &&
            value[strcspn(value, "0123456789")] != '\0') ||
           strcmp(value, "true") == 0 || strcmp(value, "false") == 0;
}

void properties_tell(const Properties *properties, Sink *sink, uint32_t publication)
{
    for (guint i = 0; i < properties->all->len; i++) {
        const Property *property = g_ptr_array_index(properties->all, i);
        Place place = is_person(property->name)              ? PLACE_AUTHOR
                      : strcmp(property->name, "title") == 0 ? PLACE_TITLE
                                                             : PLACE_METADATA;
        sink_property(sink, publication, 0, "document", property->name, property->value);
        if (!is_number(property->value)) {
            sink_text(sink, publication, 0, place, property->name, property->value,
                      strlen(property->value));
        }
    }
}

uint32_t properties_put(const Properties *properties, Sink *sink)
{
    const char *written = value_of(properties, "created");
    const char *changed = value_of(properties, "modified");
    g_autofree char *created = written != NULL ? date_from_iso(written, false) : NULL;
    g_autofree char *modified = changed != NULL ? date_from_iso(changed, false) : NULL;
    const char *date = modified != NULL ? modified : created;
    const char *author = value_of(properties, "creator");
    uint32_t publication = sink_publication(
        sink, &(FactPublication){.kind = KIND_DOCUMENT,
                                 .title = value_of(properties, "title"),
                                 .author = author != NULL ? author
                                                          : value_of(properties, "lastModifiedBy"),
                                 .published = date,
                                 .published_known = date != NULL ? KNOWN_METADATA : KNOWN_NOT,
                                 .updated = modified});
    properties_tell(properties, sink, publication);
    return publication;
}
