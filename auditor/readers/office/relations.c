/*
 * Reads "_rels/x.xml.rels" beside a part. Which of them are pictures is told by the kind of the
 * relationship, not by the name of its target.
 */
#include "readers/office/relations.h"

#include <string.h>

#include "worker/xml.h"

struct Relations {
    const char *part; /* borrowed */
    GHashTable *by_id;
    GPtrArray *in_order;
};

static void relation_free(gpointer data)
{
    Relation *relation = data;
    g_free(relation->target);
    g_free(relation->type);
    g_free(relation);
}

static void on_start(void *user, const char *space, const char *name,
                     const XmlAttribute *attributes, size_t count)
{
    (void)space;
    Relations *relations = user;
    const char *id = xml_value(attributes, count, "Id");
    const char *target = xml_value(attributes, count, "Target");
    const char *type = xml_value(attributes, count, "Type");
    const char *mode = xml_value(attributes, count, "TargetMode");
    if (strcmp(name, "Relationship") != 0 || id == NULL || target == NULL) {
        return;
    }
    Relation *relation = g_new0(Relation, 1);
    const char *slash = type != NULL ? strrchr(type, '/') : NULL;
    relation->external = mode != NULL && g_ascii_strcasecmp(mode, "External") == 0;
    relation->type = g_strdup(slash != NULL ? slash + 1 : "");
    relation->target =
        relation->external ? g_strdup(target) : package_resolve(relations->part, target);
    g_ptr_array_add(relations->in_order, relation);
    g_hash_table_replace(relations->by_id, g_strdup(id), relation);
}

Relations *relations_of(Package *package, const PackagePart *part)
{
    static const XmlHandler handler = {.start = on_start};
    Relations *relations = g_new0(Relations, 1);
    const char *slash = strrchr(part->name, '/');
    int folder = slash != NULL ? (int)(slash + 1 - part->name) : 0;
    g_autofree char *name =
        g_strdup_printf("%.*s_rels/%s.rels", folder, part->name, part->name + folder);
    PackagePart *written = package_find(package, name);
    relations->part = part->name;
    relations->by_id = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    relations->in_order = g_ptr_array_new_with_free_func(relation_free);
    if (written != NULL) {
        written->used = true;
        xml_parse(written->data, written->length, &handler, relations);
    }
    return relations;
}

void relations_free(Relations *relations)
{
    if (relations != NULL) {
        g_hash_table_unref(relations->by_id);
        g_ptr_array_unref(relations->in_order);
        g_free(relations);
    }
}

Relation *relations_find(Relations *relations, const char *id)
{
    return id != NULL ? g_hash_table_lookup(relations->by_id, id) : NULL;
}

static const char *role_of(const Relation *relation)
{
    static const struct {
        const char *type, *role;
    } roles[] = {
        {"image", "image"}, {"video", "video"},          {"audio", "audio"},
        {"media", "video"}, {"oleObject", "attachment"}, {"package", "attachment"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(roles); i++) {
        if (strcmp(relation->type, roles[i].type) == 0) {
            return roles[i].role;
        }
    }
    return NULL;
}

static uint32_t declare(Relation *relation, Texts *texts)
{
    const char *role = role_of(relation);
    if (relation->medium == 0 && role != NULL) {
        relation->medium =
            sink_medium(texts_sink(texts), &(FactMedium){.publication = texts_publication(texts),
                                                         .role = role,
                                                         .uri = relation->target});
    }
    return relation->medium;
}

uint32_t relations_medium(Relations *relations, const char *id, Texts *texts)
{
    Relation *relation = relations_find(relations, id);
    return relation != NULL ? declare(relation, texts) : 0;
}

void relations_put(Relations *relations, Texts *texts)
{
    for (guint i = 0; i < relations->in_order->len; i++) {
        Relation *relation = g_ptr_array_index(relations->in_order, i);
        declare(relation, texts);
        if (relation->external) {
            texts_url(texts, relation->target);
        }
    }
}
