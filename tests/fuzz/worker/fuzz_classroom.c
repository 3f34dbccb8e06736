/* The reader "classroom" under a fuzzer. */
#include "reader_harness.h"

FUZZ_READER(classroom, "Takeout/Classroom/Classes/Groep 7/Groep 7.json", "application/json")
