/* Pictures put together in memory: only as much of each format as the readers look at. */
#include "support_picture.h"

#include <string.h>

void put_text(GByteArray *into, const char *text)
{
    g_byte_array_append(into, (const guint8 *)text, (guint)strlen(text));
}

void put_number(GByteArray *into, uint64_t number, unsigned size, bool little)
{
    for (unsigned i = 0; i < size; i++) {
        uint8_t byte = (uint8_t)(number >> (8 * (little ? i : size - 1 - i)));

        g_byte_array_append(into, &byte, 1);
    }
}

static void put_entry(GByteArray *tiff, GByteArray *values, guint values_at, const TiffEntry *entry,
                      bool little)
{
    static const uint8_t zeros[4] = {0};

    put_number(tiff, entry->tag, 2, little);
    put_number(tiff, entry->type, 2, little);
    put_number(tiff, entry->count, 4, little);
    if (entry->length > 4) {
        put_number(tiff, values_at + values->len, 4, little);
        g_byte_array_append(values, entry->value, entry->length);
    } else {
        g_byte_array_append(tiff, entry->value, entry->length);
        g_byte_array_append(tiff, zeros, 4 - entry->length);
    }
}

static guint directory_size(TiffDirectory directory, unsigned pointers)
{
    return directory.count + pointers > 0 ? 2 + 12 * (directory.count + pointers) + 4 : 0;
}

static void put_pointer(GByteArray *tiff, unsigned tag, guint offset, bool little)
{
    put_number(tiff, tag, 2, little);
    put_number(tiff, 4, 2, little);
    put_number(tiff, 1, 4, little);
    put_number(tiff, offset, 4, little);
}

GByteArray *tiff_new(bool little, TiffDirectory main, TiffDirectory exif, TiffDirectory gps)
{
    GByteArray *tiff = g_byte_array_new();
    g_autoptr(GByteArray) values = g_byte_array_new();
    unsigned pointers = (exif.count > 0) + (gps.count > 0);
    guint exif_at = 8 + directory_size(main, pointers);
    guint gps_at = exif_at + directory_size(exif, 0);
    guint values_at = gps_at + directory_size(gps, 0);
    const TiffDirectory all[3] = {main, exif, gps};

    put_text(tiff, little ? "II" : "MM");
    put_number(tiff, 42, 2, little);
    put_number(tiff, 8, 4, little);
    for (unsigned d = 0; d < 3; d++) {
        if (d > 0 && all[d].count == 0)
            continue;
        put_number(tiff, all[d].count + (d == 0 ? pointers : 0), 2, little);
        for (unsigned i = 0; i < all[d].count; i++)
            put_entry(tiff, values, values_at, &all[d].entries[i], little);
        if (d == 0 && exif.count > 0)
            put_pointer(tiff, 0x8769, exif_at, little);
        if (d == 0 && gps.count > 0)
            put_pointer(tiff, 0x8825, gps_at, little);
        put_number(tiff, 0, 4, little);
    }
    g_byte_array_append(tiff, values->data, values->len);
    return tiff;
}

void tiff_rationals(bool little, const uint32_t *pairs, unsigned count, uint8_t *into)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();

    for (unsigned i = 0; i < 2 * count; i++)
        put_number(bytes, pairs[i], 4, little);
    memcpy(into, bytes->data, bytes->len);
}

GByteArray *jpeg_new(void)
{
    GByteArray *jpeg = g_byte_array_new();

    put_number(jpeg, 0xffd8, 2, false);
    return jpeg;
}

void jpeg_app(GByteArray *jpeg, uint8_t marker, const char *mark, size_t mark_length,
              const void *data, size_t length)
{
    put_number(jpeg, 0xff00U | marker, 2, false);
    put_number(jpeg, 2 + mark_length + length, 2, false);
    g_byte_array_append(jpeg, (const guint8 *)mark, (guint)mark_length);
    g_byte_array_append(jpeg, data, (guint)length);
}

void jpeg_segment(GByteArray *jpeg, uint8_t marker, const void *data, size_t length)
{
    jpeg_app(jpeg, marker, "", 0, data, length);
}

void jpeg_exif(GByteArray *jpeg, const GByteArray *tiff)
{
    jpeg_app(jpeg, 0xe1, "Exif\0", 6, tiff->data, tiff->len);
}

