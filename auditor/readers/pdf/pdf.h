/* What the worker does for the reader of PDF before it locks itself in. */
#pragma once

/* Opens, once, all files that the library opens when it is first used. */
void pdf_warm_up(void);
