/* Looking into a picture; see look.h. */
#include "readers/pixels/look.h"

#include "readers/pixels/decode.h"
#include "readers/pixels/faces.h"
#include "readers/pixels/fingerprint.h"
#include "readers/pixels/small.h"
#include "readers/pixels/weights.h"

void look_into(Input *input, unsigned orientation, bool small, Sink *sink)
{
    Decode decode = {.input = input};
    g_autoptr(Image) image = decode_picture(&decode, orientation);
    Fact fact = {.kind = FACT_PIXELS};
    Network *network = weights_network();
    Likeness likeness = {0};
    g_autofree uint8_t *clear = NULL;

    if (decode.reason != REASON_NONE)
        sink_gap(sink, decode.reason, decode.detail);
    if (!image)
        return;
    fact.pixels.width = decode.side[0];
    fact.pixels.height = decode.side[1];
    if (network)
        faces_count(network, image, &fact.pixels);
    fingerprint_take(image, &likeness, &fact.pixels);
    if (small)
        clear = small_look(input, image, orientation, &fact.pixels.small);
    sink_put(sink, &fact);
    g_free(likeness.clear);
}
