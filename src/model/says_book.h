/* says_book.h - rows of says.h: accounts, expectations, drivers, settings. No guard: it is read twice. */
