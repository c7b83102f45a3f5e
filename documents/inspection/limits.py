"""How much of a file we are ready to open. Technical limits of this platform, not of any law."""

MAX_BYTES = 20 * 10**6
MAX_PAGES = 200
MAX_PDF_OBJECTS = 50_000

#: A JPEG is decoded at a fraction of its size, so it may be large; a PNG is decoded whole.
MAX_JPEG_PIXELS = 220_000_000
MAX_PNG_PIXELS = 45_000_000
MAX_PNG_BYTES = 130_000_000
#: Longest side of a stored picture: A4 at 400 dpi.
STORED_SIDE = 4700

MAX_ZIP_ENTRIES = 1000
MAX_ZIP_BYTES = 80 * 10**6
#: Deflate reaches 1000; real sheets stay below 40. Small parts may compress better, they do no harm.
MAX_ZIP_RATIO = 120
RATIO_FREE_BYTES = 2 * 10**6
