/* The parts of Office documents under a fuzzer, without the zip around them. */
#include "reader_harness.h"

#include "readers/office/story.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const SinkCallbacks callbacks = {look_at_fact, look_at_leaf, NULL};
    static bool warm;

    if (!warm)
        xml_warm_up();
    warm = true;
    g_autofree char *copy = g_strndup((const char *)data, size);
    PackagePart part = {.name = (char *)"word/document.xml", .data = copy, .length = size};
    g_autoptr(Sink) sink = sink_new(&callbacks, NULL);
    g_autoptr(Package) package = package_new();
    g_autoptr(Relations) relations = relations_of(package, &part);
    g_autoptr(Texts) texts = texts_new(sink, 0);

    story_read(&part, relations, texts, false);
    return 0;
}
