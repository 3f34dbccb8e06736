/* Selection after Wirth; see median.h. */
#include "readers/pixels/median.h"

float median_place(float *values, size_t count, size_t place)
{
    long first = 0, last = (long)count - 1, wanted = (long)place;

    while (first < last) {
        float pivot = values[wanted];
        long low = first, high = last;

        while (low <= high) {
            while (values[low] < pivot)
                low++;
            while (pivot < values[high])
                high--;
            if (low <= high) {
                float value = values[low];

                values[low++] = values[high];
                values[high--] = value;
            }
        }
        if (high < wanted)
            first = low;
        if (wanted < low)
            last = high;
    }
    return values[wanted];
}
