/*
 * Tables of HTML's elements and attributes, looked up for every tag of every page.
 */
#include "readers/html/html_elements.h"

#include <glib.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const char *name;
    int kind;
} Name;

/* Both sorted, for bsearch. */
static const Name ELEMENTS[] = {
    {"a", HTML_ANCHOR},
    {"address", HTML_BLOCK},
    {"amp-img", HTML_IMAGE},
    {"area", HTML_APART},
    {"article", HTML_BLOCK},
    {"aside", HTML_BLOCK},
    {"audio", HTML_AUDIO},
    {"blockquote", HTML_BLOCK},
    {"body", HTML_BLOCK},
    {"br", HTML_LINE_BREAK},
    {"button", HTML_APART},
    {"canvas", HTML_APART},
    {"caption", HTML_BLOCK},
    {"center", HTML_BLOCK},
    {"datalist", HTML_BLOCK},
    {"dd", HTML_BLOCK},
    {"desc", HTML_BLOCK}, /* of a drawing */
    {"details", HTML_BLOCK},
    {"dialog", HTML_DIALOG},
    {"dir", HTML_BLOCK},
    {"div", HTML_BLOCK},
    {"dl", HTML_BLOCK},
    {"dt", HTML_BLOCK},
    {"embed", HTML_OBJECT},
    {"fieldset", HTML_BLOCK},
    {"figcaption", HTML_FIGCAPTION},
    {"figure", HTML_FIGURE},
    {"footer", HTML_BLOCK},
    {"form", HTML_BLOCK},
    {"frame", HTML_FRAME},
    {"frameset", HTML_BLOCK},
    {"h1", HTML_BLOCK},
    {"h2", HTML_BLOCK},
    {"h3", HTML_BLOCK},
    {"h4", HTML_BLOCK},
    {"h5", HTML_BLOCK},
    {"h6", HTML_BLOCK},
    {"head", HTML_BLOCK},
    {"header", HTML_BLOCK},
    {"hgroup", HTML_BLOCK},
    {"hr", HTML_BLOCK},
    {"html", HTML_BLOCK},
    {"iframe", HTML_FRAME},
    {"image", HTML_IMAGE},
    {"img", HTML_IMAGE},
    {"input", HTML_INPUT},
    {"label", HTML_APART},
    {"legend", HTML_BLOCK},
    {"li", HTML_BLOCK},
    {"link", HTML_LINK_ELEMENT},
    {"listing", HTML_PREFORMATTED},
    {"main", HTML_BLOCK},
    {"map", HTML_APART},
    {"marquee", HTML_BLOCK},
    {"menu", HTML_BLOCK},
    {"meta", HTML_META},
    {"meter", HTML_APART},
    {"nav", HTML_BLOCK},
    {"noframes", HTML_BLOCK},
    {"noscript", HTML_NOSCRIPT},
    {"object", HTML_OBJECT},
    {"ol", HTML_BLOCK},
    {"optgroup", HTML_BLOCK},
    {"option", HTML_BLOCK},
    {"p", HTML_BLOCK},
    {"param", HTML_PARAMETER},
    {"plaintext", HTML_PREFORMATTED},
    {"pre", HTML_PREFORMATTED},
    {"progress", HTML_APART},
    {"rp", HTML_APART},
    {"rt", HTML_APART},
    {"script", HTML_SCRIPT},
    {"search", HTML_BLOCK},
    {"section", HTML_BLOCK},
    {"select", HTML_BLOCK},
    {"source", HTML_SOURCE},
    {"style", HTML_STYLE},
    {"summary", HTML_BLOCK},
    {"svg", HTML_DRAWING},
    {"table", HTML_BLOCK},
    {"tbody", HTML_BLOCK},
    {"td", HTML_CELL},
    {"template", HTML_TEMPLATE},
    {"text", HTML_BLOCK}, /* of a drawing */
    {"textarea", HTML_PREFORMATTED},
    {"tfoot", HTML_BLOCK},
    {"th", HTML_CELL},
    {"thead", HTML_BLOCK},
    {"time", HTML_TIME},
    {"title", HTML_TITLE},
    {"tr", HTML_BLOCK},
    {"track", HTML_OBJECT},
    {"ul", HTML_BLOCK},
    {"video", HTML_VIDEO},
    {"xmp", HTML_PREFORMATTED},
};

