package dev.slipway.service.web;

/** Which paths of the shared HTTP server belong to this service's APIs. */
final class ApiPaths {

  private ApiPaths() {}

  /** Whether errors under this path are told as problem JSON. */
  static boolean isApi(String path) {
    return isUnder(path, "/api") || isUnder(path, "/internal");
  }

  private static boolean isUnder(String path, String prefix) {
    return path.equals(prefix) || path.startsWith(prefix + "/");
  }
}
