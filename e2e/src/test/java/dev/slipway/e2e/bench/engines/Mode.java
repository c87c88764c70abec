package dev.slipway.e2e.bench.engines;

/** What a build finds of the builds before it. */
enum Mode {
  /** Empty caches, an image name nobody has pushed to. */
  COLD("cold"),
  /** After {@link #COLD}, one small file is another. */
  WARM("warm"),
  /** After {@link #WARM}, a new clone with new file times, and another label: no image is equal. */
  FRESH_CLONE("fresh clone"),
  /** After {@link #FRESH_CLONE}, another commit of exactly the same files. */
  IDENTICAL("identical");

  private final String words;

  Mode(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }
}