static const Name ATTRIBUTES[] = {
    {"abbr", HTML_ATTRIBUTE_LABEL},
    {"action", HTML_ATTRIBUTE_URL},
    {"align", HTML_ATTRIBUTE_OTHER},
    {"allow", HTML_ATTRIBUTE_OTHER},
    {"alt", HTML_ATTRIBUTE_LABEL},
    {"archive", HTML_ATTRIBUTE_URL},
    {"aria-description", HTML_ATTRIBUTE_LABEL},
    {"aria-label", HTML_ATTRIBUTE_LABEL},
    {"aria-roledescription", HTML_ATTRIBUTE_LABEL},
    {"aria-valuetext", HTML_ATTRIBUTE_LABEL},
    {"autocomplete", HTML_ATTRIBUTE_OTHER},
    {"background", HTML_ATTRIBUTE_URL},
    {"border", HTML_ATTRIBUTE_OTHER},
    {"cellpadding", HTML_ATTRIBUTE_OTHER},
    {"cellspacing", HTML_ATTRIBUTE_OTHER},
    {"charset", HTML_ATTRIBUTE_OTHER},
    {"cite", HTML_ATTRIBUTE_URL},
    {"class", HTML_ATTRIBUTE_WORDS},
    {"clip-path", HTML_ATTRIBUTE_OTHER},
    {"codebase", HTML_ATTRIBUTE_URL},
    {"color", HTML_ATTRIBUTE_OTHER},
    {"colspan", HTML_ATTRIBUTE_OTHER},
    {"content", HTML_ATTRIBUTE_CODE},
    {"coords", HTML_ATTRIBUTE_OTHER},
    {"crossorigin", HTML_ATTRIBUTE_OTHER},
    {"d", HTML_ATTRIBUTE_OTHER},
    {"data", HTML_ATTRIBUTE_URL},
    {"decoding", HTML_ATTRIBUTE_OTHER},
    {"dir", HTML_ATTRIBUTE_OTHER},
    {"download", HTML_ATTRIBUTE_FILE_NAME},
    {"dx", HTML_ATTRIBUTE_OTHER},
    {"dy", HTML_ATTRIBUTE_OTHER},
    {"dynsrc", HTML_ATTRIBUTE_URL},
    {"enctype", HTML_ATTRIBUTE_OTHER},
    {"face", HTML_ATTRIBUTE_OTHER},
    {"fill", HTML_ATTRIBUTE_OTHER},
    {"fill-rule", HTML_ATTRIBUTE_OTHER},
    {"font-family", HTML_ATTRIBUTE_OTHER},
    {"font-size", HTML_ATTRIBUTE_OTHER},
    {"for", HTML_ATTRIBUTE_OTHER},
    {"formaction", HTML_ATTRIBUTE_URL},
    {"frameborder", HTML_ATTRIBUTE_OTHER},
    {"gradienttransform", HTML_ATTRIBUTE_OTHER},
    {"headers", HTML_ATTRIBUTE_OTHER},
    {"height", HTML_ATTRIBUTE_OTHER},
    {"href", HTML_ATTRIBUTE_URL},
    {"http-equiv", HTML_ATTRIBUTE_OTHER},
    {"id", HTML_ATTRIBUTE_CODE},
    {"imagesrcset", HTML_ATTRIBUTE_SRCSET},
    {"integrity", HTML_ATTRIBUTE_OTHER},
    {"itemscope", HTML_ATTRIBUTE_OTHER},
    {"keytimes", HTML_ATTRIBUTE_OTHER},
    {"label", HTML_ATTRIBUTE_LABEL},
    {"lang", HTML_ATTRIBUTE_OTHER},
    {"language", HTML_ATTRIBUTE_OTHER},
    {"loading", HTML_ATTRIBUTE_OTHER},
    {"longdesc", HTML_ATTRIBUTE_URL},
    {"lowsrc", HTML_ATTRIBUTE_URL},
    {"manifest", HTML_ATTRIBUTE_URL},
    {"margin-left", HTML_ATTRIBUTE_OTHER},
    {"media", HTML_ATTRIBUTE_OTHER},
    {"method", HTML_ATTRIBUTE_OTHER},
    {"name", HTML_ATTRIBUTE_CODE},
    {"nonce", HTML_ATTRIBUTE_OTHER},
    {"opacity", HTML_ATTRIBUTE_OTHER},
    {"path", HTML_ATTRIBUTE_OTHER},
    {"ping", HTML_ATTRIBUTE_URL},
    {"placeholder", HTML_ATTRIBUTE_LABEL},
    {"points", HTML_ATTRIBUTE_OTHER},
    {"poster", HTML_ATTRIBUTE_URL},
    {"preserveaspectratio", HTML_ATTRIBUTE_OTHER},
    {"role", HTML_ATTRIBUTE_OTHER},
    {"rowspan", HTML_ATTRIBUTE_OTHER},
    {"sandbox", HTML_ATTRIBUTE_OTHER},
    {"scope", HTML_ATTRIBUTE_OTHER},
    {"shape", HTML_ATTRIBUTE_OTHER},
    {"size", HTML_ATTRIBUTE_OTHER},
    {"sizes", HTML_ATTRIBUTE_OTHER},
    {"spellcheck", HTML_ATTRIBUTE_OTHER},
    {"src", HTML_ATTRIBUTE_URL},
    {"srcset", HTML_ATTRIBUTE_SRCSET},
    {"standby", HTML_ATTRIBUTE_LABEL},
    {"stroke", HTML_ATTRIBUTE_OTHER},
    {"style", HTML_ATTRIBUTE_STYLE},
    {"summary", HTML_ATTRIBUTE_LABEL},
    {"tabindex", HTML_ATTRIBUTE_OTHER},
    {"target", HTML_ATTRIBUTE_OTHER},
    {"text-anchor", HTML_ATTRIBUTE_OTHER},
    {"title", HTML_ATTRIBUTE_LABEL},
    {"transform", HTML_ATTRIBUTE_OTHER},
    {"type", HTML_ATTRIBUTE_OTHER},
    {"usemap", HTML_ATTRIBUTE_URL},
    {"valign", HTML_ATTRIBUTE_OTHER},
    {"value", HTML_ATTRIBUTE_CODE},
    {"values", HTML_ATTRIBUTE_OTHER},
    {"version", HTML_ATTRIBUTE_OTHER},
    {"viewbox", HTML_ATTRIBUTE_OTHER},
    {"width", HTML_ATTRIBUTE_OTHER},
    {"x", HTML_ATTRIBUTE_OTHER},
    {"xlink:href", HTML_ATTRIBUTE_URL},
    {"xml:lang", HTML_ATTRIBUTE_OTHER},
    {"xml:space", HTML_ATTRIBUTE_OTHER},
    {"xmlns", HTML_ATTRIBUTE_OTHER},
    {"y", HTML_ATTRIBUTE_OTHER},
};

