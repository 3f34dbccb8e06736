/*
 * E-books (EPUB 2 and 3): a package of web pages. The pages are read in the book's order, then
 * those the book does not list; pictures become items.
 */
#include <string.h>

#include "readers/html/html_text.h"
#include "readers/office/package.h"
#include "readers/office/properties.h"
#include "readers/reader.h"
#include "worker/xml.h"

typedef struct {
    char *root;        /* name of the package document */
    GHashTable *items; /* id to part's name */
    GPtrArray *spine;  /* ids in order */
    bool locked;       /* a page is encrypted */
} Book;

static int epub_bid(const Input *input)
{
    return strcmp(input_type(input), "application/epub+zip") == 0 ? 70 : 0;
}

static bool is_page(const char *name)
{
    g_autofree char *lower = g_ascii_strdown(name, -1);
    return g_str_has_suffix(lower, ".xhtml") || g_str_has_suffix(lower, ".html") ||
           g_str_has_suffix(lower, ".htm");
}

static PartFate fate_of(const char *name)
{
    if (strcmp(name, "mimetype") == 0) {
        return PART_DROP;
    }
    return is_page(name) || g_str_has_suffix(name, ".opf") || g_str_has_suffix(name, ".ncx") ||
                   g_str_has_prefix(name, "META-INF/")
               ? PART_KEEP
               : PART_LEAF;
}

static void on_start(void *user, const char *space, const char *name,
                     const XmlAttribute *attributes, size_t count)
{
    (void)space;
    Book *book = user;
    const char *id = xml_value(attributes, count, "id");
    const char *href = xml_value(attributes, count, "href");
    const char *path = xml_value(attributes, count, "full-path");
    const char *refers = xml_value(attributes, count, "idref");
    const char *locked = xml_value(attributes, count, "URI");
    if (strcmp(name, "rootfile") == 0 && path != NULL && book->root == NULL) {
        book->root = g_strdup(path);
    } else if (strcmp(name, "item") == 0 && id != NULL && href != NULL && book->root != NULL) {
        g_autofree char *decoded = uri_decode(href, strlen(href));
        g_hash_table_replace(book->items, g_strdup(id), package_resolve(book->root, decoded));
    } else if (strcmp(name, "itemref") == 0 && refers != NULL) {
        g_ptr_array_add(book->spine, g_strdup(refers));
    } else if (strcmp(name, "CipherReference") == 0 && locked != NULL) {
        book->locked = book->locked || is_page(locked);
    }
}

static bool read_plan(Package *package, const char *name, Book *book)
{
    static const XmlHandler handler = {.start = on_start};
    PackagePart *part = name != NULL ? package_find(package, name) : NULL;
    if (part == NULL) {
        return false;
    }
    part->used = true;
    return xml_parse(part->data, part->length, &handler, book);
}

static void read_page(PackagePart *part, unsigned number, Sink *sink, uint32_t publication)
{
    g_autofree char *label = g_strdup_printf("chapter %u", number);
    g_autoptr(HtmlText) text = html_text_new();
    size_t length;
    g_autofree char *utf8 = html_decode(part->data, part->length, NULL, &length, NULL);
    part->used = true;
    html_text_read(text, utf8, length);
    html_text_put(text, sink, publication, label);
}

static void read_pages(Package *package, const Book *book, Sink *sink, uint32_t publication)
{
    unsigned number = 0;
    for (guint i = 0; i < book->spine->len; i++) {
        const char *name = g_hash_table_lookup(book->items, g_ptr_array_index(book->spine, i));
        PackagePart *part = name != NULL ? package_find(package, name) : NULL;
        if (part != NULL && !part->used && is_page(part->name)) {
            read_page(part, ++number, sink, publication);
        }
    }
    for (size_t i = 0; i < package_count(package); i++) {
        PackagePart *part = package_part(package, i);
        if (!part->used && is_page(part->name)) {
            read_page(part, ++number, sink, publication);
        }
    }
}

static void epub_read(Input *input, Sink *sink)
{
    g_autoptr(Package) package = package_open(input, sink, fate_of);
    g_autoptr(Properties) properties = properties_new();
    Book book = {.items = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
                 .spine = g_ptr_array_new_with_free_func(g_free)};
    bool whole = read_plan(package, "META-INF/container.xml", &book);
    whole = read_plan(package, book.root, &book) && whole;
    read_plan(package, "META-INF/encryption.xml", &book);
    if (book.root != NULL) {
        properties_read(properties, package_find(package, book.root));
    }
    uint32_t publication = properties_put(properties, sink);
    if (book.locked) {
        sink_gap(sink, REASON_ENCRYPTED, "pages of the book are encrypted");
    }
    read_pages(package, &book, sink, publication);
    package_put_rest(package, sink);
    if (!whole) {
        sink_gap(sink, REASON_CORRUPT, "the book's own list of pages is missing or broken");
    }
    g_free(book.root);
    g_hash_table_unref(book.items);
    g_ptr_array_unref(book.spine);
}

const Reader reader_epub = {.name = "epub", .bid = epub_bid, .read = epub_read};