void jpeg_xmp(GByteArray *jpeg, const char *packet)
{
    jpeg_app(jpeg, 0xe1, "http://ns.adobe.com/xap/1.0/", 29, packet, strlen(packet));
}

void jpeg_end(GByteArray *jpeg)
{
    static const uint8_t frame[] = {8, 0, 48, 0, 64, 1, 1, 0x11, 0};
    static const uint8_t scan[] = {1, 1, 0, 0, 63, 0};
    static const uint8_t data[] = {0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56, 0xff, 0xd9};

    jpeg_segment(jpeg, 0xc0, frame, sizeof frame);
    jpeg_segment(jpeg, 0xda, scan, sizeof scan);
    g_byte_array_append(jpeg, data, sizeof data);
}

void png_chunk(GByteArray *png, const char *kind, const void *data, size_t length)
{
    put_number(png, length, 4, false);
    put_text(png, kind);
    g_byte_array_append(png, data, (guint)length);
    put_number(png, 0, 4, false); /* the readers leave checksums to decoders */
}

GByteArray *png_new(void)
{
    static const uint8_t head[] = {0, 0, 0, 40, 0, 0, 0, 30, 8, 2, 0, 0, 0};
    GByteArray *png = g_byte_array_new();

    put_text(png, "\x89PNG\r\n\x1a\n");
    png_chunk(png, "IHDR", head, sizeof head);
    return png;
}

void png_end(GByteArray *png)
{
    png_chunk(png, "IDAT", "abc", 3);
    png_chunk(png, "IEND", "", 0);
}

char *xmp_packet(const char *description)
{
    return g_strconcat("<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>"
                       "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
                       "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\""
                       " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                       " xmlns:exif=\"http://ns.adobe.com/exif/1.0/\""
                       " xmlns:aux=\"http://ns.adobe.com/exif/1.0/aux/\""
                       " xmlns:photoshop=\"http://ns.adobe.com/photoshop/1.0/\""
                       " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
                       " xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\""
                       " xmlns:stEvt=\"http://ns.adobe.com/xap/1.0/sType/ResourceEvent#\""
                       " xmlns:stArea=\"http://ns.adobe.com/xmp/sType/Area#\""
                       " xmlns:mwg-rs=\"http://www.metadataworkinggroup.com/schemas/regions/\""
                       " xmlns:MP=\"http://ns.microsoft.com/photo/1.2/\""
                       " xmlns:MPRI=\"http://ns.microsoft.com/photo/1.2/t/RegionInfo#\""
                       " xmlns:MPReg=\"http://ns.microsoft.com/photo/1.2/t/Region#\""
                       " xmlns:digiKam=\"http://www.digikam.org/ns/1.0/\""
                       " xmlns:Iptc4xmpCore=\"http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/\""
                       " xmlns:Iptc4xmpExt=\"http://iptc.org/std/Iptc4xmpExt/2008-02-29/\">",
                       description, "</rdf:RDF></x:xmpmeta><?xpacket end=\"w\"?>", NULL);
}

void put_iptc(GByteArray *into, uint8_t record, uint8_t tag, const char *value)
{
    const uint8_t head[] = {0x1c, record, tag};

    g_byte_array_append(into, head, sizeof head);
    put_number(into, strlen(value), 2, false);
    put_text(into, value);
}

static void put_resource(GByteArray *into, unsigned id, const GByteArray *data)
{
    put_text(into, "8BIM");
    put_number(into, id, 2, false);
    put_number(into, 0, 2, false);
    put_number(into, data->len, 4, false);
    g_byte_array_append(into, data->data, data->len);
    if (data->len & 1)
        put_number(into, 0, 1, false);
}

GByteArray *iptc_resources(void)
{
    g_autoptr(GByteArray) iptc = g_byte_array_new();
    g_autoptr(GByteArray) url = g_byte_array_new();
    GByteArray *resources = g_byte_array_new();

    put_iptc(iptc, 2, 80,
             "Ren\xe9"
             "e de Vries");
    put_iptc(iptc, 2, 25, "Schoolreis");
    put_iptc(iptc, 2, 25, "Sjoerd Ytsma");
    put_iptc(iptc, 2, 120, "Op de foto: Łucja");
    put_iptc(iptc, 2, 55, "20240501");
    put_iptc(iptc, 2, 60, "101500+0200");
    put_text(url, "https://vlinderhof.example/");
    put_resource(resources, 0x040b, url);
    put_resource(resources, 0x0404, iptc);
    return resources;
}
