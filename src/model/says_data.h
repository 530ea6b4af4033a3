/* says_data.h - rows of says.h: the data page. No guard: it is read twice. */
