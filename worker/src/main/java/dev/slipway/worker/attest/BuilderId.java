package dev.slipway.worker.attest;

/** Who built: the service, by its public URL, which is what stands before a build's page. */
final class BuilderId {

  private static final String UNKNOWN = "https://slipway.dev/builder";
  private static final String PAGES = "/builds/";

  private BuilderId() {}

  static String of(String buildUrl) {
    int pages = buildUrl.lastIndexOf(PAGES);
    return pages <= 0 ? UNKNOWN : buildUrl.substring(0, pages);
  }
}