static int name_compare(const void *key, const void *row)
{
    return strcmp(key, ((const Name *)row)->name);
}

HtmlElement html_element(const char *name)
{
    const Name *row = bsearch(name, ELEMENTS, G_N_ELEMENTS(ELEMENTS), sizeof(Name), name_compare);
    return row != NULL ? (HtmlElement)row->kind : HTML_INLINE;
}

/* State that frameworks keep in attributes: "v-bind:items", "@click", "x-data", "wire:snapshot". */
static bool is_state(const char *name)
{
    static const char *const prefixes[] = {"data-", "on", "v-", "x-", "ng-", "hx-", "wire:", NULL};
    for (const char *const *prefix = prefixes; *prefix != NULL; prefix++) {
        if (g_str_has_prefix(name, *prefix)) {
            return true;
        }
    }
    return *name == ':' || *name == '@' || *name == '[' || *name == '(';
}

/* What lightboxes, sliders and galleries take their captions from: data-caption, data-sub-html,
 * data-elementor-lightbox-description. */
static bool is_caption(const char *name)
{
    static const char *const parts[] = {"caption",   "title",      "desc", "-alt",
                                        "-sub-html", "-glightbox", NULL};
    if (!g_str_has_prefix(name, "data-")) {
        return false;
    }
    for (const char *const *part = parts; *part != NULL; part++) {
        if (strstr(name, *part) != NULL) {
            return true;
        }
    }
    return false;
}

HtmlAttribute html_attribute(const char *element, const char *name)
{
    if (is_caption(name)) {
        return HTML_ATTRIBUTE_CAPTION;
    }
    if (is_state(name)) {
        return HTML_ATTRIBUTE_CODE;
    }
    bool told = strcmp(element, "meta") == 0 || strcmp(element, "input") == 0 ||
                strcmp(element, "param") == 0; /* by what their element is */
    if (told && (strcmp(name, "value") == 0 || strcmp(name, "content") == 0 ||
                 (strcmp(name, "name") == 0 && *element == 'm'))) {
        return HTML_ATTRIBUTE_OTHER;
    }
    const Name *row =
        bsearch(name, ATTRIBUTES, G_N_ELEMENTS(ATTRIBUTES), sizeof(Name), name_compare);
    if (row != NULL) {
        return (HtmlAttribute)row->kind;
    }
    bool own = strchr(element, '-') != NULL; /* of an element that the page made up */
    return own ? HTML_ATTRIBUTE_CODE : HTML_ATTRIBUTE_WORDS;
}

char html_element_break(HtmlElement element)
{
    switch (element) {
    case HTML_BLOCK:
    case HTML_DIALOG:
    case HTML_LINE_BREAK:
    case HTML_PREFORMATTED:
    case HTML_FIGCAPTION:
    case HTML_FIGURE:
    case HTML_FRAME:
    case HTML_NOSCRIPT:
    case HTML_OBJECT:
    case HTML_TEMPLATE:
    case HTML_TITLE:
    case HTML_VIDEO:
    case HTML_AUDIO:
        return '\n';
    case HTML_CELL:
        return '\t';
    case HTML_APART:
    case HTML_IMAGE:
    case HTML_INPUT:
    case HTML_DRAWING:
        return ' ';
    default:
        return 0;
    }
}

bool html_has_letters(const char *value)
{
    unsigned letters = 0;
    for (; *value != '\0' && letters < 2; value++) {
        letters = g_ascii_isalpha(*value) || (unsigned char)*value >= 0x80 ? letters + 1 : 0;
    }
    return letters == 2;
}
